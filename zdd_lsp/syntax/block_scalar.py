"""Literal and folded block scalars."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.syntax import fold
from zdd_lsp.syntax.implicit import BLOCK_HEADER
from zdd_lsp.syntax.nodes import Scalar, Style
from zdd_lsp.syntax.plain import PlainReader
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    import re


class _Content(NamedTuple):
    """The lines of a block scalar, and their spans up to the last one that is not empty."""

    parts: list[str]
    spans: list[Span]


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
        self.line = line
        self.rest_is_empty(header.end())
        digits = header[2] or header[4]
        content = self._content(line + 1, digits, parent)
        self.line = following = line + 1 + len(content.parts)
        parts = content.parts
        if self.symfony and not content.spans:
            parts = self._empty_parts(digits, following, parent, len(parts))
        elif following < self.lines.count:
            parts.append("")
        if header[1] == "|":
            text, style = fold.literal(parts), Style.LITERAL
        else:
            text = fold.folded_symfony(parts) if self.symfony else fold.folded(parts)
            style = Style.FOLDED
        end = content.spans[-1].end if content.spans else header.end()
        return Scalar(
            Span(header.start(), end),
            fold.chomped(text, header[3], keep_empty=self.symfony),
            style,
            header=Span(*header.span()),
            lines=tuple(content.spans),
        )

    def _content(self, line: int, digits: str, parent: int) -> _Content:
        """Collect the lines of a block scalar from ``line`` on."""
        lines = self.lines
        indent = self._content_indent(line, digits, parent)
        parts: list[str] = []
        spans: list[Span] = []
        last = 0
        while line < lines.count and not (parent < 0 and self.ends_document(line)):
            start, end = lines.start[line], lines.end[line]
            is_deep = lines.blanks(line) >= indent
            if not lines.is_blank(line):
                if not is_deep:
                    break
            elif not is_deep and line in lines.blank_tabs:
                self.check_tabs(line)
            elif not last and (self.symfony or not digits):
                is_deep = False  # before the first line of text, what a blank line holds is lost
            begin = start + indent if is_deep else end
            parts.append(self.text[begin:end])
            spans.append(Span(begin, end))
            if begin < end:
                last = len(spans)
            line += 1
        return _Content(parts, spans[:last])

    def _empty_parts(self, digits: str, following: int, parent: int, blank: int) -> list[str]:
        """Return the lines that symfony/yaml gives a block scalar without content.

        Args:
            digits: The indentation in the header, if any.
            following: The line behind the scalar.
            parent: The indentation of the block around it.
            blank: How many blank lines the scalar has.
        """
        lines = self.lines
        if following < lines.count and (
            lines.is_idle(following) or lines.indent[following] >= parent
        ):
            return [""] * (blank + 2 - bool(digits))
        return [""] * (blank - 1)

    def _content_indent(self, line: int, digits: str, parent: int) -> int:
        """Return the indentation of a block scalar's content, which begins on ``line``."""
        lines = self.lines
        base = max(parent, 0)
        if digits:
            return base + int(digits)
        while line < lines.count and lines.is_blank(line):
            line += 1
        if line < lines.count and not (parent < 0 and self.ends_document(line)):
            indent = lines.blanks(line)
            if indent > parent:
                return indent
        return base + 1
