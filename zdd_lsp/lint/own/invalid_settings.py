"""ZDD094, a mistake in `.zdd.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.findings import Finding, Severity
from zdd_lsp.project.discovery import SETTINGS_FILE
from zdd_lsp.rules import Example, Reporter, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project


@rule(
    code="ZDD094",
    name="invalid-settings",
    severity=Severity.WARNING,
    summary="A setting in .zdd.toml that does not exist or has an impossible value.",
    bad=[
        Example(
            "A misspelt rule and a value of the wrong type",
            {
                SETTINGS_FILE: """
                hints = "yes"
                ^^^^^ must be true or false

                [severity]
                single-scd-threads = "warning"
                ^^^^^^^^^^^^^^^^^^ did you mean `single-scd-thread`
                """
            },
        )
    ],
    good=[
        Example(
            "Settings that exist",
            {
                SETTINGS_FILE: """
                profile = "strict"
                hints = true

                [severity]
                single-scd-thread = "warning"
                """
            },
        )
    ],
)
def invalid_settings(project: Project, report: Reporter) -> Iterator[Finding]:
    """What is wrong in `.zdd.toml` does not count; the rest of the file does.

    A file that is no TOML does not count at all. An editor shows the mistake where it stands, and
    the command line ends with exit status 2 before it checks anything, so that nobody trusts
    settings that are not in force. The settings are listed in `docs/settings.md`.
    """
    file = project.settings_file
    if file is not None:
        for mistake in lint.mistakes(file, project.file(SETTINGS_FILE).parent):
            yield report(SETTINGS_FILE, mistake.span, mistake.message)
