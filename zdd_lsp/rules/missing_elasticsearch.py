"""Commerce 2.4.0 to 2.4.3 has no Elasticsearch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK, CONFIG_PHP
from zdd_lsp.project.search import has_live_search
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

_TYPES = ("elasticsearch",)
_LOCK = '{"packages": [{"name": "magento/magento2-base", "version": "2.4.2"}]}'


@rule(
    code="ZDD343",
    name="missing-elasticsearch",
    severity=Severity.ERROR,
    summary="Commerce 2.4.0 to 2.4.3-p1 has no relationship `elasticsearch`.",
    subject="services",
    bad=[
        Example(
            "No search service",
            {
                APP_FILE: """
                relationships:
                #^^^^^^^^^^^^ no relationship is named elasticsearch
                    database: "mysql:mysql"
                """,
                SERVICES_FILE: "mysql:\n    type: mysql:10.4\n    disk: 5120\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "The service is there, the relationship is not",
            {
                APP_FILE: """
                relationships:
                #^^^^^^^^^^^^ no relationship is named elasticsearch
                    database: "mysql:mysql"
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:10.4, disk: 5120}
                search: {type: elasticsearch:7.9, disk: 1024}
                """,
                COMPOSER_LOCK: _LOCK,
            },
            fixed={
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    elasticsearch: "search:elasticsearch"
                """
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
        Example(
            "Live Search needs no service of its own",
            {
                APP_FILE: "relationships: {}\n",
                CONFIG_PHP: "<?php return ['modules' => ['Magento_LiveSearchAdapter' => 1]];\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "Without composer.lock nobody knows the version of Commerce",
            {APP_FILE: "relationships: {}\n"},
        ),
    ],
)
def missing_elasticsearch(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce 2.4 cannot search in MySQL; up to 2.4.3-p1 it needs Elasticsearch or Live Search.

    ece-tools looks for a relationship with the name `elasticsearch` and for no other name. Without
    it the deploy stops when the site is in maintenance already. Declare the service in
    `.magento/services.yaml` and add `elasticsearch: "elasticsearch:elasticsearch"` to the
    relationships. From 2.4.3-p2 on, OpenSearch will do: see `missing-search-service`.

    Staging and Production of Pro projects get their services from Adobe's support, so that they
    may have one all the same.

    Source: ece-tools 2002.1.17, Validator/Deploy/ElasticSearchIntegrity.php, in force since
    2002.1.1.
    """
    services = running(project)
    if not project.knows_relationships or "elasticsearch" in services:
        return
    if not project.is_commerce(">=2.4.0") or project.is_ece_tools("<2002.1.1"):
        return
    # Where OpenSearch will do, its absence is another rule's subject.
    if project.is_commerce(">=2.4.3-p2") and not project.is_ece_tools("<2002.1.9"):
        return
    if has_live_search(project) is not False:
        return
    other = misnamed(project, _TYPES)
    place = relationships_place(project) if other is None else name_place(other)
    yield report(
        *place,
        f"Commerce {project.commerce} needs Elasticsearch, and no relationship is named "
        f"elasticsearch, {INFERRED}: {FAILS}.",
        upstream=upstream(
            project,
            "2002.1.3",
            134,
            "Adobe Commerce and Magento Open Source 2.4.0 require Elasticsearch service to be "
            "installed",
        ),
        fixes=connect(project, _TYPES),
    )
