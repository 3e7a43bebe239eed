"""What the rules about the jobs of `.magento.app.yaml` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.project.editing import Change
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Scalar, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Applicability, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.cron import Flaw, Kind
    from zdd_lsp.project.cron_jobs import CronJob
    from zdd_lsp.project.shell import Command, Word
    from zdd_lsp.project.source import SourceFile

_RUN: Final = "cron:run"
_MAGENTO: Final = "bin/magento"


def flaws(project: Project, *kinds: Kind) -> Iterator[tuple[SourceFile, CronJob, Flaw]]:
    """Yield what is wrong with the schedules of the jobs."""
    source = project.app.source
    if source is None:
        return
    for job in project.app.jobs.values():
        for flaw in job.schedule.flaws if job.schedule is not None else ():
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


def is_magento(command: Command) -> bool:
    """Tell whether a command runs `bin/magento`, with or without `php` before it."""
    return any(word.text.endswith(_MAGENTO) for word in command.words)


def cron_run(command: Command) -> Word | None:
    """Return the word `cron:run` of a command that runs the tasks of Commerce."""
    words = command.words if is_magento(command) else ()
    return next((word for word in words if word.text == _RUN), None)
