"""A name of the project's own choice that the platform does not accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.keys import DOUBTFUL, consequence, faults, severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD405",
    name="invalid-name",
    severity=Severity.ERROR,
    summary="The name of a service has characters that the platform does not accept.",
    subject="services",
    bad=[
        Example(
            "Capital letters",
            {
                SERVICES_FILE: """
                OpenSearch:
                #^^^^^^^^^ small letters, digits, hyphens and underscores
                    type: opensearch:3
                    disk: 1024
                """
            },
        ),
        Example(
            "A storage with an underscore",
            {
                SERVICES_FILE: """
                media_files:
                #^^^^^^^^^^ becomes a part of a host's name
                    type: network-storage:1.0
                    disk: 2048
                """
            },
        ),
        Example(
            "A blank",
            {
                SERVICES_FILE: """
                redis session:
                #^^^^^^^^^^^^ small letters, digits, hyphens and underscores
                    type: redis:7.2
                """
            },
        ),
    ],
    good=[
        Example(
            "Names that Adobe uses",
            {
                SERVICES_FILE: """
                mysql2:
                    type: mysql:11.4
                    disk: 5120
                valkey-session:
                    type: valkey:8.0
                """
            },
        ),
    ],
)
def invalid_name(project: Project, report: Reporter) -> Iterator[Finding]:
    """Services have names of the project's own choice, of small letters and digits.

    Adobe's guide allows no other characters, yet uses `redis-session`; the platform accepts
    hyphens and underscores. Relationships refer to the name, so change it there as well. **The
    name of a service that is deployed must never change**: the platform takes another name for
    another service, and removes the old one with its data. A network storage is reached by a host
    of its name, which has no underscores and 63 characters at most.

    Source: Adobe's guide, configure/service/services-yaml; Platform.sh, add-services.
    """
    for service in project.services.services.values():
        is_bad = "_" in service.name or len(service.name) > _LONGEST
        if service.type == "network-storage" and is_bad:
            yield report(
                SERVICES_FILE,
                service.entry.key.span,
                f"The name {service.name} becomes a part of a host's name: without underscores, "
                f"and of {_LONGEST} characters at most. {DOUBTFUL}",
                severity=Severity.WARNING,
            )
    for path, fault in faults(project, Fault.NAME):
        yield report(
            path,
            fault.span,
            f"The name {fault.path[-1]} must be {fault.key.names_say}. {consequence(fault)}",
            severity=severity(fault),
        )


_LONGEST: Final = 63
"""Characters of a label in the name of a host (RFC 1123)."""
