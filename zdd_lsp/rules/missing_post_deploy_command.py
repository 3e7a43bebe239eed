"""The post_deploy hook mentions ece-tools and does not run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import facts
from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.script_lines import append_line, last_line
from zdd_lsp.rules._shared.shell import hook, knows_hooks, may_run_more, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD438",
    name="missing-post-deploy-command",
    severity=Severity.ERROR,
    summary="The `post_deploy` hook mentions ece-tools, but does not run its `post-deploy`.",
    subject="hooks",
    bad=[
        Example(
            "Switched off by a comment",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                # ^^^^^^^^^^^ cron jobs stay off
                    # php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                    php bin/magento cache:flush
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                    # php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                    php bin/magento cache:flush
                    php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
        ),
        Example(
            "Another command of ece-tools",
            {
                APP_FILE: """
                hooks:
                  post_deploy: ./vendor/bin/ece-tools error:show
                # ^^^^^^^^^^^ cron jobs stay off
                """
            },
        ),
    ],
    good=[
        Example(
            "The command runs, with something else around it",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    php bin/magento indexer:status
                """
            },
        ),
        Example(
            "Cron is enabled by itself",
            {APP_FILE: "hooks:\n  post_deploy: ./vendor/bin/ece-tools cron:enable\n"},
        ),
    ],
)
def missing_post_deploy_command(project: Project, report: Reporter) -> Iterator[Finding]:
    """The text `/ece-tools` in the hook makes the deploy rely on it, even in a comment.

    `ece-tools deploy` switches cron jobs off. It looks into the `post_deploy` hook for that text,
    and if it is there, leaves it to the hook to enable them again, to save a backup and to flush
    the cache. When the hook then does not run `post-deploy`, nobody does: e-mails are not sent and
    indexes grow old, although the deployment succeeded.

    Source: ece-tools 2002.1.17, Application/HookChecker.php and scenario/deploy.xml,
    deploy-complete.
    """
    text = hook(project, "post_deploy")
    if text is None or not knows_hooks(project) or may_run_more(text.script):
        return
    if text.hook is None or facts().hook_marker not in text.hook.text:
        return
    enables = any(each.known and each.known.name == "cron:enable" for each in text.hook.calls)
    wanted = commands().of_hook("post_deploy")
    if enables or any(path in runs(project, name) for path in wanted for name in _EITHER):
        return
    line, command = last_line(text), facts().post_deploy_command(project.ece_tools_triple)
    change = None if line is None else append_line(text, line, command)
    yield report(
        APP_FILE,
        text.entry.key.span,
        "The hook mentions ece-tools and does not run its post-deploy. The deploy relies on the "
        "mere text, so that cron jobs stay off and the cache is not flushed.",
        fixes=fix("Run ece-tools at the end of the hook", change, Applicability.UNSAFE),
    )


_EITHER = ("deploy", "post_deploy")
