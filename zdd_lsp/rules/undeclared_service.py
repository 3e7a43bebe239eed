"""A relationship leads to a service that the project does not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.links import (
    all_declared,
    applications,
    declared,
    endpoints,
    lead_to,
    links,
    offered,
)
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.services import Service
    from zdd_lsp.rules import Reporter

_SERVICES = """
mysql: {type: mysql:11.4, disk: 5120}
cache: {type: valkey:8.0}
"""


@rule(
    code="ZDD440",
    name="undeclared-service",
    severity=Severity.ERROR,
    summary="A relationship leads to a service that `.magento/services.yaml` does not declare.",
    subject="relationships",
    bad=[
        Example(
            "The service has another name",
            {
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    valkey: "valkey:valkey"  # since 2.4.8
                    #        ^^^^^^ declares no service valkey
                """,
                SERVICES_FILE: _SERVICES,
            },
            fixed={
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    valkey: "cache:valkey"  # since 2.4.8
                """
            },
        ),
        Example(
            "Written in another way",
            {
                APP_FILE: """
                relationships:
                    database:
                        service: MySQL
                        #        ^^^^^ Did you mean mysql?
                        endpoint: mysql
                """,
                SERVICES_FILE: _SERVICES,
            },
            fixed={
                APP_FILE: """
                relationships:
                    database:
                        service: mysql
                        endpoint: mysql
                """
            },
        ),
        Example(
            "Not declared yet",
            {
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    rabbitmq: "rabbitmq:rabbitmq"
                    #          ^^^^^^^^ the platform refuses the push
                """,
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "No application of the repository has the name",
            {
                APP_FILE: """
                name: shop
                relationships:
                    api: "back-end:http"
                    #     ^^^^^^^^ the platform refuses the push
                """,
                "backend/.magento.app.yaml": "name: backend\n",
                SERVICES_FILE: _SERVICES,
            },
        ),
    ],
    good=[
        Example(
            "Both files agree",
            {
                APP_FILE: 'relationships:\n    valkey: "cache:valkey"\n',
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "Another application of the project",
            {
                APP_FILE: 'relationships:\n    api: "backend:http"\n',
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "An application in a folder of its own",
            {
                APP_FILE: 'name: shop\nrelationships:\n    api: "backend:http"\n',
                "backend/.magento.app.yaml": "name: backend\n",
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "Without the file, nobody knows the services",
            {APP_FILE: 'relationships:\n    valkey: "cache:valkey"\n'},
        ),
    ],
)
def undeclared_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """What stands before the colon of a relationship is the name of a service, not its type.

    It has to be a key of `.magento/services.yaml`. Otherwise the platform refuses the push, and
    the site goes on as it was. Declare the service, or correct the name. A new service and its
    relationship have to come in the same push.

    Another application of the project is a target, too, by its `name` and the endpoint `http`.

    Source: Adobe's guide, configure/app/properties/properties#relationships; Platform.sh,
    create-apps/multi-app/relationships.
    """
    services = project.services.services
    others, count = applications(project), 0
    if not project.services.is_readable:
        return
    for link in links(project):
        name = link.service_name
        if not name or name in services or name in others or _is_application(project, link):
            continue
        count += 1
        meant = _meant(project, link) if count <= _MOST else []
        exact = same(name, [service.name for service in meant])
        hint = f" Did you mean {meant[0].name}?" if meant else ""
        fixes = [
            fix
            for service in meant
            for fix in lead_to(
                project,
                link,
                service,
                Applicability.SAFE if service.name == exact else Applicability.UNSAFE,
            )
        ]
        yield report(
            APP_FILE,
            link.service_span,
            f"{SERVICES_FILE} declares no service {name}: the platform refuses the push.{hint}",
            related=[
                declared(meant[0], "This service is declared.") if meant else all_declared(project)
            ],
            fixes=fixes,
        )


def _is_application(project: Project, link: Relationship) -> bool:
    """Tell whether a relationship may lead to an application, whose file is another one."""
    if link.endpoint != route_facts().endpoint:
        return False
    if len(project.applications) > 1 and project.knows_applications:
        return False  # they are known by name, and this is none
    return same(link.service_name, [service.name for service in offered(project)]) is None


_MOST: Final = 20
"""For how many relationships a guess is made: each is compared with every service."""


def _meant(project: Project, link: Relationship) -> list[Service]:
    """Return the services that may be meant, the likeliest first."""
    services = {service.name: service for service in offered(project)}
    exact = same(link.service_name, services)
    names = [exact] if exact else similar(link.service_name, services)
    fitting = [
        name
        for name, service in services.items()
        if link.endpoint is not None and link.endpoint in (endpoints(service) or ())
    ]
    return [services[name] for name in dict.fromkeys([*names, *fitting])]
