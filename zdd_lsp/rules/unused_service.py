"""Nothing uses a service that the project declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.findings import Applicability, Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import set_below
from zdd_lsp.project.relationships import relationships_at
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.links import knows_applications, links, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.services import Service
    from zdd_lsp.rules import Reporter

_APP = """
relationships:
    database: "mysql:mysql"
    valkey: "cache:valkey"
"""


@rule(
    code="ZDD445",
    name="unused-service",
    severity=Severity.HINT,
    summary="No relationship and no mount of the application leads to a service.",
    subject="services",
    bad=[
        Example(
            "Left over after the change to Valkey",
            {
                APP_FILE: _APP,
                SERVICES_FILE: """
                mysql:
                    type: mysql:11.4
                    disk: 5120
                redis:
                #^^^^ No relationship leads to redis
                    type: redis:7.2
                cache:
                    type: valkey:8.0
                """,
            },
        ),
        Example(
            "None of the applications of the repository leads there",
            {
                APP_FILE: f"name: shop\n{_APP}",
                "blog/.magento.app.yaml": """
                name: blog
                relationships:
                    database: "mysql:mysql"
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                cache: {type: valkey:8.0}
                mongo: {type: mongodb:4.0, disk: 512}
                #^^^^ judging by the .magento.app.yaml of all 2 applications
                """,
            },
        ),
        Example(
            "Declared, and the relationship was forgotten",
            {
                APP_FILE: _APP,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                cache: {type: valkey:8.0}
                rabbitmq: {type: rabbitmq:4.1, disk: 1024}
                #^^^^^^^ memory and 1024 MB of disk
                files: {type: network-storage:1.0, disk: 2048}
                #^^^^ No mount leads to files
                """,
            },
            fixed={
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                    valkey: "cache:valkey"
                    rabbitmq: "rabbitmq:rabbitmq"
                """
            },
        ),
    ],
    good=[
        Example(
            "Each service has a relationship, each storage a mount",
            {
                APP_FILE: """
                relationships:
                    database: "mysql:mysql"
                mounts:
                    shared: {source: service, service: files, source_path: shared}
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                files: {type: network-storage:1.0, disk: 2048}
                """,
            },
        ),
        Example(
            "Another application may use it",
            {
                APP_FILE: f"name: shop\n{_APP}",
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                cache: {type: valkey:8.0}
                mongo: {type: mongodb:4.0, disk: 512}
                """,
                ".magento/routes.yaml": """
                "https://{default}/": {type: upstream, upstream: "shop:http"}
                "https://blog.{default}/": {type: upstream, upstream: "blog:http"}
                """,
            },
        ),
        Example(
            "Another application of the repository uses it",
            {
                APP_FILE: f"name: shop\n{_APP}",
                "blog/.magento.app.yaml": """
                name: blog
                relationships:
                    database: "mongo:mongodb"
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                cache: {type: valkey:8.0}
                mongo: {type: mongodb:4.0, disk: 512}
                """,
                ".magento/routes.yaml": """
                "https://{default}/": {type: upstream, upstream: "shop:http"}
                "https://blog.{default}/": {type: upstream, upstream: "blog:http"}
                """,
            },
        ),
        Example(
            "A part of a project says nothing about the rest",
            {SERVICES_FILE: "mysql: {type: mysql:11.4, disk: 5120}\n"},
        ),
    ],
)
def unused_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """A service without a relationship cannot be reached, and costs memory and disk all the same.

    Add the relationship if it was forgotten. If the service is not needed any more, remove it:
    **its data goes with it**, so export what you may need. On Staging and Production of Pro
    projects Adobe's support does that.

    A repository may have several applications, each with a `.magento.app.yaml` in a folder of its
    own; the relationships of all of them count. The rule is silent where `.magento/routes.yaml`
    names an application whose file is not there.

    Source: Adobe's guide, configure/service/services-yaml.
    """
    found = project.applications
    if not project.services.is_readable or not knows_applications(project):
        return
    if not all(each.file.knows_relationships for each in found):
        return
    used = _used(project)
    if "" in used:
        return  # somebody knows where that leads, but not this file
    knows_mounts = all(
        each.file.knows_mounts and all(mount.source for mount in each.file.mounts) for each in found
    )
    judges = APP_FILE if len(found) == 1 else f"the {APP_FILE} of all {len(found)} applications"
    for service in project.services.services.values():
        kind = type_of(service)
        is_storage = kind is not None and kind.endpoint is None
        if service.name in used or (is_storage and not knows_mounts):
            continue
        cost = "disk" if service.disk is not None and is_storage else "memory"
        if service.disk is not None:
            size = f"{service.disk.size} MB of disk"
            cost = size if is_storage else f"memory and {size}"
        yield report(
            SERVICES_FILE,
            service.entry.key.span,
            f"No {'mount' if is_storage else 'relationship'} leads to {service.name}, judging by "
            f"{judges}: it costs {cost}, and nothing uses it.",
            fixes=_connect(project, service),
            tags=[Tag.UNNECESSARY],
        )


def _used(project: Project) -> set[str]:
    """Return the names of the services that anything in the project refers to."""
    used = set()
    for each in project.applications:
        used |= {link.service_name for link in each.links({})}
        used |= {mount.service for mount in each.storages() if mount.service is not None}
    source = project.services.source
    for service in project.services.services.values():
        # A cache in front of the application has relationships of its own.
        if source is not None and "relationships" in service.keys:
            entry = service.keys["relationships"]
            used |= {link.service_name for link in relationships_at(source, entry, {}).values()}
            used.add(service.name)
    return used


def _connect(project: Project, service: Service) -> tuple[Fix, ...]:
    """Offer the relationship that ece-tools looks for, if nothing else plays the same role."""
    source, entry, kind = project.app.source, project.app.relationships_entry, type_of(service)
    if source is None or entry is None or kind is None or not kind.names or service.endpoints != {}:
        return ()
    names = service_types().relationships
    roles = {names[link.name].role for link in links(project) if link.name in names}
    if kind.role in roles or kind.names[0] in project.relationships:
        return ()
    change = set_below(source, entry, kind.names[0], f'"{service.name}:{kind.endpoint}"')
    return fix(f"Add the relationship {kind.names[0]}", change, Applicability.UNSAFE)
