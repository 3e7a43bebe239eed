"""Changes inside of braces: entries come and go with their commas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.changes import Change
from zdd_lsp.project.editing.extent import comments_in, end_of
from zdd_lsp.project.editing.scalars import SAFE, key_source
from zdd_lsp.syntax.nodes import Alias, Mapping, Scalar, Sequence, Style, walk
from zdd_lsp.syntax.writing import scalar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node


def append_to_flow(source: SourceFile, entry: Entry, item: str) -> Change | None:
    """Append ``key: value`` to the flow mapping that is the value of ``entry``."""
    mapping = entry.value
    if not isinstance(mapping, Mapping) or not mapping.flow:
        return None
    if mapping.entries:
        return insert_behind(source, mapping.entries[-1], item)
    return Change(source.path, Span(mapping.span.start + 1, mapping.span.start + 1), item)


def insert_behind(source: SourceFile, entry: Entry, item: str) -> Change:
    """Insert ``key: value`` behind an entry of a flow mapping."""
    end = end_of(entry)
    return Change(source.path, Span(end, end), f", {item}")


def insert_before(source: SourceFile, entry: Entry, item: str) -> Change:
    """Insert ``key: value`` before an entry of a flow mapping."""
    start = entry.span.start
    return Change(source.path, Span(start, start), f"{item}, ")


def fill_empty(source: SourceFile, entry: Entry, item: str) -> Change | None:
    """Replace an empty value, such as ``~`` or ``[]``, by a flow mapping of one entry."""
    if not is_empty(source, entry.value) or entry.colon is None:
        return None
    span = entry.value.span
    blank = " " if span.start == entry.colon.end else ""
    return Change(source.path, span, f"{blank}{{{item}}}")


def is_empty(source: SourceFile, node: Node) -> bool:
    """Tell whether a value has nothing in it, so that a map may take its place."""
    if node.anchor is not None or node.tag is not None or comments_in(source, node.span):
        return False
    if isinstance(node, Scalar):
        return node.style is Style.ABSENT or (
            node.style is Style.PLAIN and source.value(node) is None
        )
    if isinstance(node, Mapping):
        return not node.entries
    return isinstance(node, Sequence) and not node.items


def portable(source: SourceFile, node: Node) -> str | None:
    """Return the source of a value, of one line, that means the same in a block and in braces.

    None where there is none: symfony/yaml reads the value behind an anchor in braces as text, for
    example, so that what has an anchor or a tag stays where it is.
    """
    if any(each.anchor is not None or each.tag is not None for each in walk(node)):
        return None
    text = node.span.slice(source.text)
    if "\n" in text or "\r" in text or comments_in(source, node.span):
        return None
    if isinstance(node, Alias):
        return text
    if isinstance(node, Scalar):
        return _portable_scalar(source, node, text)
    return text if node.flow else None


def portable_key(source: SourceFile, entry: Entry) -> str:
    """Return the source of a key that means the same in a block and in braces."""
    key = entry.key
    text = key.span.slice(source.text)
    is_plain = isinstance(key, Scalar) and key.style is Style.PLAIN
    return key_source(text) if is_plain and not SAFE.fullmatch(text) else text


def _portable_scalar(source: SourceFile, node: Scalar, text: str) -> str | None:
    if node.style is Style.ABSENT:
        return "null"
    if node.style in (Style.SINGLE, Style.DOUBLE) or SAFE.fullmatch(text):
        return text
    value = source.value(node)
    return scalar(value) if isinstance(value, str) and node.style is Style.PLAIN else None


def drop_from_flow(source: SourceFile, mapping: Mapping, entry: Entry) -> tuple[Change, ...] | None:
    """Remove an entry of a flow mapping with one of its commas; comments around it stay.

    None where a comment stands within the entry.
    """
    start, end = entry.span.start, end_of(entry)
    if comments_in(source, Span(start, end)):
        return None
    inside = mapping.entries
    at = next(number for number, each in enumerate(inside) if each is entry)
    if len(inside) == 1:
        whole = Span(mapping.span.start + 1, mapping.span.end - 1)
        gap = Span(end, whole.end)
    elif at + 1 < len(inside):
        gap = Span(end, inside[at + 1].span.start)
        whole = Span(start, gap.end)
    else:
        gap = Span(end_of(inside[at - 1]), start)
        whole = Span(gap.start, end)
    if not comments_in(source, whole):
        return (Change(source.path, whole, ""),)
    return _without(source, Span(start, end), _comma(source, gap))


def _without(source: SourceFile, *spans: Span | None) -> tuple[Change, ...]:
    """Return the deletions of spans; those that touch become one."""
    found: list[Span] = []
    for span in sorted(span for span in spans if span is not None):
        if found and found[-1].end == span.start:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(Change(source.path, span, "") for span in found)


def _comma(source: SourceFile, span: Span) -> Span | None:
    """Return the first comma of a span that stands in no comment."""
    start = span.start
    for comment in comments_in(source, span):
        found = source.text.find(",", start, comment.span.start)
        if found >= 0:
            return Span(found, found + 1)
        start = comment.span.end
    found = source.text.find(",", start, span.end)
    return Span(found, found + 1) if found >= 0 else None
