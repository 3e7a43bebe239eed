"""A key that has no place beside what another key says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import drop_entry
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.keys import DOUBTFUL, faults, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.key_schema import KeyFault
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD406",
    name="inapplicable-key",
    severity=Severity.WARNING,
    summary="A key that a service of this type does not have, such as the disk of a cache.",
    subject="services",
    bad=[
        Example(
            "Redis lives in memory",
            {
                SERVICES_FILE: """
                redis:
                    type: redis:7.2
                    disk: 1024  # MB
                #   ^^^^ redis.disk has no place where type is redis
                """
            },
            fixed={
                SERVICES_FILE: """
                redis:
                    type: redis:7.2
                    # MB
                """
            },
        ),
        Example(
            "A setting of another service",
            {
                SERVICES_FILE: """
                mysql:
                    type: mysql:11.4
                    disk: 5120
                    configuration:
                        maxmemory_policy: noeviction
                #       ^^^^^^^^^^^^^^^^ has no place where type is mysql
                """
            },
        ),
    ],
    good=[
        Example(
            "Redis with a disk",
            {
                SERVICES_FILE: """
                redis:
                    type: redis-persistent:7.2
                    disk: 1024
                    configuration:
                        maxmemory_policy: noeviction
                """
            },
        ),
    ],
)
def inapplicable_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """What a key may stand beside depends on the type of its service.

    Redis and Valkey live in memory and have no `disk`; only their `-persistent` forms do. Each
    type has a `configuration` of its own. The platform ignores what is out of place, or refuses
    the push.

    Source: Adobe's guide, configure/service; Platform.sh, add-services.
    """
    for path, fault in faults(project, Fault.PLACE):
        source = project.yaml(path)
        assert source is not None  # a key stands in a file
        assert fault.because is not None  # something makes it out of place
        name, value = fault.because
        said = str(value).lower() if isinstance(value, bool) else value
        yield report(
            path,
            fault.span,
            f"{label(fault.path)} has no place where {name} is {said}. At best it has no effect; "
            f"{DOUBTFUL[0].lower()}{DOUBTFUL[1:]}",
            fixes=_fixes(source, fault),
        )


def _fixes(source: SourceFile, fault: KeyFault) -> tuple[Fix, ...]:
    if fault.is_shared or fault.entry is None or fault.parent is None:
        return ()
    changes = drop_entry(source, fault.parent, fault.entry)
    return fix(f"Remove {fault.path[-1]}", changes, Applicability.UNSAFE)
