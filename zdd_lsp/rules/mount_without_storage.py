"""A mount names a service that is no network storage of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change, stands_elsewhere
from zdd_lsp.project.editing.scalars import SAFE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.links import all_declared, declared, offered, storages, type_of
from zdd_lsp.text.similar import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.mounts import Mount
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD449",
    name="mount-without-storage",
    severity=Severity.ERROR,
    summary="A mount names a service that is not declared, or is no network storage.",
    subject="mounts",
    bad=[
        Example(
            "The storage has another name",
            {
                APP_FILE: """
                mounts:
                    pub/media:
                        source: service
                        service: storage  # shared with the workers
                        #        ^^^^^^^ declares no service storage
                        source_path: media
                """,
                SERVICES_FILE: "files: {type: network-storage:1.0, disk: 2048}\n",
            },
            fixed={
                APP_FILE: """
                mounts:
                    pub/media:
                        source: service
                        service: files  # shared with the workers
                        source_path: media
                """
            },
        ),
        Example(
            "A database has no files to share",
            {
                APP_FILE: """
                mounts:
                    var: {source: service, service: mysql, source_path: var}
                    #                               ^^^^^ mysql is MariaDB
                """,
                SERVICES_FILE: "mysql: {type: mysql:11.4, disk: 5120}\n",
            },
        ),
    ],
    good=[
        Example(
            "The network storage of the project",
            {
                APP_FILE: """
                mounts:
                    var: {source: service, service: files, source_path: var}
                """,
                SERVICES_FILE: "files: {type: network-storage:1.0, disk: 2048}\n",
            },
        ),
        Example(
            "Mounts on the application's own disk need no service",
            {
                APP_FILE: 'mounts:\n    var: "shared:files/var"\n',
                SERVICES_FILE: "mysql: {type: mysql:11.4, disk: 5120}\n",
            },
        ),
    ],
)
def mount_without_storage(project: Project, report: Reporter) -> Iterator[Finding]:
    """A mount with `source: service` needs a service of type `network-storage`.

    `service` is its name in `.magento/services.yaml`. If there is none of this name, or it is of
    another type, the platform refuses the push, and the site goes on as it was.

    Source: Platform.sh, add-services/network-storage; the branch for the GraphQL Application Server
    of Adobe's template.
    """
    services = project.services.services
    if not project.services.is_readable:
        return
    for mount in storages(project):
        service, kind = services.get(mount.service or ""), None
        if service is not None:
            kind = type_of(service)
            if kind is None or kind.role == "storage":
                continue
        fault = (
            f"{SERVICES_FILE} declares no service {mount.service}"
            if service is None or kind is None
            else f"{mount.service} is {kind.title} and no network storage"
        )
        yield report(
            APP_FILE,
            mount.service_span,
            f"{fault}, so that it cannot be mounted: the platform refuses the push.",
            related=[
                all_declared(project)
                if service is None
                else declared(service, "The service is declared here.")
            ],
            fixes=_choose(project, mount),
        )


def _choose(project: Project, mount: Mount) -> tuple[Fix, ...]:
    """Offer the project's network storages."""
    source = project.app.source
    names = [
        service.name
        for service in offered(project)
        if (kind := type_of(service)) is not None and kind.role == "storage"
    ]
    exact = same(mount.service or "", names)
    fixes: list[Fix] = []
    for name in names:
        text = mount.service_span.slice(source.text) if source is not None else ""
        if source is None or text.strip("'\"") != mount.service or not SAFE.fullmatch(name):
            continue
        is_sure = name == exact and not stands_elsewhere(source, mount.entry)
        change = Change(APP_FILE, mount.service_span, text.replace(mount.service, name))
        applicability = Applicability.SAFE if is_sure else Applicability.UNSAFE
        fixes += fix(f"Mount {name}", change, applicability)
    return tuple(fixes)
