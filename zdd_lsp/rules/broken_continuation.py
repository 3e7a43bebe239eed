"""A backslash that shall continue a line, and does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.project.shell import FlawKind
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import texts
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD437",
    name="broken-continuation",
    severity=Severity.WARNING,
    summary="Blanks behind a backslash keep a command from going on in the next line.",
    subject="hooks",
    bad=[
        Example(
            "A blank that nobody sees",
            {
                APP_FILE: (
                    "hooks:\n"
                    "  post_deploy: |\n"
                    "    php ./vendor/bin/ece-tools post-deploy\n"
                    "    curl -X POST \\ \n"
                    "    #            ^^ continues nothing\n"
                    "      https://ci.example.com/build\n"
                )
            },
            fixed={
                APP_FILE: (
                    "hooks:\n"
                    "  post_deploy: |\n"
                    "    php ./vendor/bin/ece-tools post-deploy\n"
                    "    curl -X POST \\\n"
                    "      https://ci.example.com/build\n"
                )
            },
        ),
    ],
    good=[
        Example(
            "The backslash is the last character of the line",
            {
                APP_FILE: (
                    "hooks:\n"
                    "  post_deploy: |\n"
                    "    php ./vendor/bin/ece-tools post-deploy\n"
                    "    curl -X POST \\\n"
                    "      https://ci.example.com/my\\ build\n"
                )
            },
        ),
    ],
)
def broken_continuation(project: Project, report: Reporter) -> Iterator[Finding]:
    """A backslash joins two lines only if nothing stands behind it.

    Before a blank it makes that blank a part of a word: the command gets an argument that is a
    blank and ends there, and the next line is a command of its own, which mostly does not exist.
    """
    for text in texts(project):
        for flaw in text.script.flaws:
            if flaw.kind is not FlawKind.CONTINUATION:
                continue
            blanks = Span(flaw.span.start + 1, flaw.span.end)
            is_plain = text.scalar is not None and bool(text.scalar.lines)
            change = Change(APP_FILE, blanks, "") if is_plain else None
            yield report(
                APP_FILE,
                flaw.span,
                "This backslash continues nothing, since blanks stand behind it: the command ends "
                "here, and the next line is one of its own.",
                fixes=fix("Remove the blanks", change, text.safe),
            )
