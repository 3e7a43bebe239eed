"""Commerce 2.4 is told to search in MySQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_JSON
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, MERGE, deploy_array, put
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.search import NAME, fitting_engine, services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_UPSTREAM: Final = Upstream(
    135,
    "The search engine must be set to Elasticsearch for Adobe Commerce and Magento Open Source "
    ">= 2.4.0",
)


@rule(
    code="ZDD322",
    name="mysql-search-engine",
    severity=Severity.ERROR,
    summary="`SEARCH_CONFIGURATION` names the engine `mysql`, which Commerce 2.4 does not have.",
    subject="deploy_variables",
    bad=[
        Example(
            "Left over from Commerce 2.3",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: mysql  # as ever
                      #       ^^^^^ cannot search in MySQL
                """,
                APP_FILE: """
                name: shop
                relationships:
                  database: "mysql:mysql"
                  opensearch: "opensearch:opensearch"
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch  # as ever
                      _merge: true
                """
            },
        ),
        Example(
            "`_merge` does not help, and `global` counts as well",
            {
                ENV_FILE: """
                stage:
                  global:
                    SEARCH_CONFIGURATION: {_merge: true, engine: mysql}
                    #                                            ^^^^^ cannot search in MySQL
                """,
                COMPOSER_JSON: '{"version": "2.4.4"}',
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SEARCH_CONFIGURATION: {_merge: true, engine: elasticsearch7}
                """
            },
        ),
    ],
    good=[
        Example(
            "An engine that Commerce 2.4 has",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {_merge: true, engine: opensearch}
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
        ),
        Example(
            "Commerce 2.3 can search in MySQL",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {engine: mysql}
                """,
                COMPOSER_JSON: '{"version": "2.3.7"}',
            },
        ),
    ],
)
def mysql_search_engine(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce searches in OpenSearch or Elasticsearch; MySQL went with 2.4.0.

    ece-tools refuses `engine: mysql` from then on, with `_merge` as well. It does so when the site
    is in maintenance already, and stops the deploy there: the shop stays closed until the next
    deploy.

    Name an engine that the project has a relationship for, and merge, so that host and port come
    from the relationship. Or remove the variable: ece-tools then finds the engine by itself. A
    variable of this name in the Cloud Console replaces the whole value.

    Source: ece-tools 2002.1.17, Validator/Deploy/SearchConfiguration.php, in force since 2002.1.3.
    """
    array = deploy_array(project, NAME)
    if array is None or array.at("engine") != "mysql" or project.is_ece_tools("<2002.1.3"):
        return
    if not project.is_commerce(">=2.4.0"):
        return
    spot = array.find("engine")
    yield report(
        ENV_FILE,
        array.setting.value_span if spot is None else spot.value_span,
        f"Commerce {project.commerce} cannot search in MySQL: {FAILS}.",
        upstream=_UPSTREAM,
        fixes=_fixes(project, array),
    )


def _fixes(project: Project, array: Array) -> tuple[Fix, ...]:
    """Offer the engine that fits, merged, so that it has a host.

    The relationships tell which one that is, if there is one for search and no other.
    """
    engine, spot = fitting_engine(project), array.find("engine")
    if engine is None or spot is None:
        return ()
    changes = [replace_scalar(array.source, spot.entry.value, engine)]
    if not array.asks_to_merge:
        change = put(array, "true", MERGE)
        if change is None:
            return ()
        changes.append(change)
    is_sure = len(services(project)) == 1
    applicability = spot.applicability if is_sure else Applicability.UNSAFE
    return fix(f"Search with {engine}", changes, applicability)
