"""Where a cursor stands, in a text that need not be valid.

A keystroke must not wait until a long file is read, so that no tree is made: the lines around the
cursor say what is above and beside it. Indentation decides. On an empty line that of the cursor
counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from zdd_lsp.ide.completion.flow import find_in_flow
from zdd_lsp.ide.completion.line import BLOCK_HEADER, Line, read_line, unquoted
from zdd_lsp.ide.completion.slot import ITEM, Kind, Neighbour, Slot
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.ide.completion.flow import InFlow
    from zdd_lsp.text.lines import LineIndex

LONGEST: Final = 5000
"""Characters of a line beyond which nobody is typing it."""
_STEP: Final = 2
_SHOWN: Final = 100
"""How many lines are looked at for the width of an indentation."""
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?:[ \t]|$)")
_LINE: Final = re.compile(r"( *)([^\r\n]*)")
_FLOW: Final = ("[", "{")
_QUOTES: Final = ("'", '"')


@lru_cache(maxsize=64)
def _outer_lines(column: int) -> re.Pattern[str]:
    """Return what finds the beginning of a line that does not stand deeper than a column."""
    return re.compile(rf"(?:\A|[\r\n]) {{0,{column}}}(?=[^ \r\n#])")


def find_slot(lines: LineIndex, offset: int) -> Slot | None:
    """Return the place of a cursor; None where nothing can be offered.

    Args:
        lines: The text, cut into lines.
        offset: The cursor.
    """
    finder = _Finder(lines, offset)
    if len(finder.own_text) > LONGEST or "\t" in finder.own_text[: finder.cursor]:
        return None
    return finder.find()


@dataclass(slots=True)
class _Level:
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


class _Finder:
    """Looks at the lines around a cursor."""

    def __init__(self, lines: LineIndex, offset: int, moved: int | None = None) -> None:
        """Begin to look.

        Args:
            lines: The text.
            offset: The cursor.
            moved: The column at which the line is thought to begin, where it is not there.
        """
        self._lines = lines
        self._text = lines.text
        self._starts = lines.starts
        self._number = lines.line_at(offset)
        span = lines.line_span(self._number)
        self._start, self._offset = span.start, min(offset, span.end)
        self.own_text = span.slice(self._text)
        self.cursor = self._offset - span.start
        self._moved = moved
        self._own = read_line(self.own_text)
        self._levels: list[_Level] = []
        """The collections around the cursor, from the innermost on."""
        self._child: int | None = None
        """Where the first line of the innermost collection stands."""
        self._is_text = False
        """Whether a line that is neither key nor item stands above."""

    def find(self) -> Slot | None:
        """Return the place."""
        own = self._own
        is_blank = own.key is None and own.start == own.end and own.comment is None
        column = own.column
        if is_blank and not (own.dashes and self.cursor <= own.dashes[-1] + 1):
            column = self.cursor
        level = _Level(column if self._moved is None else self._moved, is_list=None)
        self._levels.append(level)
        for dash in reversed(own.dashes):
            self._levels[-1].name = ITEM
            self._levels.append(_Level(dash, is_list=True))
        self._climb()
        # What stands inside a text only looks like keys.
        for level in reversed(self._levels):
            found = self._within(level)
            if found is not None:
                return found if isinstance(found, Slot) else None
        if own.comment is not None and self.cursor > own.comment:
            return self._comment(own.comment)
        if self._is_text or self.cursor < column:
            return None
        self._descend()
        return self._aligned(column) or self._in_line(column, is_blank=is_blank)

    def _aligned(self, column: int) -> Slot | None:
        """Return the place that the line would have at the column of its neighbours."""
        is_bare = self._own.key is None and not self._own.dashes and self._moved is None
        if not is_bare or self._child in (None, 0, column):
            return None
        slot = _Finder(self._lines, self._offset, self._child).find()
        return None if slot is None else replace(slot, shift=slot.column - column)

    # What is above and below

    def _content(self, number: int) -> re.Match[str] | None:
        """Return blanks and content of a line; None for a blank one and for a comment."""
        match = _LINE.match(self._text, self._starts[number])
        if match is None or not match[2] or match[2][0] == "#" or len(match[2]) > LONGEST:
            return None
        return match

    def _outer(self, column: int, first: int, end: int) -> Iterator[int]:
        """Yield the lines from ``first`` to ``end`` that do not stand deeper than a column."""
        begin, limit = self._lines.line_span(first).start, self._lines.line_span(end).start
        for found in _outer_lines(column).finditer(self._text, max(begin - 1, 0), limit):
            yield self._lines.line_at(found.end())

    def _climb(self) -> None:
        inner = len(self._levels)
        top = 0
        # What stands deeper is inside a neighbour, and of no interest.
        for number in reversed(list(self._outer(self._levels[-1].column, 0, self._number))):
            match = self._content(number)
            if match is None:
                continue
            indent = len(match[1])
            if indent == 0 and _MARKER.match(match[0]):
                top = max(top, number + 1)
                break
            if indent <= self._levels[-1].column:
                self._take(read_line(match[0]), number)
            if len(self._levels) > inner and not top:
                top = number + 1
        if self._child is None:
            self._child = next(self._indents(top, self._number), None)

    def _indents(self, first: int, end: int) -> Iterator[int]:
        """Yield the indentation of the lines from ``first`` to ``end``."""
        for number in range(first, end):
            match = self._content(number)
            if match is not None:
                yield len(match[1])

    def _take(self, line: Line, number: int) -> None:
        """Take in a line above: its marks from right to left."""
        marks = [*line.dashes, line.column]
        for place in range(len(marks) - 1, -1, -1):
            column, is_dash = marks[place], place < len(line.dashes)
            level = self._levels[-1]
            is_text = not is_dash and line.key is None
            if is_text and column >= level.column:
                continue
            if is_text:
                self._is_text = True
                level.column = column
                continue
            is_above = column < level.column or (
                column == level.column and bool(level.is_list) and not is_dash
            )
            if column == level.column and not is_above:
                self._beside(level, line, is_dash=is_dash)
            elif is_above:
                if len(self._levels) == 1 + len(self._own.dashes) and place + 1 < len(marks):
                    self._child = marks[place + 1]
                self._enter(level, line, number, is_dash=is_dash, column=column)

    @staticmethod
    def _beside(level: _Level, line: Line, *, is_dash: bool) -> None:
        if is_dash:
            level.items.append(line.value if line.key is None else "")
        else:
            level.is_list = False
            level.beside.setdefault(unquoted(line.key or ""), _neighbour(line))

    def _enter(self, level: _Level, line: Line, number: int, *, is_dash: bool, column: int) -> None:
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
        above = _Level(column, is_list=is_dash)
        self._levels.append(above)
        if not is_dash:
            above.beside[level.name] = _neighbour(line)

    def _descend(self) -> None:
        levels = list(self._levels)
        below, end = self._number + 1, len(self._starts)
        if self._child is None and len(levels) > 1:
            child = next(self._indents(below, end), 0)
            self._child = child if child > levels[1].column else None
        for number in self._outer(levels[0].column, below, end):
            match = self._content(number)
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

    # Inside values of several lines

    def _within(self, level: _Level) -> Slot | Literal[True] | None:
        """Return the place in the value above a level, or True where it takes nothing below it."""
        value = level.value
        if level.line < 0 or not value:
            return None
        if BLOCK_HEADER.match(value):
            return self._script(level)
        if value.startswith(_FLOW):
            found = find_in_flow(self._text, level.start, self._offset)
            return True if found is None else self._flow(found, self._path(level))
        return True

    def _script(self, level: _Level) -> Slot:
        lines = list(self._raw(range(level.line + 1, self._number)))
        head = self.own_text[: self.cursor]
        begin = len(head) - len(head.lstrip())
        rest = re.match(r"[^\s;|&]*", self.own_text[self.cursor :])
        end = self.cursor + (rest.end() if rest is not None else 0)
        return Slot(
            kind=Kind.SCRIPT,
            path=self._path(level),
            span=self._span(begin, end),
            typed=head[begin:],
            indent=begin,
            column=begin,
            head=head,
            before=tuple(lines),
            after=tuple(self._behind(level)),
        )

    def _raw(self, numbers: Iterable[int]) -> Iterator[str]:
        for number in numbers:
            match = _LINE.match(self._text, self._starts[number])
            yield match[0] if match is not None else ""

    def _behind(self, level: _Level) -> Iterator[str]:
        """Yield the lines of a block scalar behind the cursor's."""
        column = self._levels[self._levels.index(level) + 1].column
        for text in self._raw(range(self._number + 1, len(self._starts))):
            if text.strip() and len(text) - len(text.lstrip(" ")) <= column:
                return
            yield text

    def _flow(self, found: InFlow, path: tuple[str, ...]) -> Slot:
        kind = Kind.VALUE if found.is_value else Kind.KEY if found.is_map else Kind.ITEM
        own = () if found.is_map else (ITEM,)
        return Slot(
            kind=kind,
            path=(*path, *found.path, *own),
            span=found.span,
            typed=self._typed(found.span),
            quote=self._quote(found.span),
            is_flow=True,
            has_colon=found.has_colon,
            needs_blank=found.needs_blank,
            beside=found.beside,
            around=tuple(each.beside for each in reversed(self._levels)),
            items=found.items,
        )

    # On the line itself

    def _in_line(self, column: int, *, is_blank: bool) -> Slot | None:
        own, cursor = self._own, self.cursor
        path = self._path(self._levels[0])
        if own.key is not None and own.colon is not None:
            if cursor <= own.key_end:
                return self._key(path, Span(column, own.key_end), has_colon=True)
            return self._value((*path, unquoted(own.key))) if cursor >= own.colon else None
        if is_blank:
            is_tight = bool(own.dashes) and cursor <= own.dashes[-1] + 1
            span = None if is_tight else Span(cursor, len(self.own_text))
            return self._bare(path, span)
        if own.value.startswith(_FLOW):
            return self._open_flow(path)
        span = Span(own.start, own.end)
        is_none = not span.touches(cursor) or BLOCK_HEADER.match(own.value)
        return self._bare(path, None if is_none else span)

    def _bare(self, path: tuple[str, ...], span: Span | None) -> Slot | None:
        """Return the place of a line without a colon."""
        if span is None:
            return None
        if self._own.dashes:
            return self._slot(Kind.ITEM, path, span)
        return self._key(path, span, has_colon=False)

    def _open_flow(self, path: tuple[str, ...]) -> Slot | None:
        start = self._start + self._own.start
        found = find_in_flow(self._text, start, self._offset) if self._offset > start else None
        return None if found is None else self._flow(found, path)

    def _value(self, path: tuple[str, ...]) -> Slot | None:
        own, cursor = self._own, self.cursor
        if own.value.startswith(_FLOW):
            return self._open_flow(path)
        if BLOCK_HEADER.match(own.value):
            return None
        span = Span(own.start, own.end) if own.value else Span(cursor, cursor)
        if not span.touches(cursor):
            return None
        return self._slot(Kind.VALUE, path, span, needs_blank=span.start == own.colon)

    def _key(self, path: tuple[str, ...], span: Span, *, has_colon: bool) -> Slot:
        return self._slot(Kind.KEY, path, span, has_colon=has_colon)

    def _slot(
        self,
        kind: Kind,
        path: tuple[str, ...],
        span: Span,
        *,
        has_colon: bool = False,
        needs_blank: bool = False,
    ) -> Slot:
        inner, *outer = self._levels
        whole = self._span(*span)
        listed = inner.items if kind is Kind.KEY or not outer else outer[0].items
        return Slot(
            kind=kind,
            path=path,
            span=whole,
            typed=self._typed(whole),
            quote=self._quote(whole),
            column=inner.column,
            indent=min(self._own.indent, self.cursor),
            step=self._step(),
            has_colon=has_colon,
            has_dash=inner.is_list,
            needs_blank=needs_blank,
            beside=inner.beside,
            around=tuple(each.beside for each in reversed(outer)),
            items=tuple(listed),
        )

    def _comment(self, start: int) -> Slot:
        whole = Span(self._start + start, self._start + len(self.own_text))
        head = self.own_text[start : self.cursor]
        return Slot(kind=Kind.COMMENT, path=(), span=whole, head=head)

    # Parts

    def _span(self, start: int, end: int) -> Span:
        return Span(self._start + start, self._start + end)

    def _quote(self, span: Span) -> str:
        first = self._text[span.start : span.start + 1]
        return first if first in _QUOTES and self._offset > span.start else ""

    def _typed(self, span: Span) -> str:
        written = self._text[span.start : max(self._offset, span.start)]
        return written.removeprefix(self._quote(span))

    def _path(self, level: _Level) -> tuple[str, ...]:
        """Return the keys above a level, the one that it is the value of included."""
        levels = self._levels[self._levels.index(level) :]
        return tuple(each.name for each in reversed(levels) if each.name is not None)

    def _step(self) -> int:
        """Return the width of a level: as above the cursor, or as the file begins."""
        inner, *outer = self._levels
        if outer and not outer[0].is_list and inner.column > outer[0].column:
            return inner.column - outer[0].column
        before = 0
        for number in range(min(_SHOWN, len(self._starts))):
            match = self._content(number)
            if match is None or number == self._number:
                continue
            if len(match[1]) > before:
                return len(match[1]) - before
            before = len(match[1])
        return _STEP


def _neighbour(line: Line) -> Neighbour:
    return Neighbour(line.key or "", line.value, line.anchor)
