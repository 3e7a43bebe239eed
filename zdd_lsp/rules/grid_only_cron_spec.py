"""A schedule in a syntax that Pro clusters do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.crons import scheduled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD482",
    name="grid-only-cron-spec",
    severity=Severity.INFO,
    summary="The `spec` of a job has an `H`, which Pro Staging and Production do not know.",
    subject="crons",
    bad=[
        Example(
            "A minute that the platform chooses",
            {
                APP_FILE: """
                crons:
                    stock:
                        spec: "H * * * *"
                        #      ^ not on Pro Staging and Production
                        cmd: "php bin/magento stock:import"
                """
            },
        ),
    ],
    good=[
        Example(
            "A minute of one's own",
            {
                APP_FILE: """
                crons:
                    stock:
                        spec: "17 * * * *"
                        cmd: "php bin/magento stock:import"
                """
            },
        ),
    ],
)
def grid_only_cron_spec(project: Project, report: Reporter) -> Iterator[Finding]:
    """`H` lets the platform choose a time, so that not all jobs begin at the full hour.

    Starter and Pro integration environments know it; the clusters of Pro Staging and Production do
    not. Which plan the project has stands in no file: this is information. Without `H`, choose odd
    minutes, and different ones for different jobs.

    Source: documentation of Platform.sh, of which Adobe's cloud is a variant; Adobe's own guide
    does not mention `H`.
    """
    for source, job, schedule in scheduled(project):
        chosen = [field.span for field in schedule.fields if field.is_chosen]
        if chosen:
            yield report(
                APP_FILE,
                job.place(source, chosen[0]),
                "With H the platform chooses the time, but not on Pro Staging and Production: they "
                "want a value.",
            )
