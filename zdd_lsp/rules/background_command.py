"""A hook does not wait for one of its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import hooks, is_cut_address, short
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text


@rule(
    code="ZDD436",
    name="background-command",
    severity=Severity.WARNING,
    summary="A hook runs a command in the background and does not wait for it.",
    subject="hooks",
    bad=[
        Example(
            "It may be cut off",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    php bin/magento indexer:reindex &
                #                                   ^ does not wait
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    php bin/magento indexer:reindex
                """
            },
        ),
    ],
    good=[
        Example(
            "The hook waits in the end",
            {
                APP_FILE: """
                hooks:
                  build: |
                    npm ci &
                    composer install
                    wait
                    php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
)
def background_command(project: Project, report: Reporter) -> Iterator[Finding]:
    """With `&` at its end a command runs on its own, and the hook goes on at once.

    When the hook is over, the platform may end the command before it is done: in a build, the
    container is gone. Its failure does not count, not even with `set -e`, and what follows may need
    what is not there yet. Leave the `&` out, or write `wait` at the end of the hook.
    """
    for text in hooks(project):
        found = text.script.commands
        waits = [each.span.start for each in found if each.words and each.words[0].text == "wait"]
        for command in found:
            if command.end.text != "&" or is_cut_address(text, command):
                continue
            if waits and waits[-1] > command.span.start:
                continue
            yield report(
                APP_FILE,
                command.end.span,
                f"{text.label} does not wait for {short(command)}: it may be cut off, and its "
                "failure goes unnoticed.",
                fixes=_fixes(text, command, is_last=command is found[-1]),
            )


def _fixes(text: Text, command: Command, *, is_last: bool) -> tuple[Fix, ...]:
    """Offer to leave the operator out where a line ends with it."""
    source, end = text.source, command.end.span.end
    line = source.lines.line_span(source.lines.line_at(end))
    is_end = not source.text[end : line.end].strip()
    if text.scalar is None or not text.scalar.lines or not (is_end or is_last):
        return ()
    words = max(command.span.end, line.start)
    gap = source.text[words : command.end.span.start]
    start = words if not gap.strip() else command.end.span.start
    change = Change(source.path, Span(start, end), "")
    return fix("Wait for the command", change, Applicability.UNSAFE)
