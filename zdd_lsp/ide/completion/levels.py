"""The collections around a line, found by the lines above and below it.

Indentation decides. No tree is made, so that a keystroke need not wait until a long file is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zdd_lsp.ide.completion.line import Line, read_line, unquoted
from zdd_lsp.ide.completion.slot import ITEM, Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.text.lines import LineIndex

LONGEST: Final = 5000
"""Characters of a line beyond which nobody is typing it."""
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
LINE: Final = re.compile(r"( *)([^\r\n]*)")
"""A line from its beginning on. Groups: the blanks, the rest."""


@lru_cache(maxsize=64)
def _outer_lines(column: int) -> re.Pattern[str]:
    """Return what finds the beginning of a line that does not stand deeper than a column."""
    return re.compile(rf"(?:\A|[\r\n]) {{0,{column}}}(?=[^ \r\n#])")


@dataclass(slots=True)
class Level:
    """A collection around the cursor, and what stands in it.

    Attributes:
        column: Where its keys or dashes stand.
        is_list: Whether it has dashes; None if nothing says so yet.
        name: The key above it, or `ITEM`; None for the outermost, or where text stands.
        value: What the line of that key has for a value.
        start: Where that value begins in the text.
        line: The number of that line; -1 for the cursor's own.
        beside: The keys in it.
        items: The items in it.
    """

    column: int
    is_list: bool | None
    name: str | None = None
    value: str = ""
    start: int = 0
    line: int = -1
    beside: dict[str, Neighbour] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Take note of the first key or item of a line that stands in the collection."""
        if line.dashes and line.first == self.column:
            self.items.append(line.value if line.key is None else "")
        elif line.key is not None:
            self.beside.setdefault(unquoted(line.key), _neighbour(line))


class Around:
    """The collections around one line.

    Attributes:
        levels: The collections, from the innermost on.
        child: Where the first line of the innermost stands; None if that is not known.
        is_text: Whether a line that is neither key nor item stands above.
    """

    def __init__(self, lines: LineIndex, number: int, own: Line, column: int) -> None:
        """Begin with what the line itself says.

        Args:
            lines: The text.
            number: The line.
            own: The same line, taken apart.
            column: Where its content stands, or should.
        """
        self._lines = lines
        self._text = lines.text
        self._starts = lines.starts
        self._number = number
        self.child: int | None = None
        self.is_text = False
        self.levels = [Level(column, is_list=None)]
        for dash in reversed(own.dashes):
            self.levels[-1].name = ITEM
            self.levels.append(Level(dash, is_list=True))
        self._own = len(self.levels)
        """How many of them begin on the line."""

    def path(self, level: Level) -> tuple[str, ...]:
        """Return the keys above a level, the one that it is the value of included."""
        levels = self.levels[self.levels.index(level) :]
        return tuple(each.name for each in reversed(levels) if each.name is not None)

    def content(self, number: int) -> re.Match[str] | None:
        """Return blanks and content of a line; None for a blank one and for a comment."""
        match = LINE.match(self._text, self._starts[number])
        if match is None or not match[2] or match[2][0] == "#" or len(match[2]) > LONGEST:
            return None
        return match

    def _outer(self, column: int, first: int, end: int) -> Iterator[int]:
        """Yield the lines from ``first`` to ``end`` that do not stand deeper than a column."""
        begin, limit = self._lines.line_span(first).start, self._lines.line_span(end).start
        for found in _outer_lines(column).finditer(self._text, max(begin - 1, 0), limit):
            yield self._lines.line_at(found.end())

    def climb(self) -> None:
        """Find the collections, by the lines above."""
        top = 0
        # What stands deeper is inside a neighbour, and of no interest.
        for number in reversed(list(self._outer(self.levels[-1].column, 0, self._number))):
            match = self.content(number)
            if match is None:
                continue
            indent = len(match[1])
            if indent == 0 and _MARKER.match(match[0]):
                top = max(top, number + 1)
                break
            if indent <= self.levels[-1].column:
                self._take(read_line(match[0]), number)
            if len(self.levels) > self._own and not top:
                top = number + 1
        if self.child is None:
            self.child = next(self._indents(top, self._number), None)

    def _indents(self, first: int, end: int) -> Iterator[int]:
        """Yield the indentation of the lines from ``first`` to ``end``."""
        for number in range(first, end):
            match = self.content(number)
            if match is not None:
                yield len(match[1])

    def _take(self, line: Line, number: int) -> None:
        """Take in a line above: its marks from right to left."""
        marks = [*line.dashes, line.column]
        for place in range(len(marks) - 1, -1, -1):
            column, is_dash = marks[place], place < len(line.dashes)
            level = self.levels[-1]
            is_text = not is_dash and line.key is None
            if is_text and column >= level.column:
                continue
            if is_text:
                self.is_text = True
                level.column = column
                continue
            is_above = column < level.column or (
                column == level.column and bool(level.is_list) and not is_dash
            )
            if column == level.column and not is_above:
                self._beside(level, line, is_dash=is_dash)
            elif is_above:
                if len(self.levels) == self._own and place + 1 < len(marks):
                    self.child = marks[place + 1]
                self._enter(level, line, number, is_dash=is_dash, column=column)

    @staticmethod
    def _beside(level: Level, line: Line, *, is_dash: bool) -> None:
        if is_dash:
            level.items.append(line.value if line.key is None else "")
        else:
            level.is_list = False
            level.beside.setdefault(unquoted(line.key or ""), _neighbour(line))

    def _enter(self, level: Level, line: Line, number: int, *, is_dash: bool, column: int) -> None:
        """Go on to the collection in which the key or the dash stands that is above a level."""
        if is_dash:
            level.name = ITEM
            level.value = line.value if line.key is None else ""
        else:
            level.name = unquoted(line.key or "")
            level.value = line.value
        level.start, level.line = self._starts[number] + line.start, number
        if level.is_list is None and level.items and not level.beside:
            level.is_list = True
        above = Level(column, is_list=is_dash)
        self.levels.append(above)
        if not is_dash:
            above.beside[level.name] = _neighbour(line)

    def descend(self) -> None:
        """Add what stands below the line in the collections that `climb` has found."""
        levels = list(self.levels)
        below, end = self._number + 1, len(self._starts)
        if self.child is None and len(levels) > 1:
            child = next(self._indents(below, end), 0)
            self.child = child if child > levels[1].column else None
        for number in self._outer(levels[0].column, below, end):
            match = self.content(number)
            if match is None:
                continue
            indent = len(match[1])
            if indent > levels[0].column:
                continue
            line = read_line(match[0])
            is_dash = bool(line.dashes)
            while levels and (
                levels[0].column > indent
                or (levels[0].column == indent and levels[0].is_list and not is_dash)
            ):
                del levels[0]
            if not levels or (indent == 0 and _MARKER.match(match[0])):
                return
            level = levels[0]
            if level.column == indent and not (is_dash and level.is_list is False):
                level.take(line)
                if level.is_list is None:
                    level.is_list = is_dash


def _neighbour(line: Line) -> Neighbour:
    return Neighbour(line.key or "", line.value, line.anchor)
