"""A change of a text, and changes of whole lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.project.source import SourceFile

STEP = 2
"""How much deeper a level stands in a file that shows nothing else."""


class Change(NamedTuple):
    """A replacement of ``span`` of the file ``path`` by ``text``. An absent file reads as empty."""

    path: str
    span: Span
    text: str


def column_of(source: SourceFile, offset: int) -> int:
    """Return the column of an offset, in code points from 0."""
    return source.lines.position(offset).character


def line_text(source: SourceFile, line: int) -> str:
    """Return a line without its line break."""
    return source.lines.line_span(line).slice(source.text)


def line_count(source: SourceFile) -> int:
    """Return how many lines a file has; behind a final line break there is none."""
    count = len(source.lines)
    return count - (source.lines.line_span(count - 1).start == len(source.text))


def insert_lines(source: SourceFile, line: int, lines: Sequence[str]) -> Change:
    """Insert lines before a line that is not the first; the number of lines means at the end."""
    end = source.lines.line_span(line - 1).end
    newline = eol(source.text)
    return Change(source.path, Span(end, end), "".join(f"{newline}{each}" for each in lines))


def replace_lines(source: SourceFile, first: int, last: int, lines: Sequence[str]) -> Change:
    """Replace the lines from ``first`` to before ``last``, which are not none, by others."""
    start, end = source.lines.line_span(first).start, source.lines.line_span(last - 1).end
    return Change(source.path, Span(start, end), eol(source.text).join(lines))


def delete_lines(source: SourceFile, first: int, last: int, *, keep_break: bool = False) -> Change:
    """Delete the lines from ``first`` to before ``last``; ``first`` is not the file's first.

    Args:
        source: The file.
        first: The first line that goes.
        last: The first line that stays.
        keep_break: Whether a file without a final line break may get one. Otherwise the line that
            becomes the last one loses its break, as long as it is not a part of a value.
    """
    start, end = source.lines.line_span(first).start, len(source.text)
    if last < len(source.lines):
        end = source.lines.line_span(last).start
    elif not keep_break:
        start = source.lines.line_span(first - 1).end
    return Change(source.path, Span(start, end), "")
