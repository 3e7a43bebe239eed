"""What ece-tools and the platform declare: knowledge as data.

The knowledge is in the TOML files of this folder; nothing here names a variable. To add one, add
a table to ``variables.toml``.
"""

from zdd_lsp.catalogue.load import catalogue, facts
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

__all__ = [
    "DOCUMENTATION",
    "STAGES",
    "Catalogue",
    "Change",
    "Facts",
    "Prose",
    "Value",
    "Variable",
    "Version",
    "catalogue",
    "facts",
]
