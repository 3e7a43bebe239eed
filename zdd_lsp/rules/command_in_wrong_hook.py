"""A command runs in a hook in which it cannot do its work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.shell import hooks, is_guarded
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.calls import Call
    from zdd_lsp.rules import Reporter

_NO_SERVICES: Final = "there is no database and no other service in the build, so that it fails."
_READ_ONLY: Final = "the file system is read-only after the build, so that it fails."
_WRONG: Final = {
    ("deploy", "build"): (Severity.ERROR, _NO_SERVICES),
    ("post_deploy", "build"): (Severity.ERROR, _NO_SERVICES),
    ("build", "deploy"): (Severity.ERROR, _READ_ONLY),
    ("build", "post_deploy"): (Severity.ERROR, _READ_ONLY),
    ("deploy", "post_deploy"): (
        Severity.WARNING,
        "the new code serves visitors with the old database, until it closes the shop again.",
    ),
    ("post_deploy", "deploy"): (
        Severity.WARNING,
        "visitors wait for what it does, and pages cannot be warmed up before the site is open.",
    ),
}
"""What happens to the command of one hook in another one."""


@rule(
    code="ZDD424",
    name="command-in-wrong-hook",
    severity=Severity.ERROR,
    summary="A command runs in a hook in which it cannot do its work.",
    subject="hooks",
    bad=[
        Example(
            "The deploy in the build",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools build
                    php ./vendor/bin/ece-tools deploy
                    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ belongs in the deploy hook
                """
            },
        ),
        Example(
            "The database in the build",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools build
                    php bin/magento setup:upgrade
                    #   ^^^^^^^^^^^^^^^^^^^^^^^^^ no database
                """
            },
        ),
        Example(
            "Warm-up while visitors wait",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools run scenario/deploy.xml
                    php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ visitors wait
                """
            },
        ),
    ],
    good=[
        Example(
            "Each in its own",
            {
                APP_FILE: """
                hooks:
                  build: php ./vendor/bin/ece-tools build
                  deploy: php ./vendor/bin/ece-tools deploy
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    php bin/magento indexer:reindex
                """
            },
        ),
    ],
)
def command_in_wrong_hook(project: Project, report: Reporter) -> Iterator[Finding]:
    """The build has no database, and what comes after it has a file system that is read-only.

    So the commands of ece-tools work in their own hook alone, and commands of `bin/magento` that
    need the database fail in the build. `post-deploy` in the `deploy` hook does work, but while
    visitors wait; `deploy` in the `post_deploy` hook closes a shop that was just opened.

    Source: guide, hooks property; ece-tools 2002.1.17, scenario/*.xml.
    """
    for text in hooks(project):
        for each in text.hook.calls if text.hook is not None else ():
            found = _wrong(each, text.entry.name)
            if found is None or is_guarded(each.command):
                continue
            severity, message = found
            last = (each.program, each.name, *each.scenarios)[-1] or each.program
            yield report(
                APP_FILE,
                Span(each.program.span.start, last.span.end),
                f"{each.subject} {message}",
                severity=severity,
            )


def _wrong(each: Call, hook: str) -> tuple[Severity, str] | None:
    """Return what happens to a call in a hook that is not its own."""
    own = [commands().scenarios[path].hook for path in each.runs]
    for name in own:
        if name != hook:
            severity, effect = _WRONG[name, hook]
            return severity, f"belongs in the {name} hook: {effect}"
    if hook == "build" and each.known is not None and each.known.services:
        return Severity.ERROR, f"cannot work here: {_NO_SERVICES}"
    return None
