"""A command of the deploy hook for which visitors wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.script_lines import line_of, remove_line
from zdd_lsp.rules._shared.shell import hook, runs
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.calls import Call
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text


@rule(
    code="ZDD429",
    name="work-in-downtime",
    severity=Severity.WARNING,
    summary="A command of the deploy hook prolongs the time for which visitors wait.",
    subject="zero_downtime",
    bad=[
        Example(
            "What ece-tools does anyway",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools run scenario/deploy.xml
                    php bin/magento cache:flush
                    #   ^^^^^^^^^^^^^^^^^^^^^^^ emptied while visitors wait
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
        Example(
            "Abbreviated, and among others on a line",
            {
                APP_FILE: """
                hooks:
                  deploy: |
                    php ./vendor/bin/ece-tools deploy && bin/magento i:reindex && date
                    #                                    ^^^^^^^^^^^^^^^^^^^^^ until every index
                """
            },
        ),
    ],
    good=[
        Example(
            "Nobody waits for post_deploy",
            {
                APP_FILE: """
                hooks:
                  deploy: php ./vendor/bin/ece-tools deploy
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    php bin/magento indexer:reindex
                """
            },
        ),
    ],
)
def work_in_downtime(project: Project, report: Reporter) -> Iterator[Finding]:
    """The platform holds every request until the `deploy` hook ends, whatever maintenance mode is.

    So each command behind `ece-tools deploy` is downtime, too. Much of what people put there is
    done by ece-tools already: it updates the database, flushes caches, and builds static content in
    the build if the project is in the ideal state. The rest has time in `post_deploy`.

    After five minutes the platform no longer holds requests, and visitors see errors.

    Source: guide, reduce downtime and hooks property; ece-tools 2002.1.17, scenario/deploy.xml.
    """
    text = hook(project, "deploy")
    if text is None or text.hook is None:
        return
    found = runs(project, "deploy")
    first = next((found[path] for path in commands().of_hook("deploy") if path in found), None)
    is_behind = first is None
    for each in text.hook.calls:
        if first is not None and each.command is first.command:
            is_behind = True
        known = each.known
        if not is_behind or known is None or known.downtime is None:
            continue
        last = each.name or each.program
        yield report(
            APP_FILE,
            Span(each.program.span.start, last.span.end),
            f"{known.name} in the deploy hook: {known.downtime}. {known.instead or ''}".rstrip(),
            fixes=_fixes(text, each),
        )


def _fixes(text: Text, each: Call) -> tuple[Fix, ...]:
    line = line_of(text, each.command)
    if line is None or each.known is None or not each.known.redundant:
        return ()
    change = remove_line(text, line)
    return fix("Remove it: ece-tools does the same", change, Applicability.UNSAFE)
