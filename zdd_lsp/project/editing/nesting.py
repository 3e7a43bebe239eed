"""Entries of block mappings that go below another key, or come to stand below a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.adding import file_step, width
from zdd_lsp.project.editing.anchors import is_aliased, may_move, stands_elsewhere
from zdd_lsp.project.editing.changes import (
    Change,
    column_of,
    delete_lines,
    insert_lines,
    line_text,
    replace_lines,
)
from zdd_lsp.project.editing.extent import (
    Extent,
    comment_column,
    comments_in,
    end_of,
    extent,
    is_in_flow,
    last_leaf,
    line_behind,
)
from zdd_lsp.project.env import entries
from zdd_lsp.syntax.nodes import Mapping, Scalar, Style, full_span
from zdd_lsp.syntax.nodes import Sequence as List
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node


def move_below(
    source: SourceFile, parent: Mapping, moved: Sequence[Entry], target: Entry
) -> tuple[Change, ...] | None:
    """Move neighbouring entries of a block mapping below a key, behind what is there.

    Their lines are indented anew, with the comments directly above and behind them.

    Args:
        source: The file.
        parent: The mapping that they leave.
        moved: The entries, in the order of the text.
        target: The key that they go below: one with a block mapping or without a value, that is
            not among them and does not stand in them.

    Returns:
        The changes, or None where something else would change: the target has such a key or no
        place for one, lines hold something else, the mapping would be empty, or an anchor, an
        alias or a block scalar is in the way.
    """
    numbers = [number for number, each in enumerate(parent.entries) if each in moved]
    is_run = numbers == list(range(numbers[0], numbers[0] + len(moved)))
    if parent.flow or not is_run or len(moved) == len(parent.entries):
        return None
    first, last = extent(source, moved[0]), extent(source, moved[-1])
    column = _column_below(source, target)
    before = parent.entries[max(numbers[0] - 1, 0) : numbers[0]]
    if (
        first is None
        or last is None
        or column is None
        or any(_is_fragile(source, each) for each in (*moved, target, *before))
        or not _is_free(source, moved, target)
    ):
        return None
    return _moved(source, first._replace(end=last.end), column, _line_below(source, target))


def _is_free(source: SourceFile, moved: Sequence[Entry], target: Entry) -> bool:
    """Tell whether entries may stand below another key, which has none of these names."""
    taken = entries(source, target.value)
    span = Span(full_span(moved[0].key).start, end_of(moved[-1]))
    offset = source.lines.line_span(_line_below(source, target) - 1).end
    return may_move(source, span, offset) and not any(
        source.values.key(each) in taken for each in moved
    )


def _moved(source: SourceFile, lines: Extent, column: int, line: int) -> tuple[Change, ...] | None:
    """Return the changes that put lines before another line, at a column."""
    return _placed(source, lines, _shifted(source, lines, column), line)


def _placed(
    source: SourceFile, lines: Extent, written: list[str], line: int
) -> tuple[Change, ...] | None:
    """Return the changes that take lines away and write others before another line."""
    if line in (lines.first, lines.end):
        return (replace_lines(source, lines.first, lines.end, written),)
    if lines.first == 0 or lines.first < line < lines.end:
        return None
    deleted = delete_lines(source, lines.first, lines.end, keep_break=True)
    return (insert_lines(source, line, written), deleted)


def join(source: SourceFile, first: Entry, second: Entry) -> tuple[Change, ...] | None:
    """Put all that is below a key below another one of the same mapping, and remove the key.

    Args:
        source: The file.
        first: The key that stays: one with a block mapping or without a value.
        second: The key that goes, further down, with a block mapping.

    Returns:
        The changes, or None where both have a key, or something would be lost or changed.
    """
    value, lines = second.value, extent(source, second)
    column = _column_below(source, first)
    if not isinstance(value, Mapping) or value.flow or value.anchor or value.tag:
        return None
    if lines is None or column is None or comments_in(source, source.lines.line_span(lines.key)):
        return None
    taken = entries(source, first.value)
    has_both = any(source.values.key(each) in taken for each in value.entries)
    if has_both or any(_is_fragile(source, each) for each in (first, second)):
        return None
    start = column_of(source, full_span(value.entries[0].key).start)
    above = Extent(lines.first, lines.first, lines.key, lines.column)
    below = Extent(lines.key + 1, lines.key + 1, lines.end, start)
    written = [*_shifted(source, above, column), *_shifted(source, below, column)]
    return _placed(source, lines, written, _line_below(source, first))


def put_below_new(source: SourceFile, entry: Entry, name: str) -> Change | None:
    """Put all that is below a key one level deeper, below a new key.

    Args:
        source: The file.
        entry: A key with a block mapping or a block list.
        name: The new key as YAML source.

    Returns:
        The change, or None where the value is something else, or an anchor is in the way.
    """
    value = entry.value
    lines = extent(source, entry)
    if lines is None or not isinstance(value, (Mapping, List)) or value.flow:
        return None
    if value.anchor or value.tag or _is_fragile(source, entry):
        return None
    start = source.lines.line_at(value.span.start)
    while start - 1 > lines.key and comment_column(source, start - 1) is not None:
        start -= 1
    step = max(column_of(source, value.span.start) - lines.column, 0) or file_step(source)
    head = f"{' ' * (lines.column + step)}{name}:"
    inner = column_of(source, value.span.start)
    end = source.lines.line_at(value.span.end) + 1
    below = _shifted(source, Extent(start, start, end, inner), lines.column + 2 * step)
    return replace_lines(source, start, end, [head, *below])


def _is_fragile(source: SourceFile, entry: Entry) -> bool:
    """Tell whether lines around an entry cannot be moved without a change of what they mean."""
    return (
        last_leaf(entry.value).header is not None
        or is_aliased(source, entry.value)
        or stands_elsewhere(source, entry)
        or is_in_flow(source, entry)
    )


def _shifted(source: SourceFile, lines: Extent, column: int) -> list[str]:
    """Return lines with another indentation; what is indented too little for it comes to 0."""
    shift = column - lines.column
    found = []
    for line in range(lines.first, lines.end):
        text = line_text(source, line)
        blank = len(text) - len(text.lstrip(" "))
        found.append(" " * (shift + blank) + text.lstrip(" ") if text.strip() else text)
    return found


def _column_below(source: SourceFile, target: Entry) -> int | None:
    """Return the column of the keys below an entry, or where they would stand."""
    value, column = target.value, column_of(source, full_span(target.key).start)
    if isinstance(value, Mapping) and not value.flow and value.entries:
        return column + width(source, target) if width(source, target) else None
    if isinstance(value, Scalar) and value.style is Style.ABSENT and target.colon is not None:
        is_named = value.anchor is not None or value.tag is not None
        return None if is_named else column + file_step(source)
    return None


def _line_below(source: SourceFile, target: Entry) -> int:
    """Return the line behind everything that is below an entry."""
    value: Node = target.value
    if isinstance(value, Mapping):
        return line_behind(source, value.entries[-1])
    return line_behind(source, target)
