"""The jobs that `.magento.app.yaml` declares under `crons`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.cron import Schedule, read_schedule
from zdd_lsp.project.env import known_entries
from zdd_lsp.project.parts import part_place

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.text.span import Span


class Command(NamedTuple):
    """A shell command.

    Attributes:
        text: The command.
        entry: The entry ``cmd``, or ``start`` below ``commands``.
    """

    text: str
    entry: Entry


class CronJob(NamedTuple):
    """A job.

    Attributes:
        name: Its name.
        entry: The job in the tree.
        spec: The entry ``spec``; None if there is none.
        schedule: When it runs; None if ``spec`` is no text.
        command: What it runs; None if the file does not say.
    """

    name: str
    entry: Entry
    spec: Entry | None
    schedule: Schedule | None
    command: Command | None

    def place(self, source: SourceFile, part: Span) -> Span:
        """Return where a part of the schedule's text stands in the file."""
        return (
            self.entry.key.span if self.spec is None else part_place(source, self.spec.value, part)
        )


def cron_jobs(source: SourceFile, crons: Entry) -> dict[str, CronJob]:
    """Return the jobs by name. What a tag fetches from somewhere else is not judged.

    Args:
        source: The file.
        crons: The entry ``crons``.
    """
    return {
        name: _job(source, name, entry)
        for name, entry in known_entries(source, crons.value).items()
    }


def _job(source: SourceFile, name: str, entry: Entry) -> CronJob:
    keys = known_entries(source, entry.value)
    spec = keys.get("spec")
    text = source.value(spec.value) if spec is not None and source.is_known(spec.value) else None
    schedule = read_schedule(text) if isinstance(text, str) else None
    commands = known_entries(source, keys["commands"].value) if "commands" in keys else {}
    command = None
    for each in (commands.get("start"), keys.get("cmd")):
        run = source.value(each.value) if each is not None and source.is_known(each.value) else None
        if command is None and each is not None and isinstance(run, str):
            command = Command(run, each)
    return CronJob(name, entry, spec, schedule, command)
