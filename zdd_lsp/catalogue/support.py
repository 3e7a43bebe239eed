"""Until when Adobe supports what, and until when it tolerates what it does not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue import tables

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


class Lifecycle(NamedTuple):
    """The dates of a line of Commerce; None where Adobe has named no day.

    Attributes:
        released: When it came out.
        regular: The last day of regular support.
        extended: The last day of extended support.
        security: The last day on which it gets security corrections, and nothing else.
        enforced: The day from which Adobe does not keep environments that still run it.
    """

    released: dt.date
    regular: dt.date
    extended: dt.date | None = None
    security: dt.date | None = None
    enforced: dt.date | None = None


class Deadline(NamedTuple):
    """Versions that have to be gone by a day.

    Attributes:
        part: The part, a name of the matrix.
        versions: The versions, as a constraint.
        date: The day from which Adobe suspends the traffic of environments that have them.
        target: The part to go to: the same one, or the one that takes its place.
        to: The least version to go to, by a constraint on Commerce; the first that fits counts.
    """

    part: str
    versions: str
    date: dt.date
    target: str
    to: tuple[tuple[str, str], ...]


class Support(NamedTuple):
    """All dates that Adobe has named.

    Attributes:
        lines: The lines of Commerce, the oldest first.
        line_notice: How many months before the end of its regular support a line is worth a word.
        deadlines: The versions that have to go.
        deadline_notice: How many months before its day a deadline is worth a word.
    """

    lines: Mapping[str, Lifecycle]
    line_notice: int
    deadlines: tuple[Deadline, ...]
    deadline_notice: int


@cache
def support() -> Support:
    """Return the dates."""
    content = tables.read("support.toml")
    commerce, enforced = content["commerce"], content["enforced"]
    return Support(
        lines={name: Lifecycle(**dates) for name, dates in commerce["lines"].items()},
        line_notice=commerce["notice_months"],
        deadlines=tuple(
            Deadline(
                part=table["part"],
                versions=table["versions"],
                date=table["date"],
                target=table.get("successor", table["part"]),
                to=tuple((commerce, version) for commerce, version in table["to"]),
            )
            for table in enforced["deadlines"]
        ),
        deadline_notice=enforced["notice_months"],
    )
