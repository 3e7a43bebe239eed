"""A relationship names an endpoint that its target does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import listed
from zdd_lsp.rules._shared.links import (
    applications,
    declared,
    endpoints,
    lead_to,
    links,
    offered,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.services import Service
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD441",
    name="wrong-endpoint",
    severity=Severity.ERROR,
    summary="A relationship names an endpoint that the service does not have.",
    subject="relationships",
    bad=[
        Example(
            "MariaDB calls its endpoint mysql",
            {
                APP_FILE: """
                relationships:
                    database: "db:mariadb"  # the store's
                    #             ^^^^^^^ its endpoint is mysql
                """,
                SERVICES_FILE: "db: {type: mariadb:11.4, disk: 5120}\n",
            },
            fixed={
                APP_FILE: """
                relationships:
                    database: "db:mysql"  # the store's
                """
            },
        ),
        Example(
            "The service has endpoints of its own",
            {
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    #                ^^^^^ admin and reporter
                """,
                SERVICES_FILE: """
                mysql:
                    type: mysql:11.4
                    disk: 5120
                    configuration:
                        schemas: [main]
                        endpoints:
                            admin: {default_schema: main, privileges: {main: admin}}
                            reporter: {privileges: {main: ro}}
                """,
            },
        ),
        Example(
            "The endpoint is right, and the service is the wrong one",
            {
                APP_FILE: """
                relationships:
                    redis: "mysql:redis"
                    #             ^^^^^ its endpoint is mysql
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                redis: {type: redis:7.2}
                """,
            },
            fixed={
                APP_FILE: """
                relationships:
                    redis: "redis:redis"
                """
            },
        ),
        Example(
            "A network storage is mounted",
            {
                APP_FILE: """
                relationships:
                    files: "files:network-storage"
                    #             ^^^^^^^^^^^^^^^ no relationship leads to it
                """,
                SERVICES_FILE: "files: {type: network-storage:1.0, disk: 2048}\n",
            },
        ),
    ],
    good=[
        Example(
            "The endpoints of Adobe's template",
            {
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    valkey: "cache:valkey"
                    opensearch: "opensearch:opensearch"
                    rabbitmq: {service: rabbitmq}
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                cache: {type: valkey:8.0}
                opensearch: {type: opensearch:3, disk: 1024}
                rabbitmq: {type: rabbitmq:4.1, disk: 1024}
                """,
            },
        ),
        Example(
            "An endpoint that the service declares",
            {
                APP_FILE: 'relationships:\n    database: "mysql:admin"\n',
                SERVICES_FILE: """
                mysql:
                    type: mysql:11.4
                    disk: 5120
                    configuration:
                        endpoints:
                            admin: {default_schema: main}
                """,
            },
        ),
        Example(
            "A service that we do not know",
            {
                APP_FILE: 'relationships:\n    docs: "docs:anything"\n',
                SERVICES_FILE: "docs: {type: mongodb:4.0, disk: 512}\n",
            },
        ),
    ],
)
def wrong_endpoint(project: Project, report: Reporter) -> Iterator[Finding]:
    """What stands behind the colon of a relationship is an endpoint of the service.

    Most types have one, with the name of the type; MariaDB's is `mysql`. A database may declare
    endpoints of its own below `configuration`, each with other rights; they take the place of the
    usual one. A network storage has none, because it is mounted. The endpoint of another
    application is `http`.

    With any other endpoint the platform refuses the push, and the site goes on as it was.

    Source: Adobe's guide, configure/service and configure/service/mysql; Platform.sh,
    add-services.
    """
    if not project.services.is_readable:
        return
    others = applications(project)
    for link in links(project):
        if link.endpoint is None:
            continue
        if link.service is None:
            if link.service_name in others:
                yield from _of_application(link, report)
            continue
        known = endpoints(link.service)
        if known is None or link.endpoint in known:
            continue
        yield report(
            APP_FILE,
            link.endpoint_span,
            f"{_fault(link.service, known)}: the platform refuses the push.",
            related=[declared(link.service, "The service is declared here.")],
            fixes=[
                fix
                for service, applicability in _targets(project, link)
                for fix in lead_to(project, link, service, applicability)
            ],
        )


def _fault(service: Service, known: tuple[str, ...]) -> str:
    kind = type_of(service)
    title = kind.title if kind is not None else service.type
    if not known:
        return f"{service.name} is a {title.lower()}, and no relationship leads to it: mount it"
    if service.endpoints:
        verb = "are" if len(known) > 1 else "is"
        return f"The endpoints that {service.name} declares {verb} {listed(known)}"
    return f"{service.name} is a service of type {service.type}, and its endpoint is {known[0]}"


def _targets(project: Project, link: Relationship) -> list[tuple[Service, Applicability]]:
    """Return the services that the relationship may lead to, the likeliest first."""
    others = [
        service
        for service in offered(project)
        if service is not link.service and link.endpoint in (endpoints(service) or ())
    ]
    own = link.service
    assert own is not None  # the caller has asked
    is_sure = not others and not own.endpoints
    targets = [(own, Applicability.SAFE if is_sure else Applicability.UNSAFE)]
    targets += [(other, Applicability.UNSAFE) for other in others]
    wanted = service_types().relationships.get(link.name)
    # The name tells what the application expects there.
    if wanted is not None:
        targets.sort(key=lambda target: _role(target[0]) != wanted.role)
    return targets


def _role(service: Service) -> str | None:
    kind = type_of(service)
    return kind.role if kind is not None else None


def _of_application(link: Relationship, report: Reporter) -> Iterator[Finding]:
    facts = route_facts()
    if link.endpoint not in (facts.endpoint, *facts.former_endpoints):
        yield report(
            APP_FILE,
            link.endpoint_span,
            f"{link.service_name} is an application, and its endpoint is {facts.endpoint}: the "
            "platform refuses the push.",
        )
