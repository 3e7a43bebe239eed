"""Elasticsearch is there, and Commerce searches elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.search import MYSQL, engine_place, is_elasticsearch_family, search_engine
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, WARNINGS_SINCE, name_place, upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_SERVICES = "elasticsearch:\n    type: elasticsearch:7.9\n    disk: 1024\n"
_LOCK = '{"packages": [{"name": "magento/magento2-base", "version": "2.3.7"}]}'


@rule(
    code="ZDD349",
    name="search-service-not-used",
    severity=Severity.WARNING,
    summary="There is a relationship `elasticsearch`, and another search engine is set.",
    subject="services",
    bad=[
        Example(
            "MySQL is set",
            {
                APP_FILE: """
                relationships:
                    elasticsearch: "elasticsearch:elasticsearch"
                #   ^^^^^^^^^^^^^ the search engine is mysql
                """,
                SERVICES_FILE: _SERVICES,
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {engine: mysql}
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
    good=[
        Example(
            "Nothing is set: ece-tools finds it",
            {
                APP_FILE: 'relationships:\n    elasticsearch: "elasticsearch:elasticsearch"\n',
                SERVICES_FILE: _SERVICES,
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "An engine of the family",
            {
                APP_FILE: 'relationships:\n    elasticsearch: "elasticsearch:elasticsearch"\n',
                SERVICES_FILE: _SERVICES,
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {engine: elasticsearch7, _merge: true}
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
)
def search_service_not_used(project: Project, report: Reporter) -> Iterator[Finding]:
    """A project that has Elasticsearch and searches elsewhere pays for an idle service.

    ece-tools takes the service for used if the engine of `SEARCH_CONFIGURATION` begins with
    `elasticsearch`, or is `elasticsuite` or `opensearch`. Engines of other extensions may well use
    it under a name of their own: ece-tools warns all the same, and this is information only.

    Remove the engine from the variable, so that ece-tools sets the one that fits, or remove the
    relationship and the service. A variable in the Cloud Console goes before this file.

    Source: ece-tools 2002.1.17, Validator/Deploy/ElasticSearchUsage.php and
    Config/SearchEngine.php, in force since 2002.0.14.
    """
    found = running(project).get("elasticsearch")
    if found is None or not project.knows_relationships or project.is_ece_tools("<2002.0.14"):
        return
    engine = search_engine(project)
    if engine is None or is_elasticsearch_family(engine):
        return
    place = engine_place(project)
    yield report(
        *name_place(found.relationship),
        f"Elasticsearch is there, {INFERRED}, and the search engine is {engine}: the service lies "
        "idle, and every deploy warns about it.",
        severity=None if engine in (MYSQL, "solr") else Severity.INFO,
        upstream=upstream(
            project,
            WARNINGS_SINCE,
            2010,
            "Elasticsearch service is installed at infrastructure layer but is not used as a "
            "search engine.",
        ),
        related=[Related(Location(*place), "The engine is set here.")] if place else (),
    )
