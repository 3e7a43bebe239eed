"""A step in a schedule that does not do what it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.cron import Kind
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.crons import cures, flaws

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD481",
    name="ignored-cron-step",
    severity=Severity.WARNING,
    summary="A step in the `spec` of a job counts for nothing.",
    subject="crons",
    bad=[
        Example(
            "Every half hour, it seems",
            {
                APP_FILE: """
                crons:
                    stock:
                        spec: "0/30 * * * *"  # twice an hour
                        #      ^^^^ refused, or read as 0 alone, or as */30
                        cmd: "php bin/magento stock:import"
                """
            },
            fixed={
                APP_FILE: """
                crons:
                    stock:
                        spec: "*/30 * * * *"  # twice an hour
                        cmd: "php bin/magento stock:import"
                """
            },
        ),
        Example(
            "Without quotes, and not from the beginning",
            {
                APP_FILE: """
                crons:
                    stock:
                        spec: 5/20 0/6 * * *
                        #     ^^^^ or as 5-59/20
                        #          ^^^ or as */6
                        cmd: "php bin/magento stock:import"
                """
            },
            fixed={
                APP_FILE: """
                crons:
                    stock:
                        spec: 5-59/20 0/6 * * *
                        cmd: "php bin/magento stock:import"
                """
            },
        ),
        Example(
            "Longer than an hour",
            {
                APP_FILE: """
                crons:
                    stock:
                        spec: "*/90 * * * *"
                        #      ^^^^ of */90 only 0 is left
                        cmd: "php bin/magento stock:import"
                """
            },
        ),
    ],
    good=[
        Example(
            "Steps of an asterisk and of a range",
            {
                APP_FILE: """
                crons:
                    stock:
                        spec: "*/30 8-20/4 * * *"
                        cmd: "php bin/magento stock:import"
                """
            },
        ),
    ],
)
def ignored_cron_step(project: Project, report: Reporter) -> Iterator[Finding]:
    """Steps belong behind an asterisk or a range: `*/15`, `5-59/15`.

    `0/15` comes from the schedulers of Java. Some crons take it for `*/15`, others drop the step
    and run the job once an hour, and strict ones refuse it. A step that is longer than its range
    leaves the first value alone: `*/90` is no way to say every 90 minutes, because a field knows
    nothing of the one beside it.
    """
    for source, job, flaw in flaws(project, Kind.IDLE_STEP):
        yield report(
            APP_FILE,
            job.place(source, flaw.span),
            flaw.message,
            # The job would run more often than it perhaps does at present.
            fixes=cures(source, job, flaw, Applicability.UNSAFE),
        )
