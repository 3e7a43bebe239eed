"""The tasks of Commerce are run more than once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.crons import cron_run
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command, Word
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter

_OPTIONS: Final = ("--group", "--exclude-group")
"""What makes one run do something else than another."""


@rule(
    code="ZDD485",
    name="repeated-cron-run",
    severity=Severity.HINT,
    summary="`bin/magento cron:run` is called more than once.",
    subject="crons",
    bad=[
        Example(
            "Twice in a row",
            {
                APP_FILE: """
                crons:
                    cronrun:
                        spec: "*/5 * * * *"
                        cmd: "php bin/magento cron:run && php bin/magento cron:run"
                        #                                                 ^^^^^^^^ once is enough
                """
            },
            fixed={
                APP_FILE: """
                crons:
                    cronrun:
                        spec: "*/5 * * * *"
                        cmd: "php bin/magento cron:run"
                """
            },
        ),
        Example(
            "In two jobs",
            {
                APP_FILE: """
                crons:
                    cronrun:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run"
                    again:
                        spec: "*/5 * * * *"
                        cmd: "php bin/magento cron:run"
                        #                     ^^^^^^^^ once is enough
                """
            },
        ),
    ],
    good=[
        Example(
            "Different groups",
            {
                APP_FILE: """
                crons:
                    default:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run --group=default"
                    index:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run --group=index"
                """
            },
        ),
        Example(
            "One of two",
            {
                APP_FILE: """
                crons:
                    cronrun:
                        spec: "* * * * *"
                        cmd: |
                            if [ "$MAGENTO_CLOUD_BRANCH" = production ]; then
                                php bin/magento cron:run
                            else
                                sleep 10 && php bin/magento cron:run
                            fi
                """
            },
        ),
    ],
)
def repeated_cron_run(project: Project, report: Reporter) -> Iterator[Finding]:
    """One call of `cron:run` does what is due in every group, and writes the next schedule.

    A second call finds next to nothing to do, and costs the start of Commerce every time. Early
    instructions asked for two or three calls; today's template has one.

    Calls with `--group`, and calls that depend on a condition, are not counted.

    Source: guide, crons property, and Adobe's knowledge base on crons.
    """
    source = project.app.source
    runs = list(_runs(project))
    if source is None:
        return
    for before, run in pairwise(runs):
        if run.word.span == runs[0].word.span:
            continue  # an alias of the first job
        yield report(
            APP_FILE,
            run.word.span,
            "cron:run is called again, and once is enough: the second call finds next to nothing "
            "to do.",
            related=[Related(Location(APP_FILE, runs[0].word.span), "The first call is here.")],
            fixes=_fixes(source, before, run),
            tags=[Tag.UNNECESSARY],
        )


class _Run(NamedTuple):
    """A call: the job that makes it, the whole command, and the word `cron:run`."""

    job: str
    command: Command
    word: Word


def _runs(project: Project) -> Iterator[_Run]:
    for job in project.app.jobs.values():
        for command in job.script.commands:
            word = cron_run(command)
            is_partial = any(each.text.startswith(_OPTIONS) for each in command.words)
            if word is not None and not is_partial and not command.blocks:
                yield _Run(job.name, command, word)


def _fixes(source: SourceFile, before: _Run, run: _Run) -> tuple[Fix, ...]:
    """Offer to remove the second of two equal calls that `&&` joins in one line."""
    whole = Span(before.command.span.end, run.command.span.end)
    same = [each.text for each in before.command.words] == [each.text for each in run.command.words]
    gap = Span(whole.start, run.command.span.start).slice(source.text)
    if before.job != run.job or not same or gap.strip(" ") != "&&":
        return ()
    change = Change(APP_FILE, whole, "")
    return fix("Remove the second call", change, Applicability.UNSAFE)
