"""A command that the installed ece-tools does not have yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import ECE_TOOLS
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

_OLD = """
{"packages": [{"name": "magento/ece-tools", "version": "2002.0.22"}]}
"""


@rule(
    code="ZDD423",
    name="command-too-new",
    severity=Severity.ERROR,
    summary="A hook calls a command that the installed ece-tools does not have yet.",
    subject="hooks",
    bad=[
        Example(
            "Scenarios with an ece-tools that has none",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                    #                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ since 2002.1.0
                """,
                COMPOSER_LOCK: _OLD,
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                """
            },
        ),
    ],
    good=[
        Example(
            "The command that this version has",
            {
                APP_FILE: "hooks:\n  post_deploy: php ./vendor/bin/ece-tools post-deploy\n",
                COMPOSER_LOCK: _OLD,
            },
        ),
        Example(
            "Nobody knows which version is installed",
            {
                APP_FILE: """
                hooks:
                  post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
        ),
    ],
)
def command_too_new(project: Project, report: Reporter) -> Iterator[Finding]:
    """The command came with a later ece-tools than the one in `composer.lock`, and the hook fails.

    Scenarios (`ece-tools run …`) exist since 2002.1.0, `build:generate` and `build:transfer` since
    2002.0.13, `post-deploy` since 2002.0.10. Update ece-tools, or write the older command, which
    newer versions know as well.

    Source: guide, release notes of ece-tools; ece-tools 2002.1.0, src/Application.php.
    """
    version = project.ece_tools_triple
    if version is None:
        return
    for text in hooks(project):
        for each in text.hook.calls if text.hook is not None else ():
            known = each.known
            if each.tool != ECE_TOOLS or known is None or each.name is None:
                continue
            if known.since is None or known.since <= version:
                continue
            since = ".".join(map(str, known.since))
            yield report(
                APP_FILE,
                _place(each),
                f"{installed(project)} has no command {known.name}: ece-tools has it since "
                f"{since}. The hook fails.",
                upstream=Upstream(None, f'Command "{each.name.text}" is not defined.'),
                fixes=_fixes(project, text, each),
            )


def _place(each: Call) -> Span:
    """Return the place of the command, with the scenarios that it names."""
    words = [each.name or each.program, *each.scenarios]
    return Span(words[0].span.start, words[-1].span.end)


def _fixes(project: Project, text: Text, each: Call) -> tuple[Fix, ...]:
    """Offer the older command that does the same as the one scenario."""
    paths = [word.text.removeprefix("./") for word in each.scenarios]
    known = commands().scenarios.get(paths[0]) if len(paths) == 1 else None
    older = commands().tools[ECE_TOOLS].get(known.command) if known is not None else None
    if older is None or not older.is_in(project.ece_tools_triple):
        return ()
    source_words = " ".join(word.source for word in (each.name, *each.scenarios) if word)
    if _place(each).slice(text.source.text) != source_words:
        return ()
    change = Change(APP_FILE, _place(each), older.name)
    return fix(f"Write {older.name}", change, text.safe)
