"""What there is to say about the schedule of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import facts
from zdd_lsp.ide.explanation import Explanation, Fact
from zdd_lsp.project.cron_words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.cron import Schedule

_SHORTEST: Final = 5
"""The minutes between two runs that every plan allows; Pro Staging and Production allow one."""
_UNITS: Final = (("day", 24 * 60), ("hour", 60), ("minute", 1))


def of_schedule(project: Project, schedule: Schedule) -> Explanation:
    """Explain the schedule of a job of a project: when it runs, and how often."""
    said = dict.fromkeys([in_words(schedule), *(flaw.message for flaw in schedule.flaws)])
    return Explanation(
        name=schedule.text.strip(),
        kind="schedule of a job",
        paragraphs=tuple(text.replace("*", "\\*") for text in said),
        facts=tuple(_facts(project, schedule)),
        url=facts().url("crons"),
    )


def _facts(project: Project, schedule: Schedule) -> Iterator[Fact]:
    if not schedule.is_known:
        return
    yield Fact("Time zone", _zone(project))
    minutes = schedule.interval
    if minutes is None:
        return
    yield Fact("Shortest time between two runs", _duration(minutes))
    if minutes < _SHORTEST:
        yield Fact(
            "Plan",
            f"Starter and Pro integration environments run it once in {_SHORTEST} minutes at most",
        )


def _zone(project: Project) -> str:
    source, entry = project.app.source, project.app.root.get("timezone")
    value = source.value(entry.value) if source is not None and entry is not None else None
    return f"`{value}`" if isinstance(value, str) and value else "UTC"


def _duration(minutes: int) -> str:
    """Return a time in the two largest units that it has."""
    parts = []
    for name, length in _UNITS:
        count, minutes = divmod(minutes, length)
        if count:
            parts.append(f"{count} {name}" + ("s" if count > 1 else ""))
    return " ".join(parts[:2])
