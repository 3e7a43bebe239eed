"""Which lines belong to an entry of a block mapping: its comments, its value, what trails it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.editing.changes import column_of, line_count, line_text
from zdd_lsp.syntax.nodes import Comment, Mapping, Scalar, Sequence, full_span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node
    from zdd_lsp.text.span import Span


class Extent(NamedTuple):
    """The lines of an entry.

    Attributes:
        first: The first line of the comments directly above the key, or the key's.
        key: The line of the key.
        end: The first line behind the value, and behind the comments that are deeper than the key.
        column: The column of the key.
    """

    first: int
    key: int
    end: int
    column: int


def extent(source: SourceFile, entry: Entry) -> Extent | None:
    """Return the lines of an entry of a block mapping; None if its line holds something else."""
    start = full_span(entry.key).start
    key = source.lines.line_at(start)
    column = column_of(source, start)
    if line_text(source, key)[:column].strip(" "):
        return None
    first = key
    while first > 0 and comment_column(source, first - 1) == column:
        first -= 1
    return Extent(first, key, line_behind(source, entry), column)


def line_behind(source: SourceFile, entry: Entry, *, with_siblings: bool = False) -> int:
    """Return the line behind an entry and its trailing comments.

    A comment that is deeper than the key belongs to the entry, whatever blank lines are between:
    below a block scalar it would become text if the entry went away.

    Args:
        source: The file.
        entry: An entry of a block mapping.
        with_siblings: Whether comments in the key's column belong to it, too, up to the first
            blank line, as behind the last entry of a mapping.
    """
    column = column_of(source, full_span(entry.key).start)
    count = line_count(source)
    line = end = _line_behind_value(source, entry)
    while line < count:
        found = comment_column(source, line)
        if found is None:
            if line_text(source, line).strip(" \t"):
                break
            with_siblings = False
        elif found > column or (found == column and with_siblings):
            end = line + 1
        line += 1
    return end


def _line_behind_value(source: SourceFile, entry: Entry) -> int:
    line = source.lines.line_at(end_of(entry)) + 1
    leaf = last_leaf(entry.value)
    if leaf.header is not None and "+" in leaf.header.slice(source.text):
        # The blank lines behind a scalar that keeps them are a part of its value.
        while line < line_count(source) and not line_text(source, line).strip(" "):
            line += 1
    return line


def end_of(entry: Entry) -> int:
    """Return where an entry ends: behind its value, its key or its colon."""
    return max(entry.span.end, entry.colon.end if entry.colon is not None else 0)


def last_leaf(node: Node) -> Scalar:
    """Return the scalar that a value ends with; an absent one where it ends with a bracket."""
    while True:
        if isinstance(node, Mapping) and not node.flow and node.entries:
            node = node.entries[-1].value
        elif isinstance(node, Sequence) and not node.flow and node.items:
            node = node.items[-1].value
        else:
            return node if isinstance(node, Scalar) else Scalar(node.span, "")


def is_open(source: SourceFile, node: Node) -> bool:
    """Tell whether the value depends on what stands behind it.

    That is a block scalar that keeps the blank lines behind it, has no content, or ends with the
    file although it would end with a line break.
    """
    leaf = last_leaf(node)
    if leaf.header is None:
        return False
    header = leaf.header.slice(source.text)
    is_last = leaf.span.end == len(source.text)
    return "+" in header or not leaf.lines or ("-" not in header and is_last)


def is_swallowing(source: SourceFile, node: Node, line: int, columns: Container[int]) -> bool:
    """Tell whether a value would take a comment for its text if it came to end above a line.

    symfony/yaml hands on a comment that is less deep than a nested block with all its blanks, and
    a block scalar of that block may find them deep enough. A comment in the column of a key
    around it has none left.

    Args:
        source: The file.
        node: The value.
        line: The line that would follow it.
        columns: The columns of the keys around the value.
    """
    if last_leaf(node).header is None:
        return False
    while line < line_count(source) and not line_text(source, line).strip(" \t"):
        line += 1
    column = comment_column(source, line) if line < line_count(source) else None
    return column is not None and column > 0 and column not in columns


def nodes_around(source: SourceFile, entry: Entry) -> Iterator[Mapping | Sequence]:
    """Yield the collections that an entry stands in, from the root on."""
    offset = entry.key.span.start
    node: Node | None = source.tree.root
    while isinstance(node, (Mapping, Sequence)) and node.span.start <= offset < node.span.end:
        yield node
        # The child that begins last before the entry is the one that holds it.
        if isinstance(node, Mapping):
            at = bisect_right(node.entries, offset, key=lambda each: each.key.span.start)
            if at and node.entries[at - 1] is entry:
                return
            node = node.entries[at - 1].value if at else None
        else:
            at = bisect_right(node.items, offset, key=lambda each: each.value.span.start)
            node = node.items[at - 1].value if at else None


def is_in_flow(source: SourceFile, entry: Entry) -> bool:
    """Tell whether an entry stands in braces or brackets."""
    return any(node.flow for node in nodes_around(source, entry))


def comment_column(source: SourceFile, line: int) -> int | None:
    """Return the column of the comment that a line consists of, or None."""
    text = line_text(source, line)
    column = len(text) - len(text.lstrip(" \t"))
    if text[column : column + 1] != "#":
        return None
    offset = source.lines.line_span(line).start + column
    comments = source.tree.comments
    at = bisect_left(comments, offset, key=_start)
    return column if at < len(comments) and comments[at].span.start == offset else None


def comments_in(source: SourceFile, span: Span) -> list[Comment]:
    """Return the comments that begin in a span."""
    comments = source.tree.comments
    first = bisect_left(comments, span.start, key=_start)
    return comments[first : bisect_left(comments, span.end, key=_start)]


def _start(comment: Comment) -> int:
    return comment.span.start
