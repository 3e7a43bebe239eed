r"""Lines, as the Language Server Protocol defines them.

Only ``\n``, ``\r\n`` and ``\r`` end a line. ``str.splitlines`` also breaks at NEL, U+2028, VT, FF
and others, which would move every position below such a character.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from zdd_lsp.text.span import Span

_LINE_BREAK = re.compile(r"\n|\r\n?")


class Position(NamedTuple):
    """A place as line and character, both counted from 0.

    Characters are code points, unless a function says that they are a client's units.
    """

    line: int
    character: int


class LineIndex:
    """Where the lines of a text begin.

    A text that ends in a line break has an empty last line, and the empty text has one line.
    Arguments outside the text are clamped to it; no method raises.

    Attributes:
        text: The text that was indexed.
        starts: The offset of each line's first character.
    """

    __slots__ = ("starts", "text")

    text: str
    starts: list[int]

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = _line_starts(text)

    def __len__(self) -> int:
        return len(self.starts)

    def line_at(self, offset: int) -> int:
        """Return the line of an offset; a line break belongs to the line that it ends."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def position(self, offset: int) -> Position:
        r"""Return the position of an offset; inside ``\r\n`` it is the end of the line."""
        line = self.line_at(offset)
        start, end = self.line_span(line)
        return Position(line, max(min(offset, end) - start, 0))

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a position; past the end of the line it is before the line break."""
        start, end = self.line_span(line)
        return min(start + max(character, 0), end)

    def line_span(self, line: int) -> Span:
        """Return the span of a line without its line break; past the last line the text's end."""
        if line >= len(self.starts):
            return Span(len(self.text), len(self.text))
        line = max(line, 0)
        return Span(self.starts[line], self._next_start(line) - len(self.line_break(line)))

    def line_break(self, line: int) -> str:
        r"""Return what ends a line: ``\n``, ``\r\n``, ``\r``, or nothing after the last one."""
        line = max(line, 0)
        if line >= len(self.starts) - 1:
            return ""
        bounds = self.starts[line], self.starts[line + 1]
        if self.text.endswith("\r\n", *bounds):
            return "\r\n"
        return self.text[bounds[1] - 1]

    def _next_start(self, line: int) -> int:
        return self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)


def eol(text: str) -> str:
    r"""Return the line ending that an inserted line should have.

    It is the commonest of the text; ``\n`` where the text has none, and before the others where
    they are equally common.
    """
    crlf = text.count("\r\n")
    counts = {"\n": text.count("\n") - crlf, "\r\n": crlf, "\r": text.count("\r") - crlf}
    return max(counts, key=counts.__getitem__)


def _line_starts(text: str) -> list[int]:
    if text.count("\r") != text.count("\r\n"):
        return [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    # Without a lone \r every line break ends in \n, and a split is three times as fast as a search.
    lengths = [len(line) + 1 for line in text.split("\n")]
    return list(accumulate(lengths[:-1], initial=0))
