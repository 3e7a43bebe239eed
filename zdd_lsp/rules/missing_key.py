"""Something lacks a key that the platform asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import set_below
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.keys import consequence, either, faults, label, severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.key_schema import KeyFault
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD401",
    name="missing-key",
    severity=Severity.ERROR,
    summary="An application, a service, a cron or a part of a route lacks a key that it needs.",
    subject="app",
    bad=[
        Example(
            "An application without a name",
            {
                APP_FILE: """
                type: php:8.4
                #^^^ .magento.app.yaml needs name
                """
            },
        ),
        Example(
            "A cron without a command",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                crons:
                    cronrun:
                #   ^^^^^^^ crons.cronrun needs cmd or commands
                        spec: "* * * * *"
                """
            },
        ),
        Example(
            "A database without a disk, and a service without a type",
            {
                SERVICES_FILE: """
                mysql:
                #^^^^ mysql needs disk
                    type: mysql:11.4
                search:
                #^^^^^ search needs type
                    disk: 1024
                """
            },
        ),
        Example(
            "A cache that nobody switches on",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                #   ^^^^^ "http://{default}/".cache needs enabled
                        default_ttl: 60
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                        default_ttl: 60
                        enabled: true
                """
            },
        ),
    ],
    good=[
        Example(
            "What is needed",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                disk: 5120
                mounts:
                    "var": "shared:files/var"
                crons:
                    cronrun:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run"
                """,
                SERVICES_FILE: "cache:\n    type: valkey:8.0\n",
            },
        ),
        Example(
            "The rest is in another file",
            {APP_FILE: "<<: !include base.yaml\ndisk: 5120\n"},
        ),
    ],
)
def missing_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """Some keys have to be there, and a key without a value is not there.

    An application needs `name` and `type`, a service `type`, a cron `spec` and `cmd`, a worker
    `commands.start`. The platform refuses the push without them. Services that keep data need a
    `disk`, and so does an application with mounts; here the documentation is all there is to go
    by, and a finding is a warning.

    Source: platformify, the platform's schemas of its files; Adobe's guide, configure/app and
    configure/service; Platform.sh, create-apps and add-services.
    """
    for path, fault in faults(project, Fault.MISSING):
        source = project.yaml(path)
        assert source is not None  # something lacks a key, so there is a file
        yield report(
            path,
            fault.span,
            f"{label(fault.path) or path} needs {_needs(fault)}. {consequence(fault)}",
            severity=severity(fault),
            fixes=_fixes(source, fault),
        )


def _needs(fault: KeyFault) -> str:
    names = fault.others
    if fault.because is None:
        return " and ".join(names)
    key, value = fault.because
    if key == _ONE_OF:
        return either(names)
    return f"{names[0]} beside {key}" if value is True else f"{names[0]} for the {key} {value}"


_ONE_OF = "one_of"


def _fixes(source: SourceFile, fault: KeyFault) -> tuple[Fix, ...]:
    """Offer the switch that is missing; of anything else nobody knows the value."""
    if fault.entry is None or fault.others != ("enabled",) or fault.is_shared:
        return ()
    change = set_below(source, fault.entry, "enabled", "true")
    return fix("Add enabled: true", change, Applicability.UNSAFE)
