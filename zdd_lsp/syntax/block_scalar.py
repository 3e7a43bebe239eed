"""Literal and folded block scalars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.syntax import fold
from zdd_lsp.syntax.implicit import BLOCK_HEADER
from zdd_lsp.syntax.nodes import Scalar, Style
from zdd_lsp.syntax.plain import PlainReader
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    import re


class BlockScalarReader(PlainReader):
    """Reads block scalars."""

    def block_header(self, line: int, pos: int) -> re.Match[str] | None:
        """Match the header of a block scalar, behind which only a comment may stand."""
        header = BLOCK_HEADER.match(self.text, pos, self.lines.end[line])
        if header is None:
            return None
        end = self.skip_space(header.end())
        return header if end >= self.lines.end[line] or self.is_comment(end) else None

    def block_scalar(self, line: int, header: re.Match[str], parent: int) -> Scalar:
        """Read the literal or folded scalar whose header was matched on ``line``."""
        lines, text = self.lines, self.text
        self.line = line
        self.rest_is_empty(header.end())
        indent = self._content_indent(line + 1, header, parent)
        parts: list[str] = []
        spans: list[Span] = []
        end, last = header.end(), 0
        following = line + 1
        while following < lines.count:
            start, stop = lines.start[following], lines.end[following]
            deep = lines.blanks(following) >= indent
            if not deep and not lines.is_blank(following):
                break
            if parent < 0 and self.ends_document(following):
                break
            begin = start + indent if deep else stop
            parts.append(text[begin:stop])
            spans.append(Span(begin, stop))
            if begin < stop:
                end, last = stop, len(spans)
            following += 1
        closed = following < lines.count or not parts
        if not closed and not parts[-1]:
            # The text ends with a line break: the last, empty line is none.
            parts.pop()
            closed = True
        self.line = following
        is_literal = header[1] == "|"
        folding = fold.folded_symfony if self.symfony else fold.folded
        content = (fold.literal if is_literal else folding)(parts, header[3], closed=closed)
        return Scalar(
            Span(header.start(), end),
            content,
            Style.LITERAL if is_literal else Style.FOLDED,
            header=Span(*header.span()),
            lines=tuple(spans[:last]),
        )

    def _content_indent(self, line: int, header: re.Match[str], parent: int) -> int:
        """Return the indentation of a block scalar's content, which begins on ``line``."""
        lines = self.lines
        base = max(parent, 0)
        digits = header[2] or header[4]
        if digits:
            return base + int(digits)
        while line < lines.count and lines.is_blank(line):
            line += 1
        if line < lines.count and not (parent < 0 and self.ends_document(line)):
            indent = lines.blanks(line)
            if indent > parent:
                return indent
        return base + 1
