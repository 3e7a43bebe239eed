"""What ece-tools and the platform declare: knowledge as data.

The knowledge is in the TOML files of this folder; nothing here names a variable. To add one, add
a table to ``variables.toml``.

* `catalogue`: the variables of every ece-tools version, with types, stages, defaults and prose.
* `foreign_names`: names that look like variables and are none, or none any more.
* `log_section`: the outputs of the `log` section, their keys and levels.
* `errors`: the error codes of ece-tools, with what they mean and what to do.
* `sections`: the keys of the root of `.magento.env.yaml`, and the stages.
* `facts`: what the rules need to know beside them.

Each function reads its file when it is first called.
"""

from zdd_lsp.catalogue.error_codes import ErrorCode, errors
from zdd_lsp.catalogue.load import catalogue, facts
from zdd_lsp.catalogue.log import Handler, HandlerKey, LogSection, log_section
from zdd_lsp.catalogue.model import (
    DOCUMENTATION,
    STAGES,
    Catalogue,
    Change,
    Facts,
    Prose,
    Value,
    Variable,
    Version,
)
from zdd_lsp.catalogue.names import ForeignName, foreign_names
from zdd_lsp.catalogue.sections import Section, Sections, sections

__all__ = [
    "DOCUMENTATION",
    "STAGES",
    "Catalogue",
    "Change",
    "ErrorCode",
    "Facts",
    "ForeignName",
    "Handler",
    "HandlerKey",
    "LogSection",
    "Prose",
    "Section",
    "Sections",
    "Value",
    "Variable",
    "Version",
    "catalogue",
    "errors",
    "facts",
    "foreign_names",
    "log_section",
    "sections",
]
