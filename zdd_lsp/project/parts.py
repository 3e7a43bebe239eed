"""Where a part of a value stands in the file: a word of a command, a field of a schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Node


def part_place(source: SourceFile, node: Node, part: Span) -> Span:
    """Return the place of a part of a scalar's text.

    It is the place of the whole value where the text is not written as it is read: behind an
    alias, with escapes, or where a line was folded in the middle of the part.

    Args:
        source: The file.
        node: The value, as its entry has it.
        part: The part, in offsets of the text.
    """
    if not isinstance(node, Scalar):
        return node.span
    if node.lines:
        return _place_in_lines(source, node, part) or node.span
    at = source.text.find(node.text, node.span.start, node.span.end)
    return node.span if at < 0 else Span(at + part.start, at + part.end)


def _place_in_lines(source: SourceFile, node: Scalar, part: Span) -> Span | None:
    """Return the place of a part of one line of a block scalar."""
    at = 0
    for line in node.lines:
        content = line.slice(source.text)
        at = node.text.find(content, at)
        if at < 0:
            return None
        if at <= part.start and part.end <= at + len(content):
            return Span(line.start + part.start - at, line.start + part.end - at)
        at += len(content)
    return None
