"""A quote of a script that is never closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.shell import FlawKind
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.shell import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD439",
    name="unclosed-shell-quote",
    severity=Severity.ERROR,
    summary="A quote in a hook or a cron job is never closed.",
    subject="hooks",
    bad=[
        Example(
            "An apostrophe is a quote, too",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    echo Let's go
                    #       ^ is never closed
                    php ./vendor/bin/ece-tools post-deploy
                """
            },
        ),
    ],
    good=[
        Example(
            "In double quotes and in comments it is a character",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    # Let's go
                    echo "Let's go"
                    php ./vendor/bin/ece-tools post-deploy
                """
            },
        ),
    ],
)
def unclosed_shell_quote(project: Project, report: Reporter) -> Iterator[Finding]:
    """The shell takes everything behind an open quote for its text, and finds no end.

    It runs the lines before it, ends with a syntax error and does nothing of what follows. The hook
    fails, half done. If the quotes are closed further down by mistake, the place of the fault may
    be above the place that is reported.
    """
    for text in texts(project):
        for flaw in text.script.flaws:
            if flaw.kind is FlawKind.QUOTE:
                yield report(
                    APP_FILE,
                    flaw.span,
                    f"This quote is never closed. {text.label} ends here with a syntax error, and "
                    "nothing of what follows is run.",
                )
