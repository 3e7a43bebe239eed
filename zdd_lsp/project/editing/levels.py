"""Entries of block mappings that move a level down or up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.adding import file_step
from zdd_lsp.project.editing.changes import (
    Change,
    column_of,
    delete_lines,
    insert_lines,
    line_text,
    replace_lines,
)
from zdd_lsp.project.editing.extent import extent, is_open, line_behind
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry


def push_down(
    source: SourceFile, parent: Mapping, moved: Sequence[Entry], heads: Sequence[str], depth: int
) -> Change | None:
    """Move neighbouring entries of a block mapping one or more levels down.

    Args:
        source: The file.
        parent: The mapping.
        moved: The entries, in the order of the text.
        heads: The keys that come to stand above them, each a level deeper than the one before;
            none if the entry above them is to hold them.
        depth: By how many levels the entries move.

    Returns:
        The change, or None where the entries are not neighbours that have lines of their own.
    """
    numbers = [number for number, each in enumerate(parent.entries) if each in moved]
    if parent.flow or numbers != list(range(numbers[0], numbers[0] + len(moved))):
        return None
    first, last = extent(source, moved[0]), extent(source, moved[-1])
    if first is None or last is None or any(is_open(source, each.value) for each in moved):
        return None
    step = _step(source, parent, moved)
    start = depth - len(heads)
    lines = [
        f"{' ' * (first.column + step * (start + number))}{head}:"
        for number, head in enumerate(heads)
    ]
    for line in range(first.first, last.end):
        text = line_text(source, line)
        lines.append(f"{' ' * (step * depth)}{text}" if text.strip() else text)
    return replace_lines(source, first.first, last.end, lines)


def lift(source: SourceFile, above: Entry, entry: Entry) -> tuple[Change, ...] | None:
    """Move an entry of a block mapping out of it, so that it follows the entry that holds it.

    Args:
        source: The file.
        above: The entry that holds the mapping, itself in a block mapping.
        entry: The entry, which is not the only one there.

    Returns:
        The changes, or None where its lines hold something else, too.
    """
    parent = above.value
    if not isinstance(parent, Mapping) or parent.flow or len(parent.entries) < 2:  # noqa: PLR2004 - one has to stay
        return None
    lines = extent(source, entry)
    outer = extent(source, above)
    if lines is None or outer is None or any(is_open(source, e.value) for e in parent.entries):
        return None
    shift = lines.column - outer.column
    lifted = [line_text(source, line) for line in range(lines.first, lines.end)]
    lifted = [text[min(shift, len(text) - len(text.lstrip(" "))) :] for text in lifted]
    end = line_behind(source, above)
    if lines.end == end:
        return (replace_lines(source, lines.first, lines.end, lifted),)
    deleted = delete_lines(source, lines.first, lines.end)
    return (deleted, insert_lines(source, end, lifted))


def _step(source: SourceFile, parent: Mapping, moved: Sequence[Entry]) -> int:
    """Return how much deeper a level stands, by what the neighbours show."""
    column = column_of(source, parent.entries[0].key.span.start)
    for each in (*moved, *parent.entries):
        inner = each.value
        if isinstance(inner, Mapping) and not inner.flow and inner.entries:
            return max(column_of(source, inner.entries[0].key.span.start) - column, 1)
    return file_step(source)
