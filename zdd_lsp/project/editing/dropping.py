"""Entries and items that go, in any of the YAML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.anchors import may_go, stands_elsewhere
from zdd_lsp.project.editing.changes import Change, delete_lines, line_text, replace_lines
from zdd_lsp.project.editing.extent import comments_in, end_of, extent, is_open
from zdd_lsp.project.editing.flow import drop_from_flow
from zdd_lsp.syntax.nodes import Mapping, full_span
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Item, Sequence


def drop_entry(source: SourceFile, parent: Mapping, entry: Entry) -> tuple[Change, ...] | None:
    """Remove an entry of a mapping that has others; every comment stays.

    Returns:
        The changes, or None where the entry is the only one, or has lines that hold something
        else, or where something refers to it or to what it stands in.
    """
    span = Span(full_span(entry.key).start, end_of(entry))
    if len(parent.entries) == 1 or not may_go(source, span) or stands_elsewhere(source, entry):
        return None
    if parent.flow:
        return drop_from_flow(source, parent, entry)
    lines = extent(source, entry)
    if lines is None or any(is_open(source, each.value) for each in parent.entries):
        return None
    last = source.lines.line_span(lines.end - 1).end
    kept = [
        f"{' ' * lines.column}{each.text}" for each in comments_in(source, Span(span.start, last))
    ]
    if kept:
        return (replace_lines(source, lines.key, lines.end, kept),)
    return (delete_lines(source, lines.key, lines.end),)


def drop_item(source: SourceFile, parent: Sequence, item: Item) -> Change | None:
    """Remove an item of a list that has others, where no comment belongs to it.

    Returns:
        The change, or None where the item is the only one or its line holds something else.
    """
    at = next(number for number, each in enumerate(parent.items) if each is item)
    span = full_span(item.value)
    if len(parent.items) == 1 or not may_go(source, span):
        return None
    if parent.flow:
        is_last = at + 1 == len(parent.items)
        start = parent.items[at - 1].value.span.end if is_last else span.start
        end = span.end if is_last else full_span(parent.items[at + 1].value).start
        whole = Span(start, end)
        return None if comments_in(source, whole) else Change(source.path, whole, "")
    if item.dash is None:
        return None
    line = source.lines.line_at(item.dash.start)
    written = line_text(source, line).strip(" ")
    if written != source.text[item.dash.start : span.end]:
        return None
    return delete_lines(source, line, line + 1)
