"""Where a part of a value stands in the file: a field of a schedule, a sign of a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.syntax.origin import origin

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Node
    from zdd_lsp.text.span import Span


def part_place(source: SourceFile, node: Node, part: Span) -> Span:
    """Return the place of a part of a scalar's text; of an alias, the place of the alias.

    Args:
        source: The file.
        node: The scalar, as its entry has it.
        part: The part, in offsets of the text.
    """
    way = origin(node, source.text) if isinstance(node, Scalar) else None
    return node.span if way is None else way.span(part.start, part.end)
