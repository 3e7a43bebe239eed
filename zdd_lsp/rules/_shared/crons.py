"""What the rules about the jobs of `.magento.app.yaml` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.project.calls import MAGENTO, call
from zdd_lsp.project.editing import Change
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Scalar, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Applicability, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.cron import Flaw, Kind, Schedule
    from zdd_lsp.project.cron_jobs import CronJob
    from zdd_lsp.project.shell import Command, Word
    from zdd_lsp.project.source import SourceFile

_RUN: Final = "cron:run"


def scheduled(project: Project) -> Iterator[tuple[SourceFile, CronJob, Schedule]]:
    """Yield the jobs that have a schedule; of those that share one the first."""
    source, seen = project.app.source, set()
    for job in project.app.jobs.values():
        if source is not None and job.schedule is not None and id(job.spec) not in seen:
            seen.add(id(job.spec))
            yield source, job, job.schedule


def flaws(project: Project, *kinds: Kind) -> Iterator[tuple[SourceFile, CronJob, Flaw]]:
    """Yield what is wrong with the schedules of the jobs."""
    for source, job, schedule in scheduled(project):
        for flaw in schedule.flaws:
            if flaw.kind in kinds:
                yield source, job, flaw


def cures(
    source: SourceFile, job: CronJob, flaw: Flaw, applicability: Applicability
) -> tuple[Fix, ...]:
    """Return the fix that writes what was most probably meant, if that is known.

    A schedule behind an alias, or one that is not written as it is read, is left to a person.
    """
    spec, schedule, cure = job.spec, job.schedule, flaw.cure
    if spec is None or schedule is None or cure is None:
        return ()
    node, place = spec.value, job.place(source, flaw.span)
    if not isinstance(node, Scalar) or place.slice(source.text) != flaw.span.slice(schedule.text):
        return ()
    change = Change(source.path, place, cure)
    if node.style is Style.PLAIN and place.start == node.span.start and cure.startswith("*"):
        # Without quotes an asterisk at the beginning would be an alias.
        rest = source.text[place.end : node.span.end]
        change = Change(source.path, node.span, f'"{cure}{rest}"')
    return fix(f"Write {cure}", change, applicability)


def cron_run(command: Command) -> Word | None:
    """Return the word `cron:run` of a command that runs the tasks of Commerce."""
    found = call(command)
    if found is None or found.tool != MAGENTO or found.name is None:
        return None
    return found.name if found.name.text == _RUN else None
