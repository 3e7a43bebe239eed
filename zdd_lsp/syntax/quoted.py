"""Quoted scalars, over one line or several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import fold, problems
from zdd_lsp.syntax.nodes import Scalar, Style
from zdd_lsp.syntax.properties import PropertyReader
from zdd_lsp.syntax.scalars import unescape_double
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOUBLE_END: Final = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SINGLE_END: Final = re.compile(r"[^']*+(?:''[^']*+)*+'")
_AFTER: Final = ",]}:#"
"""What may stand behind a quoted scalar that ends on another line than it began."""


class QuotedReader(PropertyReader):
    """Reads quoted scalars."""

    def quoted(self, pos: int, column: int) -> tuple[Scalar, int]:
        """Read a quoted scalar at ``pos``, in a block whose lines begin at ``column``.

        A scalar without its closing quote is reported at the opening one and ends with its line.
        """
        first = self.line
        end = self._quote_end(pos, column)
        if end is not None:
            return self._quoted_node(Span(pos, end), first), end
        stop, _ = self.text_end(first, pos)
        quote = self.text[pos]
        self.report(problems.unclosed_quote(Span(pos, pos + 1), stop, quote))
        style = Style.DOUBLE if quote == '"' else Style.SINGLE
        return Scalar(Span(pos, stop), self.text[pos + 1 : stop], style), stop

    def _quote_end(self, pos: int, column: int) -> int | None:
        """Find the end of a quoted scalar and move to its line; None where it is never closed."""
        text, ends = self.text, self.lines.end
        pattern = _DOUBLE_END if text[pos] == '"' else _SINGLE_END
        match = pattern.match(text, pos + 1, ends[-1])
        if match is None:
            return None
        end = match.end()
        line = self.line
        if ends[line] >= end:
            return end
        while ends[line] < end:
            line += 1
            if self._ends_quotes(line, column):
                return None
        # A quote that is never closed seems to end where the next one opens: text follows there.
        rest = text[end : ends[line]].strip(" \t")
        if rest and rest[0] not in _AFTER:
            return None
        self.line = line
        return end

    def _ends_quotes(self, line: int, column: int) -> bool:
        """Tell whether ``line``, within quotes, ends the block that the quotes stand in."""
        if not self.symfony:
            return self.ends_document(line)
        # symfony/yaml cuts blocks out by indentation before it looks for quotes.
        return self.lines.indent[line] < column and not self.lines.is_idle(line)

    def _quoted_node(self, span: Span, first: int) -> Scalar:
        """Make the node of a quoted scalar that starts on line ``first`` and ends on this one."""
        inner = self.text[span.start + 1 : span.end - 1]
        double = self.text[span.start] == '"'
        if first != self.line:
            folding = fold.quoted_symfony if self.symfony else fold.quoted
            inner = folding(inner, double=double)
        if not double:
            return Scalar(span, inner.replace("''", "'"), Style.SINGLE)
        if "\\" not in inner:
            return Scalar(span, inner, Style.DOUBLE)
        text, unknown = unescape_double(inner)
        if unknown is not None:
            source = self.text[span.start : span.end]
            for at in _unknown_escapes(source):
                place = Span(span.start + at, span.start + at + 2)
                self.report(problems.unknown_escape(place, source[at : at + 2], span, source))
        return Scalar(span, text, Style.DOUBLE)


def _unknown_escapes(source: str) -> Iterator[int]:
    """Yield the index of every unknown escape sequence of a double-quoted scalar."""
    at = source.find("\\")
    while at >= 0:
        sequence = source[at : at + 2]
        if sequence[1:] not in "\r\n" and unescape_double(sequence)[1] is not None:
            yield at
        at = source.find("\\", at + 2)
