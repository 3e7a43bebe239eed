"""OpenSearch with a Commerce that cannot use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS
from zdd_lsp.rules._shared.services import INFERRED, name_place, upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_SERVICES = "opensearch:\n    type: opensearch:1.2\n    disk: 1024\n"


@rule(
    code="ZDD345",
    name="opensearch-not-supported",
    severity=Severity.ERROR,
    summary="Commerce is too old for the relationship `opensearch`.",
    subject="services",
    bad=[
        Example(
            "Commerce 2.4.2 knows Elasticsearch only",
            {
                APP_FILE: """
                relationships:
                    opensearch: "opensearch:opensearch"
                #   ^^^^^^^^^^ cannot use OpenSearch
                """,
                SERVICES_FILE: _SERVICES,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.2"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "New enough",
            {
                APP_FILE: 'relationships:\n    opensearch: "opensearch:opensearch"\n',
                SERVICES_FILE: _SERVICES,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.3-p2"}]}
                """,
            },
        ),
        Example(
            "Commerce 2.4 takes Elasticsearch where it has both",
            {
                APP_FILE: """
                relationships:
                    elasticsearch: "elasticsearch:elasticsearch"
                    opensearch: "opensearch:opensearch"
                """,
                SERVICES_FILE: """
                elasticsearch: {type: elasticsearch:7.9, disk: 1024}
                opensearch: {type: opensearch:1.2, disk: 1024}
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.2"}]}
                """,
            },
        ),
    ],
)
def opensearch_not_supported(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce can use OpenSearch from 2.4.3-p2 on, and in the old line from 2.3.7-p3 on.

    With an older version ece-tools refuses the relationship `opensearch`, when the site is in
    maintenance already, and stops the deploy. Let the project have Elasticsearch instead until
    Commerce is upgraded. Commerce 2.4 with a relationship `elasticsearch` beside it passes.

    Source: ece-tools 2002.1.17, Validator/Deploy/OpenSearchIntegrity.php, in force since 2002.1.9.
    """
    services = running(project)
    found = services.get("opensearch")
    if found is None or not project.knows_relationships or project.is_ece_tools("<2002.1.9"):
        return
    if project.is_commerce(">=2.3.7-p3 <2.4.0 || >=2.4.3-p2") is not False:
        return
    if "elasticsearch" in services and project.is_commerce(">=2.4.0"):
        return
    yield report(
        *name_place(found.relationship),
        f"Commerce {project.commerce} cannot use OpenSearch, which this relationship leads to, "
        f"{INFERRED}: {FAILS}.",
        upstream=upstream(project, "2002.1.9", 139, "Incorrect search engine"),
    )
