"""The jobs that `.magento.app.yaml` declares under `crons`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.cron import Schedule, read_schedule
from zdd_lsp.project.env import known_entries
from zdd_lsp.project.parts import part_place
from zdd_lsp.project.shell import Script, read_script

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.text.span import Span


class CronJob(NamedTuple):
    """A job.

    Attributes:
        name: Its name.
        entry: The job in the tree.
        spec: The entry ``spec``; None if there is none.
        schedule: When it runs; None if ``spec`` is no text.
        command: The entry ``cmd``, or ``start`` below ``commands``; None if there is none.
        script: What it runs; it is empty where nobody can tell, and open.
    """

    name: str
    entry: Entry
    spec: Entry | None
    schedule: Schedule | None
    command: Entry | None
    script: Script

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
    declared = known_entries(source, crons.value)
    return {name: _job(source, name, entry) for name, entry in declared.items()}


def _job(source: SourceFile, name: str, entry: Entry) -> CronJob:
    keys = known_entries(source, entry.value)
    spec = keys.get("spec")
    text = source.value(spec.value) if spec is not None and source.is_known(spec.value) else None
    schedule = read_schedule(text) if isinstance(text, str) else None
    commands = known_entries(source, keys["commands"].value) if "commands" in keys else {}
    command = commands.get("start") or keys.get("cmd")
    script = Script("", is_open=True) if command is None else read_script(source, command.value)
    return CronJob(name, entry, spec, schedule, command, script)
