"""Commerce before 2.4 searches in MySQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.search import MYSQL, engine_place, search_engine
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, WARNINGS_SINCE, relationships_place, upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_SERVICES = "mysql:\n    type: mysql:10.2\n    disk: 2048\n"
_LOCK = '{"packages": [{"name": "magento/magento2-base", "version": "2.3.7"}]}'


@rule(
    code="ZDD351",
    name="deprecated-mysql-search",
    severity=Severity.WARNING,
    summary="Commerce searches in MySQL, because nothing else is there or because it is told to.",
    subject="services",
    bad=[
        Example(
            "No search service",
            {
                APP_FILE: """
                relationships:
                #^^^^^^^^^^^^ Commerce searches in MySQL
                    database: "mysql:mysql"
                """,
                SERVICES_FILE: _SERVICES,
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "MySQL is set",
            {
                APP_FILE: 'relationships:\n    database: "mysql:mysql"\n',
                SERVICES_FILE: _SERVICES,
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {engine: mysql}
                    #                              ^^^^^ Commerce searches in MySQL
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
    good=[
        Example(
            "Elasticsearch is there",
            {
                APP_FILE: 'relationships:\n    elasticsearch: "elasticsearch:elasticsearch"\n',
                SERVICES_FILE: "elasticsearch:\n    type: elasticsearch:7.9\n    disk: 1024\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
)
def deprecated_mysql_search(project: Project, report: Reporter) -> Iterator[Finding]:
    """MySQL as the search engine is slow on a large catalogue, and Commerce 2.4 does not have it.

    ece-tools takes it where `SEARCH_CONFIGURATION` says so and where there is no relationship to a
    search service, and logs a warning in every deploy. Add Elasticsearch, which the upgrade to
    2.4 needs in any case: the service in `.magento/services.yaml` and the relationship
    `elasticsearch: "elasticsearch:elasticsearch"`.

    From 2.4.0 on this stops the deploy: see `mysql-search-engine`, `missing-elasticsearch` and
    `missing-search-service`.

    Source: ece-tools 2002.1.17, Validator/Deploy/DeprecatedSearchEngine.php, in force since
    2002.1.1.
    """
    if not project.knows_relationships or project.is_ece_tools("<2002.1.1"):
        return
    if not project.is_commerce("<2.4.0") or search_engine(project) != MYSQL:
        return
    place = engine_place(project)
    if place is None:
        message = (
            "There is no relationship to a search service, "
            f"{INFERRED}: Commerce searches in MySQL, which 2.4 cannot do any more."
        )
        place = relationships_place(project)
    else:
        message = "Commerce searches in MySQL as it is told here, which 2.4 cannot do any more."
    yield report(
        *place,
        message,
        upstream=upstream(
            project,
            WARNINGS_SINCE,
            2019,
            "The MySQL search configuration option is deprecated. Use Elasticsearch instead.",
        ),
    )
