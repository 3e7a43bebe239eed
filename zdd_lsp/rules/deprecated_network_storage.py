"""A service has a version that the platform advises against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.links import type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD458",
    name="deprecated-network-storage",
    severity=Severity.INFO,
    summary="A network storage has a version that the platform advises against.",
    subject="services",
    bad=[
        Example(
            "The version of Adobe's Application Server template",
            {
                SERVICES_FILE: """
                files:
                    type: network-storage:2.0
                    #                     ^^^ use 1.0
                    disk: 2048
                """
            },
        ),
    ],
    good=[
        Example(
            "The advised one",
            {SERVICES_FILE: "files: {type: network-storage:1.0, disk: 2048}\n"},
        ),
    ],
)
def deprecated_network_storage(project: Project, report: Reporter) -> Iterator[Finding]:
    """Version 2.0 of the network storage is slow under load, and the platform advises against it.

    **Never change the version in place**: the platform then begins with an empty disk, and the
    files are lost. Declare a second service with version 1.0, mount it beside the first, copy the
    files by SSH, let the mounts lead to the new one, and remove the old one at last.

    Adobe's template for the GraphQL Application Server still has 2.0.

    Source: Platform.sh, add-services/network-storage.
    """
    for service in project.services.services.values():
        kind = type_of(service)
        advised = kind.advised.get(service.version or "") if kind is not None else None
        if kind is None or advised is None:
            continue
        yield report(
            SERVICES_FILE,
            service.version_span,
            f"The platform advises against {service.type} {service.version} because of its "
            f"performance: use {advised}, as a second service. A change in place deletes the "
            "files.",
            tags=[Tag.DEPRECATED],
        )
