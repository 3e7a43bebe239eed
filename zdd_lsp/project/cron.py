"""Cron expressions: what the five fields of a job's `spec` stand for, and what is wrong with them.

The platform asks for five fields. What else an implementation of cron reads differs from one to the
next, so that a flaw is either certain or doubtful. All places are offsets in the expression.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unit(NamedTuple):
    """What a field counts.

    Attributes:
        name: Its name in the singular.
        low: The smallest value.
        high: The largest value.
        cycle: How many different values there are; Sunday is both 0 and 7.
        names: The names of the values from ``low`` on, in small letters.
    """

    name: str
    low: int
    high: int
    cycle: int
    names: tuple[str, ...] = ()

    @property
    def top(self) -> int:
        """The last value of the cycle: Saturday, and not a second Sunday."""
        return self.low + self.cycle - 1


MINUTE: Final = Unit("minute", 0, 59, 60)
HOUR: Final = Unit("hour", 0, 23, 24)
DAY: Final = Unit("day of the month", 1, 31, 31)
MONTH: Final = Unit(
    *("month", 1, 12, 12),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
WEEKDAY: Final = Unit(
    *("day of the week", 0, 7, 7), ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
)
UNITS: Final = (MINUTE, HOUR, DAY, MONTH, WEEKDAY)

_LONGEST_MONTHS: Final = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
"""The days that a month may have where they are not 31."""


class Kind(Enum):
    """How bad a flaw is."""

    REFUSED = "refused"
    """No implementation of cron reads it."""
    DOUBTFUL = "doubtful"
    """Some implementations read it."""
    IDLE_STEP = "idle step"
    """A step that counts for nothing."""


class Flaw(NamedTuple):
    """Something wrong with an expression.

    Attributes:
        kind: How bad it is.
        span: The part that is wrong.
        message: What is wrong, as a sentence.
        cure: What was most probably meant instead of that part.
    """

    kind: Kind
    span: Span
    message: str
    cure: str | None = None


class Field(NamedTuple):
    """One of the five fields.

    Attributes:
        unit: What it counts.
        text: The field as written.
        span: Its place in the expression.
        values: The values on which the job runs; empty if nobody can tell. Sunday is 0.
        is_chosen: Whether the platform chooses the first value, as it does for ``H``. The values
            are then those of one choice.
    """

    unit: Unit
    text: str
    span: Span
    values: frozenset[int]
    is_chosen: bool

    @property
    def is_open(self) -> bool:
        """Tell whether every value will do."""
        return len(self.values) == self.unit.cycle


@dataclass(frozen=True)
class Schedule:
    """What a cron expression says.

    Attributes:
        text: The expression.
        fields: The five fields; none where there are more or fewer.
        flaws: What is wrong, in the order of the text; of each kind the first one of a field.
    """

    text: str
    fields: tuple[Field, ...]
    flaws: tuple[Flaw, ...]

    @property
    def is_known(self) -> bool:
        """Tell whether it is known when the job runs."""
        return bool(self.fields) and all(field.values for field in self.fields)

    @property
    def is_impossible(self) -> bool:
        """Tell whether no month has such a day, so that the job never runs."""
        if not self.is_known:
            return False
        _, _, days, months, weekdays = self.fields
        if not weekdays.is_open and not self.needs_both_days:
            return False
        longest = max(_LONGEST_MONTHS.get(month, DAY.high) for month in months.values)
        return min(days.values) > longest

    @property
    def needs_both_days(self) -> bool:
        """Tell whether a day has to fit both fields of days; otherwise one of them will do.

        Cron looks for an asterisk at the beginning of either field.
        """
        return any(self.fields[at].text.startswith("*") for at in (2, 4))

    @cached_property
    def interval(self) -> int | None:
        """The minutes between the two runs that are closest; None where that is unknown."""
        if not self.is_known or self.is_impossible:
            return None
        times = sorted(
            hour * MINUTE.cycle + minute
            for hour in self.fields[1].values
            for minute in self.fields[0].values
        )
        gaps = [after - before for before, after in pairwise(times)]
        if 1 not in gaps:
            day = HOUR.cycle * MINUTE.cycle
            gaps.append(self._fewest_days() * day - (times[-1] - times[0]))
        return min(gaps)

    def _fewest_days(self) -> int:
        """Return how far apart the two days are that are closest."""
        if all(field.is_open for field in self.fields[2:]):
            return 1
        ordinals = [day.toordinal() for day in _DAYS if self._runs_on(day)]
        return min((after - before for before, after in pairwise(ordinals)), default=len(_DAYS))

    def _runs_on(self, day: dt.date) -> bool:
        _, _, days, months, weekdays = self.fields
        if day.month not in months.values:
            return False
        fits = day.day in days.values, day.isoweekday() % WEEKDAY.cycle in weekdays.values
        return all(fits) if self.needs_both_days else any(fits)


class _Calendar:
    """All days of 28 years: in that time every date falls on every day of the week."""

    _FIRST: Final = dt.date(2000, 1, 1)
    _LENGTH: Final = 28 * 365 + 7

    def __len__(self) -> int:
        return self._LENGTH

    def __iter__(self) -> Iterator[dt.date]:
        return (self._FIRST + dt.timedelta(days=number) for number in range(self._LENGTH))


_DAYS: Final = _Calendar()


def read_schedule(text: str) -> Schedule:
    """Read a cron expression, whatever it is."""
    spans = [Span(*found.span()) for found in _WORD.finditer(text)]
    if len(spans) != len(UNITS):
        return Schedule(text, (), (_miscounted(text, spans),))
    fields: list[Field] = []
    flaws: list[Flaw] = []
    for unit, span in zip(UNITS, spans, strict=True):
        reader = _Reader(unit, span)
        fields.append(reader.field(span.slice(text)))
        flaws += reader.flaws.values()
    schedule = Schedule(text, tuple(fields), ())
    if schedule.is_impossible and not flaws:
        months = " or ".join(MONTH_NAMES[month] for month in sorted(fields[3].values))
        message = f"There is no day {min(fields[2].values)} in {months}."
        flaws.append(Flaw(Kind.DOUBTFUL, spans[2], message))
    return Schedule(text, tuple(fields), tuple(sorted(flaws, key=lambda flaw: flaw.span)))


MONTH_NAMES: Final = (
    *("", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_WORD: Final = re.compile(r"[^ \t\r\n]+")
_MACROS: Final = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}


def _miscounted(text: str, spans: list[Span]) -> Flaw:
    """Return what is wrong with an expression that has not five fields."""
    if not spans:
        return Flaw(
            Kind.REFUSED, Span(0, len(text)), "A schedule has five fields, and this is empty."
        )
    whole = Span(spans[0].start, spans[-1].end)
    word = whole.slice(text)
    if word.startswith("@") and len(spans) == 1:
        cure = _MACROS.get(word.lower())
        message = f"The platform asks for five fields, and {word} is a shorthand of some crons."
        return Flaw(Kind.DOUBTFUL, whole, message, cure)
    if len(spans) > len(UNITS):
        extra = Span(spans[len(UNITS)].start, whole.end)
        message = (
            f"A schedule has five fields, and this has {len(spans)}; none is for seconds or years."
        )
        return Flaw(Kind.REFUSED, extra, message)
    fields = "one field" if len(spans) == 1 else f"{len(spans)} fields"
    names = ", ".join(unit.name for unit in UNITS)
    return Flaw(
        Kind.REFUSED, whole, f"A schedule has five fields ({names}), and this has {fields}."
    )


_VALUE: Final = "[0-9]{1,9}|[A-Za-z]+"
_PART: Final = re.compile(
    rf"(?:(?P<all>\*)|(?P<chosen>H)(?:\((?P<from>[0-9]{{1,9}})-(?P<to>[0-9]{{1,9}})\))?"
    rf"|(?P<first>{_VALUE})(?:-(?P<last>{_VALUE}))?)(?:/(?P<step>[0-9]{{1,9}}))?"
)
_EXTENSION: Final = re.compile(
    r"\?|(?:[0-9]{1,2}|[A-Za-z]{3})#[1-5]|L-[0-9]{1,2}|[0-9]{0,2}[LW]|LW"
)
"""Signs of Quartz and its like: the third Friday, the last day, the nearest weekday."""


_LONGEST_WORD: Final = 20
"""What is longer is cut in messages."""


class _Reader:
    """Reads one field and keeps what is wrong with it: of each kind the first flaw."""

    def __init__(self, unit: Unit, place: Span) -> None:
        self._unit = unit
        self._place = place
        self.flaws: dict[Kind, Flaw] = {}

    def field(self, text: str) -> Field:
        """Read the text of the field."""
        values: set[int] = set()
        is_chosen, at = False, 0
        for part in text.split(","):
            match = None if _EXTENSION.fullmatch(part) else _PART.fullmatch(part)
            if match is None:
                self._unreadable(part, at)
            else:
                values |= self._values(match, at)
                is_chosen = is_chosen or match["chosen"] is not None
            at += len(part) + 1
        if Kind.REFUSED in self.flaws:
            values.clear()
        if self._unit is WEEKDAY:
            values = {value % WEEKDAY.cycle for value in values}
        return Field(self._unit, text, self._place, frozenset(values), is_chosen)

    def _flaw(self, kind: Kind, span: Span, message: str, cure: str | None = None) -> None:
        span = Span(self._place.start + span.start, self._place.start + span.end)
        self.flaws.setdefault(kind, Flaw(kind, span, message, cure))

    def _unreadable(self, part: str, at: int) -> None:
        """Note what is wrong with a part of the list that has no known form."""
        if part:
            self._no_value(part, Span(at, at + len(part)))
            return
        # Between two commas there is nothing to point at but the commas.
        message = f"The list of values for the {self._unit.name} lacks an item."
        self._flaw(Kind.REFUSED, Span(max(at - 1, 0), at + 1), message)

    def _no_value(self, word: str, span: Span) -> None:
        word = word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…"
        if self._unit in (DAY, WEEKDAY) and _EXTENSION.fullmatch(word):
            message = f"{word} is an extension of other schedulers, which cron does not have."
            self._flaw(Kind.DOUBTFUL, span, message, "*" if word == "?" else None)
        else:
            self._flaw(Kind.REFUSED, span, f"{word} is no {self._unit.name}.")

    def _values(self, match: re.Match[str], at: int) -> set[int]:
        """Return the values that a part of the list stands for; none where it is refused."""
        span = Span(at, at + len(match[0]))
        step = 1 if match["step"] is None else int(match["step"])
        if not step:
            self._flaw(Kind.REFUSED, span, f"The step of {match[0]} leads nowhere.")
        bounds = self._bounds(match, at)
        if bounds is None or not step:
            return set()
        first, last = bounds
        if match["chosen"]:
            return {first} if match["step"] is None else set(range(first, last + 1, step))
        if match["first"] and not match["last"] and match["step"]:
            self._step_behind_value(span, match["first"], first, step)
        elif first > last:
            return self._turned(span, match, first, last, step)
        elif first + step > last and step not in (1, self._unit.cycle):
            message = (
                f"A step of {step} is longer than the range: of {match[0]} only {first} is left."
            )
            self._flaw(Kind.IDLE_STEP, span, message)
        return set(range(first, last + 1, step))

    def _bounds(self, match: re.Match[str], at: int) -> tuple[int, int] | None:
        """Return the first and the last value of a part; None where one of them is refused."""
        for low, high in (("from", "to"), ("first", "last")):
            if match[low]:
                first = self._number(match, low, at)
                last = self._number(match, high, at) if match[high] else first
                return None if first is None or last is None else (first, last)
        return self._unit.low, self._unit.top

    def _number(self, match: re.Match[str], group: str, at: int) -> int | None:
        """Return the value that a number or a name stands for; None where it is refused."""
        unit, word = self._unit, match[group]
        span = Span(at + match.start(group), at + match.end(group))
        if word.isdigit():
            number = int(word)
            if unit.low <= number <= unit.high:
                return number
            message = f"{word} is no {unit.name}: it must be from {unit.low} to {unit.high}."
            self._flaw(Kind.REFUSED, span, message)
            return None
        name = next((name for name in unit.names if word.lower().startswith(name)), None)
        if name is None:
            self._no_value(word, span)
            return None
        if len(word) > len(name):
            message = f"Cron knows a {unit.name} by its first three letters."
            self._flaw(Kind.DOUBTFUL, span, message, word[: len(name)])
        return unit.low + unit.names.index(name)

    def _step_behind_value(self, span: Span, word: str, first: int, step: int) -> None:
        unit = self._unit
        cure, reading = word, ""
        if first + step <= unit.top:
            cure = f"*/{step}" if first == unit.low else f"{word}-{unit.top}/{step}"
            reading = f", or as {cure}"
        message = (
            "Cron knows steps behind an asterisk or a range only. "
            f"{word}/{step} is refused, or read as {word} alone{reading}."
        )
        self._flaw(Kind.IDLE_STEP, span, message, cure)

    def _turned(
        self, span: Span, match: re.Match[str], first: int, last: int, step: int
    ) -> set[int]:
        """Return the values of a range that goes beyond the end of the unit, such as ``22-2``."""
        unit = self._unit
        head = f"{first}-{unit.top}" if first < unit.top else f"{first}"
        tail = f"{unit.low}-{last}" if last > unit.low else f"{last}"
        if unit is WEEKDAY and last == unit.low:
            head, tail = f"{first}-{unit.high}", ""
        cure = ",".join(filter(None, (head, tail))) if match["step"] is None else None
        message = f"The range {match[0]} ends before it begins: most crons refuse it."
        self._flaw(Kind.DOUBTFUL, span, message, cure)
        beyond = [*range(first, unit.top + 1), *range(unit.low, last + 1)]
        return set(beyond[::step])
