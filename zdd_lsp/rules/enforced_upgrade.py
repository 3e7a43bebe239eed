"""Adobe suspends environments that still have this version after a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.components import components
from zdd_lsp.project.deadlines import due, way_out
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.versions import (
    advice,
    change_to,
    is_overdue,
    leading_to,
    past_end,
    refusal,
    unsupported_kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Upstream
    from zdd_lsp.project import Project
    from zdd_lsp.project.components import Component
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD505",
    name="enforced-upgrade",
    severity=Severity.WARNING,
    summary="From a day on, Adobe suspends the traffic of environments with this version.",
    subject="services",
    bad=[
        Example(
            "A database and a search that had to go, and a PHP that has to",
            {
                APP_FILE: """
                type: php:8.1
                #         ^^^ 2027-05-31
                relationships:
                    database: "mysql:mysql"
                    elasticsearch: "elasticsearch:elasticsearch"
                """,
                SERVICES_FILE: """
                mysql:
                    type: mysql:10.4
                    #           ^^^^ Upgrade to 10.11, the newest that Commerce 2.4.6-p14 supports
                    disk: 5120
                elasticsearch:
                    type: elasticsearch:7.10
                    #                   ^^^^ Move to OpenSearch 2, which Commerce 2.4.6-p14
                    disk: 1024
                """,
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.4.6-p14"},
                    {"name": "magento/ece-tools", "version": "2002.2.11"}
                  ]
                }
                """,
            },
        ),
        Example(
            "One step at a time, and first a newer Commerce",
            {
                SERVICES_FILE: """
                mysql:
                    type: mysql:10.4
                    #           ^^^^ Upgrade Commerce to 2.4.5-p11 or later first
                    disk: 5120
                rabbitmq:
                    type: rabbitmq:3.9
                    #              ^^^ each with a deployment: 3.10 is next
                    disk: 1024
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.5-p10"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "Versions without such a day",
            {
                APP_FILE: "type: php:8.4\n",
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                opensearch: {type: opensearch:3, disk: 1024}
                rabbitmq: {type: rabbitmq:4.1, disk: 1024}
                cache: {type: valkey:8.0}
                """,
            },
        ),
    ],
)
def enforced_upgrade(project: Project, report: Reporter) -> Iterator[Finding]:
    """Adobe has named days by which old software has to be gone from its Cloud.

    Environments that still have it are suspended: their traffic stops, and the store is offline.
    On 2026-10-30 that concerns MariaDB before 10.6, RabbitMQ before 3.10 and every Elasticsearch;
    on 2027-05-31 PHP before 8.2, MariaDB 10.6, OpenSearch 1, Redis before 6 and RabbitMQ 3.10 to
    3.12. It is information in the year before, and a warning from the day on.

    Change the version, after a test on an integration environment. Adobe's support changes services
    on Staging and Production of Pro projects; ask at least 30 days before. The versions to choose
    from are those that the installed Commerce supports; where it supports none, upgrade Commerce
    first. RabbitMQ goes one version at a time, each with a successful deployment. OpenSearch for
    Elasticsearch, and Valkey for Redis, are other services: declare the new one, let a relationship
    lead to it and rename the variables that belong to it.

    Source: Adobe Commerce operations guide, release/security-enforcement-policy.
    """
    for component in components(project):
        deadline = due(component, project.today)
        if deadline is None or _is_of_others(project, component):
            continue
        is_past = deadline.date <= project.today
        found = way_out(project, component, deadline)
        chosen = found.choice if found.part is component.part else None
        when = f"Since {deadline.date}" if is_past else f"From {deadline.date} on"
        yield report(
            component.path,
            component.span,
            f"{when} Adobe suspends the traffic of environments with {component.title}. "
            f"{advice(project, component, found)}",
            severity=Severity.WARNING if is_past else Severity.INFO,
            upstream=past_end(project, component) or _refusal(project, component),
            related=leading_to(component),
            fixes=change_to(project, component, chosen),
        )


def _refusal(project: Project, component: Component) -> Upstream | None:
    """Return what ece-tools says about its version where no other rule repeats that."""
    if not is_overdue(project, component) or unsupported_kind(project, component) is None:
        return None
    return refusal(project, component)


def _is_of_others(project: Project, component: Component) -> bool:
    """Tell whether a service belongs to another application, which has a finding of its own."""
    is_alone = len(project.applications) <= 1
    return component.service is not None and component.relationship is None and not is_alone
