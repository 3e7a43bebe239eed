"""Where a cursor stands, in a text that need not be valid.

The lines around the cursor say what is above and beside it (`levels`). On an empty line the
indentation of the cursor counts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from zdd_lsp.ide.completion.flow import find_in_flow
from zdd_lsp.ide.completion.levels import LINE, LONGEST, Around, Level
from zdd_lsp.ide.completion.line import BLOCK_HEADER, read_line, unquoted
from zdd_lsp.ide.completion.slot import ITEM, Kind, Slot
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.ide.completion.flow import InFlow
    from zdd_lsp.text.lines import LineIndex

_STEP: Final = 2
_SHOWN: Final = 100
"""How many lines are looked at for the width of an indentation."""
_FLOW: Final = ("[", "{")
_QUOTES: Final = ("'", '"')


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
        own = self._own = read_line(self.own_text)
        self._is_blank = own.key is None and own.start == own.end and own.comment is None
        self._column = own.column
        """Where the content of the line stands; on a blank one the cursor."""
        if self._is_blank and not (own.dashes and self.cursor <= own.dashes[-1] + 1):
            self._column = self.cursor
        column = self._column if moved is None else moved
        self._around = Around(lines, self._number, own, column)
        self._levels = self._around.levels

    def find(self) -> Slot | None:
        """Return the place."""
        own = self._own
        self._around.climb()
        # What stands inside a text only looks like keys.
        for level in reversed(self._levels):
            found = self._within(level)
            if found is not None:
                return found if isinstance(found, Slot) else None
        if own.comment is not None and self.cursor > own.comment:
            return self._comment(own.comment)
        if self._around.is_text or self.cursor < self._column:
            return None
        self._around.descend()
        return self._aligned() or self._in_line()

    def _aligned(self) -> Slot | None:
        """Return the place that the line would have at the column of its neighbours."""
        is_bare = self._own.key is None and not self._own.dashes and self._moved is None
        child = self._around.child
        if not is_bare or child in (None, 0, self._column):
            return None
        slot = _Finder(self._lines, self._offset, child).find()
        return None if slot is None else replace(slot, shift=slot.column - self._column)

    # Inside values of several lines

    def _within(self, level: Level) -> Slot | Literal[True] | None:
        """Return the place in the value above a level, or True where it takes nothing below it."""
        value = level.value
        if level.line < 0 or not value:
            return None
        if BLOCK_HEADER.match(value):
            return self._script(level)
        if value.startswith(_FLOW):
            found = find_in_flow(self._text, level.start, self._offset)
            return True if found is None else self._flow(found, self._around.path(level))
        return True

    def _script(self, level: Level) -> Slot:
        lines = list(self._raw(range(level.line + 1, self._number)))
        head = self.own_text[: self.cursor]
        begin = len(head) - len(head.lstrip())
        rest = re.match(r"[^\s;|&]*", self.own_text[self.cursor :])
        end = self.cursor + (rest.end() if rest is not None else 0)
        return Slot(
            kind=Kind.SCRIPT,
            path=self._around.path(level),
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
            match = LINE.match(self._text, self._starts[number])
            yield match[0] if match is not None else ""

    def _behind(self, level: Level) -> Iterator[str]:
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

    def _in_line(self) -> Slot | None:
        own, cursor = self._own, self.cursor
        path = self._around.path(self._levels[0])
        if own.key is not None and own.colon is not None:
            if cursor <= own.key_end:
                return self._key(path, Span(self._column, own.key_end), has_colon=True)
            return self._value((*path, unquoted(own.key))) if cursor >= own.colon else None
        if self._is_blank:
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

    def _step(self) -> int:
        """Return the width of a level: as above the cursor, or as the file begins."""
        inner, *outer = self._levels
        if outer and not outer[0].is_list and inner.column > outer[0].column:
            return inner.column - outer[0].column
        before = 0
        for number in range(min(_SHOWN, len(self._starts))):
            match = self._around.content(number)
            if match is None or number == self._number:
                continue
            if len(match[1]) > before:
                return len(match[1]) - before
            before = len(match[1])
        return _STEP
