"""A job that is not made of `spec` and `cmd`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_KEYS: Final = ("spec", "cmd")


@rule(
    code="ZDD487",
    name="cron-not-a-map",
    severity=Severity.ERROR,
    summary="An entry of `crons` is no job: `spec` and `cmd` are not below a name.",
    subject="crons",
    bad=[
        Example(
            "The name is missing, as in an example of Adobe's guide",
            {
                APP_FILE: """
                crons:
                    spec: "0 */8 * * *"
                #   ^^^^ the name of the job is missing above it
                    cmd: "php bin/magento export:start catalog_category_product"
                """
            },
        ),
        Example(
            "A command alone",
            {
                APP_FILE: """
                crons:
                    export: "php bin/magento export:start"
                #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs a spec and a cmd
                """
            },
        ),
    ],
    good=[
        Example(
            "With a name, even if it is an odd one",
            {
                APP_FILE: """
                crons:
                    spec:
                        spec: "0 */8 * * *"
                        cmd: "php bin/magento export:start catalog_category_product"
                """
            },
        ),
    ],
)
def cron_not_a_map(project: Project, report: Reporter) -> Iterator[Finding]:
    """Every job has a name of its own, and its `spec` and `cmd` stand below that.

    Without the name the platform takes `spec` and `cmd` for two jobs that have neither, and refuses
    the push.

    Source: guide, crons property, of which one example has this mistake.
    """
    source = project.app.source
    if source is None:
        return
    nameless = []
    for name, job in project.app.jobs.items():
        value = source.value(job.entry.value)
        if isinstance(value, (dict, type(None))) or not source.is_known(job.entry.value):
            continue
        if name in _KEYS:
            nameless.append(job)
            continue
        yield report(
            APP_FILE,
            value_place(job.entry),
            f"{name} needs a spec and a cmd below it; the platform refuses the push.",
        )
    for job in nameless[:1]:
        yield report(
            APP_FILE,
            job.entry.key.span,
            f"{job.name} belongs to a job, and the name of the job is missing above it: the "
            "platform refuses the push.",
        )
