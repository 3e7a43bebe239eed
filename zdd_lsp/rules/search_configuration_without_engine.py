"""SEARCH_CONFIGURATION names no search engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.discovery import COMPOSER_JSON
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, deploy_array, merge, put
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.search import NAME, fitting_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_UPSTREAM: Final = Upstream(111, "Variable SEARCH_CONFIGURATION is not configured properly")


@rule(
    code="ZDD321",
    name="search-configuration-without-engine",
    severity=Severity.ERROR,
    summary="`SEARCH_CONFIGURATION` replaces the generated search settings and names no `engine`.",
    subject="deploy_variables",
    bad=[
        Example(
            "A setting of the engine, but no engine",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                    #^^^^^^^^^^^^^^^^^^^ names no engine
                      opensearch_server_timeout: 30
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      opensearch_server_timeout: 30
                      _merge: true
                """
            },
        ),
        Example(
            "In brackets, and with Commerce 2.4.8",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {engine: , _merge: false}
                    #^^^^^^^^^^^^^^^^^^^ names no engine
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {engine: , _merge: true}
                """
            },
        ),
    ],
    good=[
        Example(
            "Merged with what the platform provides",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      _merge: true
                      opensearch_server_timeout: 30
                """
            },
        ),
        Example(
            "`_merge` alone counts as nothing",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {_merge: false}
                """
            },
        ),
        Example(
            "An engine of its own",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      opensearch_server_hostname: search.example.com
                      opensearch_server_port: 9200
                """
            },
        ),
    ],
)
def search_configuration_without_engine(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `_merge`, `SEARCH_CONFIGURATION` replaces the search settings that are generated.

    ece-tools generates them from the relationships `opensearch` and `elasticsearch`. What replaces
    them has to name at least the `engine`. ece-tools checks this when the site is in maintenance
    already, and stops the deploy there: the shop stays closed until the next deploy.

    Merge the variable with the generated settings, which have engine, host and port. Or name the
    engine, and its host and port as well. A variable of this name in the Cloud Console replaces
    the whole value.

    Source: ece-tools 2002.1.17, Validator/Deploy/SearchConfiguration.php, in force since 2002.0.18.
    """
    array = deploy_array(project, NAME)
    if array is None or array.is_empty or array.is_merged or array.has("engine"):
        return
    if project.is_ece_tools("<2002.0.18"):
        return
    yield report(
        ENV_FILE,
        array.spot.key_span,
        "SEARCH_CONFIGURATION replaces the generated search settings, but names no engine: "
        f"{FAILS}.",
        upstream=_UPSTREAM,
        fixes=[*merge(array), *_named(project, array)],
    )


def _named(project: Project, array: Array) -> tuple[Fix, ...]:
    engine = fitting_engine(project)
    if engine is None:
        return ()
    change = put(array, engine, "engine")
    return fix(f"Name the engine {engine}", change, Applicability.UNSAFE)
