"""Commerce has neither OpenSearch nor Elasticsearch."""

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

_TYPES = ("opensearch", "elasticsearch")
_LOCK = '{"packages": [{"name": "magento/magento2-base", "version": "2.4.8-p4"}]}'


@rule(
    code="ZDD344",
    name="missing-search-service",
    severity=Severity.ERROR,
    summary="Commerce 2.4.3-p2 or later has no relationship `opensearch` or `elasticsearch`.",
    subject="services",
    bad=[
        Example(
            "No search service",
            {
                APP_FILE: """
                relationships:
                #^^^^^^^^^^^^ no relationship is named opensearch or elasticsearch
                    database: "mysql:mysql"
                """,
                SERVICES_FILE: "mysql:\n    type: mysql:11.4\n    disk: 5120\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "ece-tools does not know this name",
            {
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    search: "opensearch:opensearch"  # the one of the catalogue
                #   ^^^^^^ no relationship is named opensearch or elasticsearch
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                opensearch: {type: opensearch:3, disk: 1024}
                """,
                COMPOSER_LOCK: _LOCK,
            },
            fixed={
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    opensearch: "opensearch:opensearch"  # the one of the catalogue
                """
            },
        ),
    ],
    good=[
        Example(
            "OpenSearch is there",
            {
                APP_FILE: 'relationships:\n    opensearch: "opensearch:opensearch"\n',
                SERVICES_FILE: "opensearch:\n    type: opensearch:3\n    disk: 1024\n",
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
            "A part of a project says nothing about the rest",
            {SERVICES_FILE: "mysql:\n    type: mysql:11.4\n", COMPOSER_LOCK: _LOCK},
        ),
    ],
)
def missing_search_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce 2.4 cannot work without OpenSearch, Elasticsearch or Live Search.

    ece-tools looks for relationships with the names `opensearch` and `elasticsearch` and for no
    others. Without one of them the deploy stops when the site is in maintenance already. The log
    then shows the code 138, and 134 before it, which is about Elasticsearch alone.

    Declare the service in `.magento/services.yaml` and add `opensearch: "opensearch:opensearch"`
    to the relationships. Staging and Production of Pro projects get their services from Adobe's
    support, so that they may have one all the same.

    Source: ece-tools 2002.1.17, Validator/Deploy/OpenSearchIntegrity.php, in force since 2002.1.9.
    """
    if not project.knows_relationships or not project.is_commerce(">=2.4.3-p2"):
        return
    if project.is_ece_tools("<2002.1.9") or has_live_search(project) is not False:
        return
    if any(name in running(project) for name in _TYPES):
        return
    other = misnamed(project, _TYPES)
    place = relationships_place(project) if other is None else name_place(other)
    yield report(
        *place,
        f"Commerce {project.commerce} needs a search service, and no relationship is named "
        f"opensearch or elasticsearch, {INFERRED}: {FAILS}.",
        upstream=upstream(
            project,
            "2002.1.9",
            138,
            "Adobe Commerce and Magento Open Source 2.4.4 requires OpenSearch or Elasticsearch "
            "service to be installed",
        ),
        fixes=connect(project, _TYPES),
    )
