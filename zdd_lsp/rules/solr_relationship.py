"""A relationship to Solr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, WARNINGS_SINCE, name_place, upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_SERVICES = "solr:\n    type: solr:4.10\n    disk: 1024\n"


@rule(
    code="ZDD348",
    name="solr-relationship",
    severity=Severity.WARNING,
    summary="There is a relationship `solr`, which Commerce cannot use any more.",
    subject="services",
    bad=[
        Example(
            "Left over from Commerce 2.1",
            {
                APP_FILE: """
                relationships:
                    solr: "solr:solr"
                #   ^^^^ cannot use Solr
                    elasticsearch: "elasticsearch:elasticsearch"
                """,
                SERVICES_FILE: """
                solr: {type: solr:4.10, disk: 1024}
                elasticsearch: {type: elasticsearch:6.5, disk: 1024}
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.3.4"}]}
                """,
            },
        ),
        Example(
            "Deprecated in Commerce 2.1",
            {
                APP_FILE: """
                relationships:
                    solr: "solr:solr"
                #   ^^^^ is deprecated
                """,
                SERVICES_FILE: _SERVICES,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.1.18"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "The service alone, not in use",
            {
                APP_FILE: 'relationships:\n    database: "mysql:mysql"\n',
                SERVICES_FILE: _SERVICES + "mysql:\n    type: mysql:10.2\n    disk: 2048\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.3.4"}]}
                """,
            },
        ),
    ],
)
def solr_relationship(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce 2.1 deprecated Solr and Commerce 2.2 dropped it.

    A relationship `solr` does nothing there but log a warning in every deploy, and its service
    costs memory and disk. Remove both, and let the catalogue be searched in Elasticsearch or
    OpenSearch.

    Source: ece-tools 2002.1.17, Validator/Deploy/SolrIntegrity.php, in force since 2002.0.18.
    """
    relationship = project.relationships.get("solr")
    if relationship is None or not project.knows_relationships:
        return
    if project.is_ece_tools("<2002.0.18"):
        return
    if project.is_commerce(">=2.2"):
        code, fault = 2009, f"Commerce {project.commerce} cannot use Solr"
    elif project.is_commerce("2.1.*"):
        code, fault = 2008, f"Solr is deprecated in Commerce {project.commerce}"
    else:
        return
    yield report(
        *name_place(relationship),
        f"{fault}, and this relationship leads to it, {INFERRED}. Remove it, and its service.",
        upstream=upstream(
            project,
            WARNINGS_SINCE,
            code,
            "Configuration for Solr was found in .magento.app.yaml.",
        ),
    )
