"""CACHE_CONFIGURATION that ece-tools passes over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, merge
from zdd_lsp.rules._shared.cache import NAME, has_cache_service
from zdd_lsp.rules._shared.services import INFERRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CACHES = ("redis", "valkey")
_APP = "name: shop\ntype: php:8.4\nrelationships:\n  database: mysql:mysql\n"


@rule(
    code="ZDD645",
    name="unused-cache-configuration",
    severity=Severity.WARNING,
    summary="`CACHE_CONFIGURATION` has nothing to be merged with, or no front end and no `_merge`.",
    subject="deploy_variables",
    bad=[
        Example(
            "Types alone",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                #   ^^^^^^^^^^^^^^^^^^^ without frontend and without _merge
                      type:
                        layout: {frontend: default}
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      type:
                        layout: {frontend: default}
                      _merge: true
                """
            },
        ),
        Example(
            "A store without a service for the cache",
            {
                APP_FILE: _APP,
                SERVICES_FILE: "mysql:\n  type: mysql:11.4\n  disk: 2048\n",
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                #   ^^^^^^^^^^^^^^^^^^^ there is no relationship redis or valkey
                      _merge: true
                      frontend:
                        default:
                          backend_options: {connect_retries: 3}
                """,
            },
        ),
    ],
    good=[
        Example(
            "Merged",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      type:
                        layout: {frontend: default}
                """
            },
        ),
        Example(
            "A cache of one's own",
            {
                APP_FILE: _APP,
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default: {backend: file}
                """,
            },
        ),
    ],
)
def unused_cache_configuration(project: Project, report: Reporter) -> Iterator[Finding]:
    """A `CACHE_CONFIGURATION` with front ends and without `_merge` replaces what is generated.

    Everything else is laid over what ece-tools makes of the relationship `redis` or `valkey`, and
    only if `_merge` is true. Without such a relationship there is nothing to lay it over: ece-tools
    writes no configuration of the cache at all. It says nothing of either.

    Source: ece-tools 2002.1.17, Config/Factory/Cache.php.
    """
    array = deploy_array(project, NAME)
    if array is None or array.is_empty:
        return
    has_frontend = array.has("frontend") or array.find("frontend") is not None
    if not array.is_merged and not has_frontend:
        text = f"{NAME} without frontend and without _merge has no effect."
        fixes = merge(array)
    elif array.is_merged and _has_no_cache(project):
        text = (
            f"{NAME} has no effect: it is to be merged, and there is no relationship redis or "
            f"valkey, {INFERRED}."
        )
        fixes = ()
    else:
        return
    span = array.spot.key_span
    yield report(ENV_FILE, span, text, fixes=fixes, tags=[Tag.UNNECESSARY])


def _has_no_cache(project: Project) -> bool:
    """Tell whether nothing leads to a cache, not even by a name that ece-tools does not read."""
    links = project.relationships.values()
    is_there = any(link.service is None or link.service.type.startswith(_CACHES) for link in links)
    return bool(links) and not is_there and not has_cache_service(project)
