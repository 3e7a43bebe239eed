"""A service is of a kind that Adobe does not support with the installed Commerce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.compatibility import Doubt, first_release, listing
from zdd_lsp.project.components import components
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.versions import (
    is_overdue,
    leading_to,
    named,
    refusal,
    unsupported_kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.matrix import Part
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD501",
    name="unsupported-service",
    severity=Severity.WARNING,
    summary="Adobe does not support this kind of service with this Commerce.",
    subject="services",
    bad=[
        Example(
            "Redis, where Valkey has taken its place",
            {
                APP_FILE: 'relationships:\n    redis: "redis:redis"\n',
                SERVICES_FILE: """
                redis:
                    type: redis:7.2
                    #     ^^^^^^^^^ does not support Redis. Use Valkey 9 instead
                """,
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.4.9"},
                    {"name": "magento/ece-tools", "version": "2002.2.11"}
                  ]
                }
                """,
            },
        ),
        Example(
            "Valkey, before its time",
            {
                APP_FILE: 'relationships:\n    valkey: "cache:valkey"\n',
                SERVICES_FILE: """
                cache:
                    type: valkey:8.0
                    #     ^^^^^^^^^^ 2.4.6-p11 is the first of its line that does
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.6-p3"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "The service that this Commerce wants",
            {
                APP_FILE: 'relationships:\n    valkey: "cache:valkey"\n',
                SERVICES_FILE: "cache:\n    type: valkey:9.0\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.9"}]}
                """,
            },
        ),
        Example(
            "No relationship leads there",
            {
                APP_FILE: "relationships: {}\n",
                SERVICES_FILE: "redis:\n    type: redis:7.2\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.9"}]}
                """,
            },
        ),
    ],
)
def unsupported_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce changes the services that it works with, also in a security patch.

    Redis has given way to Valkey: in 2.4.9, and in the patches that came after 2.4.5-p16,
    2.4.6-p14, 2.4.7-p9 and 2.4.8-p4. On Cloud Elasticsearch has given way to OpenSearch in 2.4.4.
    Valkey and ActiveMQ, in turn, work from certain patches on. With another service the store may
    run, but nobody has tested it, and Adobe does not help.

    To change from Redis to Valkey, declare a service of type `valkey`, let the relationship
    `valkey` lead to its endpoint `valkey`, and rename the variables `REDIS_*` of
    `.magento.env.yaml` to `VALKEY_*`. Cache and sessions begin empty. OpenSearch needs a
    reindexing after the change. On Staging and Production of Pro projects Adobe's support changes
    services, and others than here may run there.

    It is information where Adobe contradicts itself: its requirements list no Redis for any 2.4.8,
    its page about Redis has it up to 2.4.8-p4, and ece-tools accepts Elasticsearch 7.10. Where the
    version has to go by a day that has passed, `enforced-upgrade` says so instead.

    Source: Adobe Commerce operations guide, system requirements; guide, service/redis.
    """
    commerce = project.commerce_version
    for component in components(project):
        verdict = unsupported_kind(project, component)
        if commerce is None or verdict is None or is_overdue(project, component):
            continue
        refused = refusal(project, component)
        doubt = verdict.doubt if refused is None else None
        part, published = component.part, matrix().date
        first = first_release(part, commerce)
        message = f"Commerce {project.commerce} does not support {part.name}"
        if doubt is Doubt.NEW_COMMERCE:
            message = (
                f"Commerce {commerce} is newer than Adobe's requirements of {published}, which "
                f"list no {part.name} for the release before"
            )
        elif doubt is not None:
            message = f"Adobe's requirements list no {part.name} for Commerce {project.commerce}"
        message += f": {first} is the first of its line that does." if first else "."
        yield report(
            component.path,
            component.type_span,
            message + _instead(project, part),
            severity=Severity.WARNING if doubt is None else Severity.INFO,
            upstream=refused,
            related=leading_to(component),
        )


def _instead(project: Project, part: Part) -> str:
    """Return what to use, or nothing where that is not known."""
    commerce = project.commerce_version
    if part.instead is None or commerce is None:
        return ""
    other = matrix().parts[part.instead]
    listed = listing(other, commerce)
    return f" Use {other.name} {named(listed)} instead." if listed else ""
