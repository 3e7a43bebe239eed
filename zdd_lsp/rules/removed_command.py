"""A program or command that the installed ece-tools has no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.schema import installed
from zdd_lsp.rules._shared.shell import hooks
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.calls import Call
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text

_LOCK = """
{"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
"""


@rule(
    code="ZDD422",
    name="removed-command",
    severity=Severity.ERROR,
    summary="A hook calls a program or a command that the installed ece-tools has no longer.",
    subject="hooks",
    bad=[
        Example(
            "The program before ece-tools",
            {
                APP_FILE: """
                hooks:
                  build: php ./vendor/bin/m2-ece-build
                  #          ^^^^^^^^^^^^^^^^^^^^^^^^^ has no m2-ece-build any more
                """,
                COMPOSER_LOCK: _LOCK,
            },
            fixed={
                APP_FILE: """
                hooks:
                  build: php ./vendor/bin/ece-tools build
                """
            },
        ),
        Example(
            "The command before that",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./bin/magento magento-cloud:deploy
                    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has no magento-cloud:deploy
                """,
                COMPOSER_LOCK: _LOCK,
            },
            fixed={
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools deploy
                """
            },
        ),
    ],
    good=[
        Example(
            "The installed version still has it",
            {
                APP_FILE: "hooks:\n  build: php ./vendor/bin/m2-ece-build\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.0.22"}]}
                """,
            },
        ),
    ],
)
def removed_command(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools 2002.1.0 removed the programs of its beginnings, and nothing runs in their place.

    `m2-ece-build`, `m2-ece-deploy` and `m2-ece-scd-dump` are gone, as are the commands
    `magento-cloud:build` and `magento-cloud:deploy` of `bin/magento` before them. The hook fails
    with "not found": the build stops, or the new version is not installed.

    Commands that still work, such as `ece-tools build`, are not reported.

    Source: guide, backward-incompatible changes, ece-tools 2002.1.0.
    """
    version = project.ece_tools_triple
    for text in hooks(project):
        for each in text.hook.calls if text.hook is not None else ():
            known = each.known
            if known is None or known.removed is None:
                continue
            if version is not None and version < known.removed:
                continue
            gone = ".".join(map(str, known.removed))
            if version is None:
                message = f"ece-tools has no {known.name} from {gone} on."
            else:
                message = f"{installed(project)} has no {known.name} any more."
            hint = f" Use {known.successor}." if known.successor else ""
            yield report(
                APP_FILE,
                _place(each),
                message + hint,
                # Which version is installed stands in a file that is not there.
                severity=Severity.INFO if version is None else None,
                fixes=_fixes(text, each),
            )


def _place(each: Call) -> Span:
    last = each.name or each.program
    return Span(each.program.span.start, last.span.end)


def _fixes(text: Text, each: Call) -> tuple[Fix, ...]:
    successor, place = each.known.successor if each.known else None, _place(each)
    words = (each.program, each.name) if each.name else (each.program,)
    is_plain = all(
        not word.is_quoted and word.is_known and word.span.slice(text.source.text) == word.source
        for word in words
    )
    if successor is None or not is_plain:
        return ()
    folder = "./" if each.program.text.startswith("./") else ""
    change = Change(APP_FILE, place, folder + successor)
    return fix(f"Write {folder}{successor}", change, text.safe)
