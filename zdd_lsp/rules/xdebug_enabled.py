"""The debugger is switched on for every visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.extensions import removal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD493",
    name="xdebug-enabled",
    severity=Severity.WARNING,
    summary="The PHP extension Xdebug is switched on, which slows down every request.",
    subject="php_settings",
    bad=[
        Example(
            "Left over from a search for a fault",
            {
                APP_FILE: """
                runtime:
                    extensions:
                        - xsl
                        - xdebug  # remove me
                        # ^^^^^^ slows down every request
                        - sodium
                """
            },
            fixed={
                APP_FILE: """
                runtime:
                    extensions:
                        - xsl
                        # remove me
                        - sodium
                """
            },
        ),
    ],
    good=[
        Example(
            "The extensions of Adobe's template",
            {APP_FILE: "runtime:\n    extensions: [xsl, newrelic, sodium]\n"},
        ),
        Example(
            "Switched off",
            {APP_FILE: "runtime:\n    disabled_extensions:\n        - xdebug\n"},
        ),
    ],
)
def xdebug_enabled(project: Project, report: Reporter) -> Iterator[Finding]:
    """Xdebug watches every call of PHP, whether somebody debugs or not.

    Pages, jobs and the deploy take noticeably longer with it, in each environment that gets this
    file. Switch it on in a branch for debugging that is never merged.

    Source: documentation of Xdebug, on its cost.
    """
    for extension in project.app.extensions:
        if extension.is_enabled and extension.name.lower() == "xdebug":
            yield report(
                APP_FILE,
                extension.span,
                "Xdebug slows down every request in each environment that gets this file. Keep it "
                "in a branch for debugging.",
                fixes=removal(project, extension, Applicability.UNSAFE),
            )
