"""What anchors and aliases forbid: a change of one place that would be one of others, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.extent import nodes_around
from zdd_lsp.syntax.nodes import Alias, walk

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node
    from zdd_lsp.text.span import Span


def is_aliased(source: SourceFile, node: Node | None) -> bool:
    """Tell whether the file refers to a node by an alias, so that it stands in several places."""
    if node is None or node.anchor is None:
        return False
    return any(isinstance(each, Alias) and each.target is node for each in walk(source.tree.root))


def stands_elsewhere(source: SourceFile, entry: Entry) -> bool:
    """Tell whether an alias makes an entry, or what it stands in, appear in another place, too."""
    return any(is_aliased(source, node) for node in (*nodes_around(source, entry), entry.value))


def may_go(source: SourceFile, span: Span) -> bool:
    """Tell whether nothing outside of a span refers to something inside."""
    if "&" not in span.slice(source.text):
        return True
    anchors, aliases = _properties(source)
    inside = {name for name, offset in anchors if offset in span}
    return not any(name in inside and offset not in span for name, offset in aliases)


def may_move(source: SourceFile, span: Span, offset: int) -> bool:
    """Tell whether all aliases still mean the same if a span moves to an offset."""
    anchors, aliases = _properties(source)
    names = [name for name, _ in anchors]
    inside = {name for name, place in anchors if place in span}
    for name, place in aliases:
        if place not in span and name in inside and place < offset:
            return False
        if place in span and name not in inside:
            inside.add(name)
            if any(known == name and at >= offset for known, at in anchors):
                return False
    return all(names.count(name) == 1 for name in inside)


def may_copy(source: SourceFile, span: Span, offset: int) -> bool:
    """Tell whether a copy of a span at an offset means the same, and all aliases still do."""
    anchors, aliases = _properties(source)

    def meant(name: str, place: int) -> int | None:
        return max((at for known, at in anchors if known == name and at < place), default=None)

    return not any(place in span for _, place in anchors) and all(
        meant(name, place) == meant(name, offset) for name, place in aliases if place in span
    )


def _properties(source: SourceFile) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return the anchors and the aliases of a file, each with its name and its place."""
    anchors: list[tuple[str, int]] = []
    aliases: list[tuple[str, int]] = []
    if "&" in source.text or "*" in source.text:
        for node in walk(source.tree.root):
            if node.anchor is not None:
                anchors.append((node.anchor.text, node.anchor.span.start))
            if isinstance(node, Alias):
                aliases.append((node.name, node.span.start))
    return anchors, aliases
