"""The commonest lines, read fast: a simple key or a dash, a simple scalar, a comment.

Nearly all lines are of that kind. Nothing here reads anything that the general readers would read
otherwise.
"""

from __future__ import annotations

import re
from typing import Final

from zdd_lsp.syntax.fitting import FittingReader
from zdd_lsp.syntax.nodes import Entry, Item, Scalar, Style
from zdd_lsp.text.span import Span

_SCALAR = r"""([A-Za-z0-9_\\/.](?:[^:\#\r\n]++|:(?=[^ \t\r\n]))*+)|("[^"\\]*+"|'[^']*+')"""
_COMMENT = r"[ \t]*+((?<=[ \t])\#.*+)?\Z"
SIMPLE_ENTRY: Final = re.compile(
    rf"""([A-Za-z_][\w./-]*+|"[^"\\]*+"|'[^']*+'):(?:[ \t]++(?:{_SCALAR}))?{_COMMENT}"""
)
"""Groups: the key, a plain value, a quoted value, the comment; all but the key may be absent."""
_SIMPLE_ITEM: Final = re.compile(rf"-[ \t]++(?:{_SCALAR}){_COMMENT}")
"""Groups: a plain value, a quoted value, the comment."""


class SimpleReader(FittingReader):
    """Makes entries and items of simple lines."""

    def simple_item(self, line: int, pos: int, column: int) -> Item | None:
        """Read an item that is a simple scalar on one line."""
        match = _SIMPLE_ITEM.match(self.text, pos, self.lines.end[line])
        if match is None or not self.is_complete(line, column):
            return None
        self.line = line
        value = self._simple_scalar(match, 1)
        if match[3]:
            self.comment(match.start(3))
        self.line = line + 1
        return Item(Span(pos, pos + 1), value)

    def is_complete(self, line: int, column: int) -> bool:
        """Tell whether nothing below ``line`` can belong to the entry or item on it."""
        lines = self.lines
        following = line + 1
        if following < lines.count and lines.is_idle(following):
            following = lines.following(line)
        return following >= lines.count or lines.indent[following] <= column

    def simple_entry(self, line: int, match: re.Match[str]) -> Entry:
        """Make the entry of a line that `SIMPLE_ENTRY` matches, key and value."""
        colon = match.end(1)
        entry = Entry(self.simple_key(match), Span(colon, colon + 1), self._simple_scalar(match, 2))
        if match[4]:
            self.line = line
            self.comment(match.start(4))
        self.line = line + 1
        return entry

    @staticmethod
    def simple_key(match: re.Match[str]) -> Scalar:
        """Make the key of a line that `SIMPLE_ENTRY` matches."""
        name = match[1]
        if name[0] == '"':
            return Scalar(Span(*match.span(1)), name[1:-1], Style.DOUBLE)
        if name[0] == "'":
            return Scalar(Span(*match.span(1)), name[1:-1], Style.SINGLE)
        return Scalar(Span(*match.span(1)), name)

    @staticmethod
    def _simple_scalar(match: re.Match[str], group: int) -> Scalar:
        """Make the scalar of a group that matched plain text, or of the next one, for quotes."""
        text = match[group]
        if text:
            start = match.start(group)
            text = text.rstrip(" \t")
            return Scalar(Span(start, start + len(text)), text)
        start, end = match.span(group + 1)
        text = match[group + 1]
        style = Style.DOUBLE if text[0] == '"' else Style.SINGLE
        return Scalar(Span(start, end), text[1:-1], style)
