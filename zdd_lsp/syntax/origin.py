"""Where the characters of a scalar's text stand in the source.

A scalar's text is not always a part of the source: indentation is cut off, line breaks are folded,
escapes are resolved. Whoever reads a language inside a scalar, such as a shell script, needs the
way back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax.nodes import Style
from zdd_lsp.syntax.scalars import unescape_double
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Scalar

_SPACE: Final = frozenset(" \t\r\n")
_ESCAPE: Final = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\r\n])")
_ESCAPED_BREAK: Final = re.compile(r"\\(?:\r\n?|\n)")


class Origin:
    """The way from offsets of a scalar's text to offsets of the source.

    It is a list of pieces: stretches of the text that stand in the source as they are.
    """

    def __init__(self, scalar: Scalar) -> None:
        self._length = len(scalar.text)
        self._limit = scalar.span.end
        self._texts: list[int] = []
        self._sources: list[int] = []
        self._widths: dict[int, int] = {}

    def add(self, text: int, source: int, width: int = 1) -> None:
        """Note that a piece begins at an offset of the text.

        Args:
            text: The offset.
            source: Where the piece stands in the source.
            width: How much of the source its first character takes.
        """
        if width > 1:
            self._widths[text] = width
        if not self._texts or self._sources[-1] - self._texts[-1] != source - text:
            self._texts.append(text)
            self._sources.append(source)

    def offset(self, at: int) -> int:
        """Return where the character at an offset of the text stands in the source."""
        piece = max(bisect_right(self._texts, at) - 1, 0)
        # Line breaks at the end of a block belong to its text, but not to its place.
        return min(self._sources[piece] + at - self._texts[piece], self._limit)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the source that a stretch of the text comes from."""
        if end <= start:
            start = min(start, self._length)
            at = self.offset(start) if start < self._length else self._end(start)
            return Span(at, at)
        return Span(self.offset(start), self._end(end))

    def _end(self, at: int) -> int:
        """Return where the character before an offset of the text ends in the source."""
        return min(self.offset(at - 1) + self._widths.get(at - 1, 1), self._limit)


def origin(scalar: Scalar, source: str) -> Origin | None:
    """Return the way back from a scalar's text; None where the two do not fit together.

    Args:
        scalar: The scalar.
        source: The text of the whole file.
    """
    if not scalar.text:
        return None
    if scalar.style is Style.LITERAL:
        return _of_literal(scalar)
    start, end = scalar.span.start, min(scalar.span.end, len(source))
    if scalar.header is not None:
        start = scalar.lines[0].start if scalar.lines else end
    elif scalar.style in (Style.SINGLE, Style.DOUBLE):
        start += 1
    if source.startswith(scalar.text, start, end):
        found = Origin(scalar)
        found.add(0, start)
        return found
    return _aligned(scalar, source, start, end)


def _of_literal(scalar: Scalar) -> Origin | None:
    """Use the lines of a literal scalar, whose text is the lines joined by line breaks."""
    found = Origin(scalar)
    at = 0
    for line in scalar.lines:
        found.add(at, line.start)
        at += line.end - line.start + 1
    return found if scalar.lines else None


def _aligned(scalar: Scalar, source: str, start: int, end: int) -> Origin | None:
    """Walk through text and source together; only white space and escapes may differ."""
    found = Origin(scalar)
    at = start
    for offset, character in enumerate(scalar.text):
        at = _ink(scalar.style, source, at, end, is_space=character in _SPACE)
        if at >= end and character not in _SPACE:
            return None
        width = _width(scalar.style, source, at, character)
        found.add(offset, min(at, end - 1), width)
        if not width and character not in _SPACE:
            return None
        at += width
    return found


def _width(style: Style, source: str, at: int, character: str) -> int:
    """Return how much of the source a character of the text is; 0 if it is something else."""
    if style is Style.DOUBLE and (escape := _ESCAPE.match(source, at)):
        text, unknown = unescape_double(escape[0])
        if unknown is None:
            return len(escape[0]) if text == character else 0
    if source[at : at + 1] != character:
        return 0
    return 2 if style is Style.SINGLE and character == "'" else 1


def _ink(style: Style, source: str, at: int, end: int, *, is_space: bool) -> int:
    """Skip white space of the source, unless the text has some, and escaped line breaks."""
    while at < end:
        if source[at] in _SPACE:
            if is_space:
                break
            at += 1
        elif style is Style.DOUBLE and (folded := _ESCAPED_BREAK.match(source, at, end)):
            at = folded.end()
        else:
            break
    return at
