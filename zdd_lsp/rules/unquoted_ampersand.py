"""An address that ends in the middle, because the shell takes its ``&`` for an operator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import is_cut_address, texts
from zdd_lsp.syntax.nodes import Style
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text

_REST: Final = re.compile(r"[^\s;|<>()'\"`\\]*")
_END: Final = re.compile(r"[ \t]*(?:\r?\n|\Z|[;|>])|[ \t]")


@rule(
    code="ZDD435",
    name="unquoted-ampersand",
    severity=Severity.WARNING,
    summary="An address without quotes is cut off at its `&`.",
    subject="hooks",
    bad=[
        Example(
            "The second parameter is lost",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    curl -X POST https://ci.example.com/build?job=shop&branch=stage
                #                                                     ^ end of the command
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    curl -X POST "https://ci.example.com/build?job=shop&branch=stage"
                """
            },
        ),
    ],
    good=[
        Example(
            "In quotes, and an operator that is meant as one",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    curl -X POST "https://ci.example.com/build?job=shop&branch=stage"
                    curl https://www.example.com/ && curl https://www.example.com/new
                """
            },
        ),
    ],
)
def unquoted_ampersand(project: Project, report: Reporter) -> Iterator[Finding]:
    """`&` ends a command and lets it run in the background, also in the middle of an address.

    The server gets the address up to the first `&`. The rest, such as `branch=stage`, becomes a
    command of its own: here a variable that nobody reads. Since the request runs in the background,
    its failure goes unnoticed. Quotes make `&` a part of the address.
    """
    for text in texts(project):
        for command in text.script.commands:
            if is_cut_address(text, command):
                yield report(
                    APP_FILE,
                    command.end.span,
                    "The shell takes this & for the end of the command: the rest of the address is "
                    "lost, and the request runs in the background. Put the address in quotes.",
                    fixes=_quoted(text, command),
                )


def _quoted(text: Text, command: Command) -> tuple[Fix, ...]:
    """Offer to quote the address, if it is clear where it ends."""
    word, node, source = command.words[-1], text.scalar, text.source
    if word.is_quoted or node is None or node.style in (Style.SINGLE, Style.DOUBLE):
        return ()
    rest = _REST.match(source.text, command.end.span.end, node.span.end)
    end = rest.end() if rest is not None else command.end.span.end
    if not _END.match(source.text, end) or "!" in source.text[word.span.start : end]:
        return ()
    quotes = [Change(source.path, Span(at, at), '"') for at in (word.span.start, end)]
    return fix("Put the address in quotes", quotes, text.safe)
