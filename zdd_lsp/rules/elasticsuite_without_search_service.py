"""ElasticSuite is installed, and nothing is there for it to search in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.places import package_place
from zdd_lsp.project.search import ELASTICSUITE, has_elasticsuite
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS
from zdd_lsp.rules._shared.services import (
    INFERRED,
    connect,
    misnamed,
    name_place,
    relationships_place,
    upstream,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_TYPES = ("opensearch", "elasticsearch")
_LOCK = '{"packages": [{"name": "smile/elasticsuite", "version": "2.11.9"}]}'


@rule(
    code="ZDD346",
    name="elasticsuite-without-search-service",
    severity=Severity.ERROR,
    summary="ElasticSuite is installed without a relationship to a search service.",
    subject="services",
    bad=[
        Example(
            "No search service",
            {
                APP_FILE: """
                relationships:
                #^^^^^^^^^^^^ ElasticSuite is installed
                    database: "mysql:mysql"
                """,
                SERVICES_FILE: "mysql:\n    type: mysql:10.6\n    disk: 5120\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "The service is there, the relationship is not",
            {
                APP_FILE: """
                relationships: {}
                #^^^^^^^^^^^^ ElasticSuite is installed
                """,
                SERVICES_FILE: "opensearch:\n    type: opensearch:2\n    disk: 1024\n",
                COMPOSER_LOCK: _LOCK,
            },
            fixed={
                APP_FILE: """
                relationships: {opensearch: "opensearch:opensearch"}
                """
            },
        ),
    ],
    good=[
        Example(
            "With OpenSearch",
            {
                APP_FILE: 'relationships:\n    opensearch: "opensearch:opensearch"\n',
                SERVICES_FILE: "opensearch:\n    type: opensearch:2\n    disk: 1024\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "A part of a project says nothing about the rest",
            {COMPOSER_LOCK: _LOCK},
        ),
    ],
)
def elasticsuite_without_search_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """ElasticSuite takes the place of Commerce's own search and needs OpenSearch or Elasticsearch.

    When `smile/elasticsuite` is locked and there is no relationship with one of these names,
    ece-tools stops the deploy, when the site is in maintenance already. Declare the service and
    the relationship, or remove the package.

    Staging and Production of Pro projects get their services from Adobe's support, so that they
    may have one all the same.

    Source: ece-tools 2002.1.17, Validator/Deploy/ElasticSuiteIntegrity.php, in force since
    2002.0.18.
    """
    if not has_elasticsuite(project) or not project.knows_relationships:
        return
    if any(name in running(project) for name in _TYPES) or project.is_ece_tools("<2002.0.18"):
        return
    other = misnamed(project, _TYPES)
    place = relationships_place(project) if other is None else name_place(other)
    package = package_place(project, ELASTICSUITE)
    services = "ElasticSearch"
    if not project.is_ece_tools("<2002.1.9"):
        services = "ElasticSearch or OpenSearch"
    yield report(
        *place,
        "ElasticSuite is installed, and no relationship is named opensearch or elasticsearch, "
        f"{INFERRED}: {FAILS}.",
        upstream=upstream(
            project,
            "2002.1.1",
            113,
            f"ElasticSuite is installed without available {services} service.",
        ),
        related=[Related(Location(*package), "It is locked here.")] if package else (),
        fixes=connect(project, _TYPES),
    )
