"""The deploy hook does not run ece-tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.places import hook_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.script_lines import first_line, insert_line
from zdd_lsp.rules._shared.shell import hook, knows_hooks, may_run_more, runs, runs_anywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD426",
    name="missing-deploy-command",
    severity=Severity.ERROR,
    summary="The build hook runs ece-tools, and the deploy hook does not.",
    subject="hooks",
    bad=[
        Example(
            "Something else in its place",
            {
                APP_FILE: """
                hooks:
                  build: php ./vendor/bin/ece-tools build
                  deploy: |
                # ^^^^^^ does not run ece-tools deploy
                    php bin/magento setup:upgrade --keep-generated
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
                """,
            },
        ),
        Example(
            "No such hook",
            {
                APP_FILE: """
                hooks:
                #^^^^ There is no deploy hook
                  build: php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
    good=[
        Example(
            "Both",
            {
                APP_FILE: """
                hooks:
                  build: php ./vendor/bin/ece-tools build
                  deploy: php ./vendor/bin/ece-tools deploy
                """
            },
        ),
        Example(
            "A script of one's own may do it",
            {
                APP_FILE: """
                hooks:
                  build: php ./vendor/bin/ece-tools build
                  deploy: ./bin/deploy.sh
                """
            },
        ),
        Example(
            "No store: another application of the project",
            {APP_FILE: "hooks:\n  build: npm ci\n  deploy: echo done\n"},
        ),
    ],
)
def missing_deploy_command(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `ece-tools deploy` the new version is there, but nothing prepares it for its work.

    `app/etc/env.php` is not written, so that a new environment has no database. What the build
    packed for the mounts is not brought back, which leaves the shop without static content, and the
    database is not updated, nor are caches flushed.

    A hook that calls scripts of the project is not judged: they may run it.

    Source: guide, hooks property; ece-tools 2002.1.17, scenario/deploy.xml.
    """
    text = hook(project, "deploy")
    if not knows_hooks(project) or (text is not None and may_run_more(text.script)):
        return
    is_built = any(each in runs(project, "build") for each in commands().of_hook("build"))
    missing = [each for each in commands().of_hook("deploy") if not runs_anywhere(project, each)]
    if not is_built or not missing:
        return
    path, span = hook_place(project, "deploy")
    what = "The deploy hook does not run ece-tools deploy" if text else "There is no deploy hook"
    scenario = commands().scenarios[missing[0]]
    version = project.ece_tools_triple
    command = f"run {scenario.path}"
    if version is not None and version < scenario.since:
        command = scenario.command
    line = first_line(text) if text is not None else None
    change = None
    if text is not None and line is not None:
        change = insert_line(text, line, f"php ./vendor/bin/ece-tools {command}")
    yield report(
        path,
        span,
        f"{what}: app/etc/env.php is not written, static content is not brought back and the "
        "database is not updated.",
        fixes=fix("Run ece-tools first", change, Applicability.UNSAFE),
    )
