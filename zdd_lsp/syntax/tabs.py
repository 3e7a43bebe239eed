"""Tabs as indentation: YAML forbids them, people type them, and their lines still mean something.

A run of tabbed lines keeps its inner steps. Its first line becomes a child of the line above if
that one opens a block, and otherwise a sibling of a line nearby.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.syntax.lines import Lines

_NARROW_STEP = 2


class _Run(NamedTuple):
    """Neighbouring tabbed lines, ``first`` to ``last``, and the lines with text around them."""

    first: int
    last: int
    above: int | None
    below: int | None


def settle(lines: Lines) -> None:
    """Guess the indentation that was meant by every line with tabs; write it to the lines."""
    step = lines.step()
    known: list[int] = []
    seen = 0
    for run in _runs(lines):
        while seen < run.first:
            indent = lines.indent[seen]
            place = bisect_left(known, indent)
            if not lines.is_blank(seen) and known[place : place + 1] != [indent]:
                insort(known, indent)
            seen += 1
        base = _meant(lines, run, step, known)
        depths = [_tab_count(lines, line) for line in range(run.first, run.last + 1)]
        for number, depth in enumerate(depths):
            lines.indent[run.first + number] = max(0, base + (depth - depths[0]) * step)


def _runs(lines: Lines) -> Iterator[_Run]:
    """Yield the runs of tabbed lines, from the first to the last."""
    below: dict[int, int | None] = {}
    nearest = None
    for line in range(lines.count - 1, -1, -1):
        if line in lines.tabs:
            below[line] = nearest
        elif not lines.is_idle(line):
            nearest = line
    above, line = None, 0
    while line < lines.count:
        if line in lines.tabs:
            first = line
            while line + 1 in lines.tabs:
                line += 1
            yield _Run(first, line, above, below[line])
        elif not lines.is_idle(line):
            above = line
        line += 1


def _tab_count(lines: Lines, line: int) -> int:
    return lines.text.count("\t", lines.start[line], lines.content[line])


def _meant(lines: Lines, run: _Run, step: int, known: list[int]) -> int:
    """Return the indentation that the first line of a run probably should have.

    Args:
        lines: The lines.
        run: The run.
        step: The width of one indentation.
        known: The indentations above the run, sorted.
    """
    before = lines.indent[run.above] if run.above is not None else -step
    after = lines.indent[run.below] if run.below is not None else None
    if run.above is not None and lines.opens(run.above):
        if after is None or after <= before:
            return before + step
        # The run may open the block of the line below in its turn.
        twice = lines.opens(run.last) and after - before >= 2 * _NARROW_STEP
        return (before + after) // 2 if twice else after
    if after is None or after == before or before < 0:
        return max(0, before)
    if lines.opens(run.last) and after <= before:
        # The run opens the block that the line below belongs to.
        place = bisect_left(known, after)
        return known[place - 1] if place else 0
    return before
