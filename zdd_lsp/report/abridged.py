"""Example files as they are shown in documentation."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from zdd_lsp.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPEATED = 4
"""So many equal lines in a row are counted instead of shown."""


def abridged(text: str) -> Iterator[str]:
    """Yield the lines of a text as a page shows them.

    Nothing in them is invisible but tabs, and of many equal lines in a row only the first is there.
    """
    for line, equal in groupby(text.split("\n")):
        count = sum(1 for _ in equal)
        shown = "\t".join(printable(part) for part in line.split("\t"))
        if line and count >= _REPEATED:
            yield shown
            yield f"# … and {count - 1} more lines like this one"
        else:
            yield from [shown] * count
