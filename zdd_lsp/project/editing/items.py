"""Items that go from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.changes import (
    Change,
    column_of,
    delete_lines,
    line_text,
    replace_lines,
)
from zdd_lsp.project.editing.extent import comments_in
from zdd_lsp.syntax.nodes import Scalar, full_span
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Item, Sequence


def remove_item(source: SourceFile, sequence: Sequence, item: Item) -> Change | None:
    """Remove an item of a list that has others beside it; every comment stays.

    None for an item of several lines, with an anchor, or with comments in the way.
    """
    node = item.value
    is_word = isinstance(node, Scalar) and node.header is None and node.anchor is None
    if len(sequence.items) == 1 or not is_word:
        return None
    line = source.lines.line_at(node.span.start)
    if line != source.lines.line_at(node.span.end):
        return None
    if item.dash is None:
        return _remove_from_flow(source, sequence, item)
    column = column_of(source, item.dash.start)
    if line_text(source, line)[:column].strip(" ") or source.lines.line_at(item.dash.start) != line:
        return None
    comments = comments_in(source, source.lines.line_span(line))
    if comments:
        kept = [f"{' ' * column}{comment.text}" for comment in comments]
        return replace_lines(source, line, line + 1, kept)
    return delete_lines(source, line, line + 1)


def _remove_from_flow(source: SourceFile, sequence: Sequence, item: Item) -> Change | None:
    """Remove an item in brackets with one of its commas."""
    at = next(number for number, each in enumerate(sequence.items) if each is item)
    if at + 1 < len(sequence.items):
        after = full_span(sequence.items[at + 1].value).start
        span = Span(full_span(item.value).start, after)
    else:
        span = Span(full_span(sequence.items[at - 1].value).end, item.value.span.end)
    return None if comments_in(source, span) else Change(source.path, span, "")
