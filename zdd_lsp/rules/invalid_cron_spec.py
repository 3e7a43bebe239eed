"""A schedule that cron cannot read."""

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
    code="ZDD480",
    name="invalid-cron-spec",
    severity=Severity.ERROR,
    summary="The `spec` of a job is no schedule that cron can read.",
    subject="crons",
    bad=[
        Example(
            "A value that does not exist",
            {
                APP_FILE: """
                crons:
                    prices:
                        spec: "0 24 * * *"
                        #        ^^ 24 is no hour: it must be from 0 to 23.
                        cmd: "php bin/magento prices:import"
                """
            },
        ),
        Example(
            "Seconds, as schedulers of other systems have them",
            {
                APP_FILE: """
                crons:
                    prices:
                        spec: "0 30 3 * * *"
                        #                 ^ this has 6
                        cmd: "php bin/magento prices:import"
                """
            },
        ),
        Example(
            "A shorthand that not every cron knows",
            {
                APP_FILE: """
                crons:
                    prices:
                        spec: "@daily"  # at night
                        #      ^^^^^^ a shorthand of some crons
                        cmd: "php bin/magento prices:import"
                """
            },
            fixed={
                APP_FILE: """
                crons:
                    prices:
                        spec: "0 0 * * *"  # at night
                        cmd: "php bin/magento prices:import"
                """
            },
        ),
        Example(
            "A day that never comes",
            {
                APP_FILE: """
                crons:
                    prices:
                        spec: 0 3 31 4 *
                        #         ^^ no day 31 in April
                        cmd: "php bin/magento prices:import"
                """
            },
        ),
    ],
    good=[
        Example(
            "Ranges, lists, steps and names",
            {
                APP_FILE: """
                crons:
                    cronrun:
                        spec: "*/5 * * * *"
                        cmd: "php bin/magento cron:run"
                    prices:
                        spec: "10,40 8-18/2 1 jan-jun mon"
                        commands:
                            start: "php bin/magento prices:import"
                """
            },
        ),
    ],
)
def invalid_cron_spec(project: Project, report: Reporter) -> Iterator[Finding]:
    """A schedule has five fields: minute, hour, day of the month, month and day of the week.

    Each is an asterisk, a value, a range such as `8-18`, or a list of these with commas; an
    asterisk or a range may have a step behind it, such as `*/5`. Months and days of the week may be
    written with the first three letters of their English names. Of two fields of days that are both
    restricted, one has to fit.

    What no cron reads is an error. What some crons read, such as `@daily`, `fri-mon` or `?`, is a
    warning: write what all of them read.
    """
    for source, job, flaw in flaws(project, Kind.REFUSED, Kind.DOUBTFUL):
        is_certain = flaw.kind is Kind.REFUSED
        effect = " The job never runs, or the push is refused." if is_certain else ""
        yield report(
            APP_FILE,
            job.place(source, flaw.span),
            f"{flaw.message}{effect}",
            severity=None if is_certain else Severity.WARNING,
            fixes=cures(source, job, flaw, Applicability.SAFE),
        )
