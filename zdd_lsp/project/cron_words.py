"""Cron expressions in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.cron import MONTH_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.project.cron import Field, Schedule

_WEEKDAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_CHOSEN: Final = "that the platform chooses"
_FEW: Final = 6
"""So many times of a day or values of a field are listed one by one."""


def in_words(schedule: Schedule) -> str:
    """Say when a job runs, in one sentence; of what nobody can read, what is wrong with it."""
    if not schedule.is_known:
        return next((flaw.message for flaw in schedule.flaws), "Nobody can tell when this is.")
    if schedule.is_impossible:
        return "Never."
    minutes, hours, days, months, weekdays = schedule.fields
    time = _times(minutes, hours)
    if time and days.is_open and weekdays.is_open:
        time += " every day"
    said = [time or _minutes(minutes, hours) + _hours(minutes, hours)]
    if not (days.is_open and weekdays.is_open):
        said.append(_dates(schedule))
    if not months.is_open:
        said.append(_months(months))
    text = ", ".join(said)
    return f"{text[0].upper()}{text[1:]}."


def _times(minutes: Field, hours: Field) -> str:
    """Return the times of the day if they are few and known."""
    is_chosen = minutes.is_chosen or hours.is_chosen
    if is_chosen or len(minutes.values) * len(hours.values) > _FEW:
        return ""
    found = [
        f"{hour:02}:{minute:02}"
        for hour in sorted(hours.values)
        for minute in sorted(minutes.values)
    ]
    return f"at {_listed(found)}"


def _minutes(minutes: Field, hours: Field) -> str:
    step, unit = _step(minutes), minutes.unit
    if minutes.is_chosen:
        if step:
            return f"every {step} minutes from one {_CHOSEN}"
        often = "once an hour, " if hours.is_open else ""
        return f"{often}at a minute {_CHOSEN}"
    if minutes.is_open:
        return "every minute"
    if step and len(minutes.values) * step == unit.cycle:
        start = min(minutes.values)
        return f"every {step} minutes" + (f" from minute {start}" if start else "")
    return f"at {_counted('minute', sorted(minutes.values))}"


def _hours(minutes: Field, hours: Field) -> str:
    """Return which hours, in words that go on with those of the minutes."""
    is_every = len(minutes.values) > 1 and not _minutes(minutes, hours).startswith("at ")
    if hours.is_chosen:
        step = _step(hours)
        return f" of every {step} hours from one {_CHOSEN}" if step else f" of an hour {_CHOSEN}"
    if hours.is_open:
        return "" if is_every or minutes.is_chosen else " of every hour"
    values = sorted(hours.values)
    if is_every and _is_row(values, 1):
        return f" from {values[0]:02}:00 to {values[-1]:02}:59"
    return f" of {_counted('hour', values, 'the ')}"


def _dates(schedule: Schedule) -> str:
    """Return which days of the month and of the week."""
    _, _, days, _, weekdays = schedule.fields
    if days.is_open:
        return _weekdays(weekdays)
    if days.is_chosen:
        said = f"on a day of the month {_CHOSEN}"
    else:
        said = f"on {_counted('day', sorted(days.values))} of the month"
    if weekdays.is_open:
        return said
    joint = ", but only" if schedule.needs_both_days else " and"
    return f"{said}{joint} {_weekdays(weekdays)}"


def _weekdays(field: Field) -> str:
    if field.is_chosen:
        return f"on a day of the week {_CHOSEN}"
    # A week begins with Monday here, so that a weekend is two days in a row.
    values = sorted((value - 1) % field.unit.cycle for value in field.values)
    names = [_WEEKDAYS[(value + 1) % field.unit.cycle] for value in values]
    if _is_row(values):
        return f"from {names[0]} to {names[-1]}"
    return f"on {_listed([f'{name}s' for name in names])}"


def _months(field: Field) -> str:
    if field.is_chosen:
        return f"in a month {_CHOSEN}"
    values = sorted(field.values)
    if _is_row(values):
        return f"from {MONTH_NAMES[values[0]]} to {MONTH_NAMES[values[-1]]}"
    return f"in {_listed([MONTH_NAMES[value] for value in values])}"


def _step(field: Field) -> int | None:
    """Return the distance of the values, if there are several and it is always the same."""
    gaps = {after - before for before, after in pairwise(sorted(field.values))}
    return gaps.pop() if len(gaps) == 1 else None


def _counted(noun: str, values: Sequence[int], article: str = "") -> str:
    """Return numbers with what they count: ``minutes 0, 15 and 30``, ``the hours 8 to 18``."""
    if len(values) == 1:
        return f"{noun} {values[0]}"
    if _is_row(values):
        return f"{article}{noun}s {values[0]} to {values[-1]}"
    return f"{article}{noun}s {_listed([str(value) for value in values])}"


def _is_row(values: Sequence[int], fewest: int = 3) -> bool:
    """Tell whether sorted numbers follow each other without a gap, and are not too few."""
    return len(values) >= fewest and values[-1] - values[0] + 1 == len(values)


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else words[0]
