"""One line of block YAML, taken apart: dashes, key, colon, value and comment."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_DASH: Final = re.compile(r"-(?:[ \t]+|$)")
QUOTED: Final = r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'"""
_PLAIN: Final = (
    r"""(?:[^\s"'#\[\]{},&*!|>%@`?:-]|[?:-](?=\S))(?:[^:#\s]|:(?=\S)|(?<=\S)#|[ \t]+(?=[^\s#:]))*"""
)
_KEY: Final = re.compile(rf"({QUOTED}|{_PLAIN})[ \t]*:(?=[ \t]|$)")
_TIGHT: Final = re.compile(r"([A-Za-z_][\w-]*):(?=[^\s/:])")
"""A key without the blank behind its colon, which nobody means to write."""
_COMMENT: Final = re.compile(r"(?<!\S)#")
_MARK: Final = re.compile(rf"(?<![^\s\[\]{{}},:])(?:{QUOTED})|(?<!\S)#")
_SIMPLE_ITEM: Final = re.compile(r"""( *)-[ \t]+("[^"\\]*"|'[^']*'|\w[\w./-]*)[ \t]*$""")
"""The commonest item of a list. Some lists have thousands, and each is looked at."""
_PROPERTY: Final = re.compile(r"([&!])(\S*)(?:[ \t]+|$)")
BLOCK_HEADER: Final = re.compile(r"[|>][0-9+-]{0,2}[ \t]*$")


class Line(NamedTuple):
    """The parts of a line; all numbers are columns in it.

    Attributes:
        indent: Where it begins.
        dashes: The dashes before its content.
        column: Where its content begins: the key, or whatever stands in its place.
        key: The key as written; None where there is none.
        key_end: The end of the key.
        colon: The end of the colon; None where there is none.
        start: Where the value begins, without anchor and tag; its end where there is none.
        end: The end of the value, or of the content.
        comment: Where a comment begins; None where there is none.
        value: The value as written, or all of the content of a line without a key.
        anchor: The name of its anchor; empty where it has none.
    """

    indent: int
    dashes: tuple[int, ...]
    column: int
    key: str | None
    key_end: int
    colon: int | None
    start: int
    end: int
    comment: int | None
    value: str
    anchor: str = ""

    @property
    def first(self) -> int:
        """The column of the first dash, or of the content."""
        return self.dashes[0] if self.dashes else self.column


def read_line(text: str) -> Line:
    """Take a line apart; it has no line break."""
    item = _SIMPLE_ITEM.match(text)
    if item is not None:
        indent, (start, end) = item.end(1), item.span(2)
        return Line(indent, (indent,), start, None, start, None, start, end, None, item[2])
    indent = at = len(text) - len(text.lstrip(" "))
    dashes = []
    while dash := _DASH.match(text, at):
        dashes.append(at)
        at = dash.end()
    column = at
    match = _KEY.match(text, at) or (None if dashes else _TIGHT.match(text, at))
    key, key_end, colon = None, at, None
    if match is not None:
        key, key_end, colon = match[1], match.end(1), match.end()
        at = colon
    comment = _comment(text, at) if "#" in text else None
    rest = text[at:comment]
    value = rest.strip()
    start = at + len(rest) - len(rest.lstrip()) if value else at
    end = start + len(value)
    anchor = ""
    while prop := _PROPERTY.match(text, start, end):
        start = prop.end()
        anchor = prop[2] if prop[1] == "&" else anchor
    return Line(
        indent=indent,
        dashes=tuple(dashes),
        column=column,
        key=key,
        key_end=key_end,
        colon=colon,
        start=start,
        end=end,
        comment=comment,
        value=text[start:end],
        anchor=anchor,
    )


def _comment(text: str, at: int) -> int | None:
    """Return where a comment begins behind a column, quotes respected."""
    begins_quoted = text[at:].lstrip()[:1] in ("'", '"', "[", "{")
    for match in (_MARK if begins_quoted else _COMMENT).finditer(text, at):
        if match[0] == "#":
            return match.start()
    return None


def unquoted(source: str) -> str:
    """Return what a key or a value of one line means, as far as its quotes go."""
    quote = source[:1]
    if quote == "'":
        return source.strip("'").replace("''", "'")
    if quote == '"':
        return source.strip('"').replace('\\"', '"').replace("\\\\", "\\")
    return source
