"""Positions in the units of a client.

A client counts the characters of a line in the code units of the encoding it agreed on with the
server. Texts may hold lone surrogates, which JSON can carry: each counts as a code point.
"""

from enum import Enum

from zdd_lsp.text.lines import LineIndex, Position


class Encoding(Enum):
    """A position encoding; the values are the names of the Language Server Protocol."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def to_client(index: LineIndex, offset: int, encoding: Encoding) -> Position:
    """Return the position of an offset with its character in the client's units.

    An offset outside the text is clamped to it.
    """
    line, character = index.position(offset)
    start = index.starts[line]
    return Position(line, _units(index.text[start : start + character], encoding))


def from_client(index: LineIndex, position: Position, encoding: Encoding) -> int:
    """Return the offset of a position whose character is in the client's units.

    A character inside a surrogate pair or a UTF-8 sequence means the start of its code point, one
    past the end of the line its end before the line break, and a line past the last one the end
    of the text. Negative numbers count as 0.
    """
    start, end = index.line_span(position.line)
    # A code point takes at least one unit, so the place cannot lie behind this many of them.
    head = index.text[start : min(start + max(position.character, 0), end)]
    if encoding is Encoding.UTF32 or head.isascii():
        return start + len(head)
    return start + _fitting(head, position.character, encoding)


def _fitting(text: str, units: int, encoding: Encoding) -> int:
    """Return how many code points at the beginning of a text fit into so many units.

    Each step of the search measures only what the steps before it left open, half as much as the
    last one, so that the whole takes time in proportion to the text.
    """
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        measured = _units(text[low:middle], encoding)
        if measured <= units:
            low = middle
            units -= measured
        else:
            high = middle - 1
    return low


def _units(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.UTF32 or text.isascii():
        return len(text)
    if encoding is Encoding.UTF8:
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
