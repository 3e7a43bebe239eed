"""Elasticsearch beside OpenSearch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, name_place, upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD352",
    name="two-search-services",
    severity=Severity.WARNING,
    summary="There are relationships to Elasticsearch and to OpenSearch.",
    subject="services",
    bad=[
        Example(
            "Left over after the change to OpenSearch",
            {
                APP_FILE: """
                relationships:
                    elasticsearch: "elasticsearch:elasticsearch"
                #   ^^^^^^^^^^^^^ ece-tools configures OpenSearch
                    opensearch: "opensearch:opensearch"
                """,
                SERVICES_FILE: """
                elasticsearch: {type: elasticsearch:7.10, disk: 1024}
                opensearch: {type: opensearch:2, disk: 1024}
                """,
            },
        ),
    ],
    good=[
        Example(
            "One of them",
            {
                APP_FILE: 'relationships:\n    opensearch: "opensearch:opensearch"\n',
                SERVICES_FILE: "opensearch:\n    type: opensearch:2\n    disk: 1024\n",
            },
        ),
    ],
)
def two_search_services(project: Project, report: Reporter) -> Iterator[Finding]:
    """With two search services ece-tools configures OpenSearch, and Elasticsearch lies idle.

    It costs memory and disk all the same, and every deploy logs a warning. When OpenSearch has the
    catalogue, remove the relationship `elasticsearch`, then the service; on Staging and Production
    of Pro projects, Adobe's support does that.

    Source: ece-tools 2002.1.17, Validator/Deploy/OpenSearchElasticSearchBothInstalled.php and
    Config/SearchEngine.php, in force since 2002.1.9.
    """
    services = running(project)
    if not project.knows_relationships or project.is_ece_tools("<2002.1.9"):
        return
    if "elasticsearch" not in services or "opensearch" not in services:
        return
    other = Location(*name_place(services["opensearch"].relationship))
    yield report(
        *name_place(services["elasticsearch"].relationship),
        "Elasticsearch and OpenSearch are both there, "
        f"{INFERRED}: ece-tools configures OpenSearch by default, and Elasticsearch lies idle.",
        upstream=upstream(
            project,
            "2002.1.9",
            2030,
            "Elasticsearch and OpenSearch services are both installed at infrastructure layer. "
            "Adobe Commerce and Magento Open Source 2.4.4 and later use OpenSearch by default",
        ),
        related=[Related(other, "OpenSearch is the one that is used.")],
    )
