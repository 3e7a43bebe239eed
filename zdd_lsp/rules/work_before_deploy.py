"""Work of the deploy hook that begins before ece-tools has prepared the version for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import MAGENTO, call
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.script_lines import append_line, line_of, remove_line
from zdd_lsp.rules._shared.secrets import has_secret
from zdd_lsp.rules._shared.shell import hook, is_script, runs, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text


@rule(
    code="ZDD428",
    name="work-before-deploy",
    severity=Severity.WARNING,
    summary="The deploy hook runs commands of Commerce before ece-tools has deployed it.",
    subject="hooks",
    bad=[
        Example(
            "The cache of a version that is not configured yet",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    php bin/magento cache:flush
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ runs before ece-tools deploy
                    php ./vendor/bin/ece-tools deploy
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools deploy
                """
            },
        ),
        Example(
            "A command of a module",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    php bin/magento shop:prices:import
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ before ece-tools run scenario/deploy.xml
                    php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools run scenario/deploy.xml
                    php bin/magento shop:prices:import
                """
            },
        ),
        Example(
            "Nobody knows what a script does",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    ./bin/pre-deploy.sh
                #   ^^^^^^^^^^^^^^^^^^^ if it needs the database
                    php ./vendor/bin/ece-tools deploy
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools deploy
                    ./bin/pre-deploy.sh
                """
            },
        ),
    ],
    good=[
        Example(
            "ece-tools comes first",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    echo "Here we go"
                    ./vendor/bin/ece-tools cron:disable
                    php ./vendor/bin/ece-tools deploy
                    php bin/magento shop:prices:import
                """
            },
        ),
    ],
)
def work_before_deploy(project: Project, report: Reporter) -> Iterator[Finding]:
    """When the hook begins, the new code meets the old database and the old configuration.

    `ece-tools deploy` brings `app/etc` and the other writable folders back, writes
    `app/etc/env.php` and updates the database. A command of `bin/magento` that runs before it ends
    with an error, or works on a database that does not fit the code. It is also not in maintenance
    yet: visitors see what it does.

    Put such work behind `ece-tools deploy`, or better into `post_deploy`, where nobody waits. What
    a script of the project does is unknown, and mere information.

    Source: guide, hooks property; ece-tools 2002.1.17, scenario/deploy.xml.
    """
    text = hook(project, "deploy")
    found = runs(project, "deploy")
    deploys = [found[path] for path in commands().of_hook("deploy") if path in found]
    if text is None or not deploys:
        return
    deploy = deploys[0]
    for command in text.script.commands:
        if command is deploy.command:
            return
        each = call(command)
        is_magento = each is not None and each.tool == MAGENTO and each.name is not None
        if each is not None and each.runs:
            continue
        if is_magento:
            severity, effect = (
                Severity.WARNING,
                "the new code meets the old database and an app/etc that is not its own.",
            )
        elif is_script(command):
            severity, effect = (
                Severity.INFO,
                "if it needs the database or app/etc, they are not those of the new version yet.",
            )
        else:
            continue
        there = Location(APP_FILE, deploy.command.span)
        yield report(
            APP_FILE,
            command.span,
            f"{short(command)} runs before {deploy.subject}: {effect}",
            severity=severity,
            related=[Related(there, "The new version is made ready here.")],
            fixes=_fixes(text, command, deploy.command),
        )


def _fixes(text: Text, command: Command, deploy: Command) -> tuple[Fix, ...]:
    """Offer to move a command that has its line for itself, or to remove what is redundant."""
    line, target = line_of(text, command), line_of(text, deploy)
    removed = remove_line(text, line) if line is not None else None
    if removed is None or target is None or has_secret(text, command):
        return ()
    found = call(command)
    if found is not None and found.known is not None and found.known.downtime:
        if not found.known.redundant:
            return ()
        return fix("Remove it: ece-tools does the same", removed, Applicability.UNSAFE)
    appended = append_line(text, target, command.span.slice(text.source.text))
    title = "Move it behind the deploy of ece-tools"
    return fix(title, [removed, appended], Applicability.UNSAFE)
