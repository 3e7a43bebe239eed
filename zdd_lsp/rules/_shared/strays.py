"""What the rules about the structure of `.magento.env.yaml` share: what a name looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import catalogue
from zdd_lsp.rules._shared.arrays import MERGE
from zdd_lsp.rules._shared.themes import MATRIX, THEME

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting

MERGED: Final = (
    *("CACHE_CONFIGURATION", "DATABASE_CONFIGURATION", "ELASTICSUITE_CONFIGURATION"),
    *("QUEUE_CONFIGURATION", "RESOURCE_CONFIGURATION", "SEARCH_CONFIGURATION"),
    "SESSION_CONFIGURATION",
)
"""The variables that know `_merge`."""

_HOMES: Final = {
    "amqp": "QUEUE_CONFIGURATION",
    "connection": "DATABASE_CONFIGURATION",
    "consumers": "CRON_CONSUMERS_RUNNER",
    "cron_run": "CRON_CONSUMERS_RUNNER",
    "engine": "SEARCH_CONFIGURATION",
    "es_client": "ELASTICSUITE_CONFIGURATION",
    "frontend": "CACHE_CONFIGURATION",
    "indices_settings": "ELASTICSUITE_CONFIGURATION",
    "max_messages": "CRON_CONSUMERS_RUNNER",
    "multiple_processes": "CRON_CONSUMERS_RUNNER",
    "redis": "SESSION_CONFIGURATION",
    "save": "SESSION_CONFIGURATION",
    "slave_connection": "DATABASE_CONFIGURATION",
    "stomp": "QUEUE_CONFIGURATION",
    "table_prefix": "DATABASE_CONFIGURATION",
}
"""Keys of the array variables that are no variables themselves."""


def is_variable(project: Project, name: str) -> bool:
    """Tell whether a name is that of a variable, of the installed ece-tools or of another one."""
    return name in project.schema or name in catalogue().known


def home(project: Project, setting: Setting) -> str | None:
    """Return the variable that a name in a stage is a key of, by what it looks like; or None."""
    name = setting.name
    if name in _HOMES:
        return _HOMES[name]
    if THEME.fullmatch(name):
        return MATRIX
    return _merged(project, setting) if name == MERGE else None


def _merged(project: Project, setting: Setting) -> str | None:
    """Return the variable next to `_merge` that knows it: the one above, else the one below."""
    names = list(project.env.settings.get(setting.stage, {}))
    at = names.index(setting.name)
    neighbours = [*reversed(names[max(at - 1, 0) : at]), *names[at + 1 : at + 2]]
    return next((name for name in neighbours if name in MERGED), None)
