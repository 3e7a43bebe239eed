"""A key that has had its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.keys import faults, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD408",
    name="legacy-key",
    severity=Severity.HINT,
    summary="A key of former years, which has a successor.",
    subject="app",
    bad=[
        Example(
            "The web server as it was set up in 2016",
            {
                APP_FILE: """
                name: mymagento
                type: php:7.0
                web:
                    document_root: "/pub"
                #   ^^^^^^^^^^^^^ root of a location below web.locations
                    passthru: "/index.php"
                #   ^^^^^^^^ passthru of a location below web.locations
                """
            },
        ),
    ],
    good=[
        Example(
            "Locations",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                web:
                    locations:
                        "/":
                            root: pub
                            passthru: "/index.php"
                """
            },
        ),
    ],
)
def legacy_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """The platform still reads some keys that its documentation does not mention any more.

    The keys directly below `web` are from the time before there were locations. `firewall` was a
    part of the Starter plans; Adobe took the page about it down in July 2026. They may go away in
    a new image of the platform.

    Source: platformify, the platform's schema of the file; Adobe's guide.
    """
    for path, fault in faults(project, Fault.LEGACY):
        instead = fault.key.legacy.replace("`", "")
        yield report(
            path,
            fault.span,
            f"{label(fault.path)} is an old form; in its place: {instead}.",
            tags=[Tag.DEPRECATED],
        )
