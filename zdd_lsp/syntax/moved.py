"""Nodes of an earlier tree, as they stand in a text in which something before them has changed.

Thousands stand behind a keystroke, and few of them are looked at before the next one. What is in a
collection is therefore moved when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from zdd_lsp.syntax.nodes import Comment, Entry, Item, Mapping, Property, Scalar, Sequence
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node

Child = TypeVar("Child", Entry, Item)


def moved_child(child: Child, by: int) -> Child:
    """Return an entry or item without anchors that stands ``by`` characters further on."""
    if isinstance(child, Entry):
        colon = None if child.colon is None else _moved(child.colon, by)
        return Entry(_moved_node(child.key, by), colon, _moved_node(child.value, by))
    dash = None if child.dash is None else _moved(child.dash, by)
    return Item(dash, _moved_node(child.value, by))


def moved_comment(comment: Comment, by: int) -> Comment:
    """Return a comment that stands ``by`` characters further on."""
    return Comment(_moved(comment.span, by), comment.text)


class _MovedMapping(Mapping):
    """A mapping that stands elsewhere.

    Until the entries are made, their slot is empty, and Python asks `__getattr__` for them.

    Attributes:
        source: What was moved; None as soon as the entries are made.
        by: How far.
    """

    __slots__ = ("by", "source")

    source: Mapping | None
    by: int

    def __init__(self, source: Mapping, by: int) -> None:
        if isinstance(source, _MovedMapping) and source.source is not None:
            by += source.by
            source = source.source
        self.source = source
        self.by = by
        tag = _moved_property(source.tag, by)
        super().__init__(_moved(source.span, by), [], source.flow, None, tag)
        del self.entries

    def __getattr__(self, name: str) -> list[Entry]:
        if name != "entries" or self.source is None:
            raise AttributeError(name)
        self.entries = [moved_child(entry, self.by) for entry in self.source.entries]
        self.source = None
        return self.entries

    def __eq__(self, other: object) -> bool:
        return Mapping(self.span, self.entries, self.flow, self.anchor, self.tag) == other

    __hash__ = Mapping.__hash__


class _MovedSequence(Sequence):
    """A sequence that stands elsewhere; as `_MovedMapping`."""

    __slots__ = ("by", "source")

    source: Sequence | None
    by: int

    def __init__(self, source: Sequence, by: int) -> None:
        if isinstance(source, _MovedSequence) and source.source is not None:
            by += source.by
            source = source.source
        self.source = source
        self.by = by
        tag = _moved_property(source.tag, by)
        super().__init__(_moved(source.span, by), [], source.flow, None, tag)
        del self.items

    def __getattr__(self, name: str) -> list[Item]:
        if name != "items" or self.source is None:
            raise AttributeError(name)
        self.items = [moved_child(item, self.by) for item in self.source.items]
        self.source = None
        return self.items

    def __eq__(self, other: object) -> bool:
        return Sequence(self.span, self.items, self.flow, self.anchor, self.tag) == other

    __hash__ = Sequence.__hash__


def _moved_node(node: Node, by: int) -> Node:
    if isinstance(node, Mapping):
        return _MovedMapping(node, by)
    if isinstance(node, Sequence):
        return _MovedSequence(node, by)
    assert isinstance(node, Scalar)  # an alias needs an anchor
    span = _moved(node.span, by)
    if node.header is None and node.tag is None:
        return Scalar(span, node.text, node.style)
    tag = _moved_property(node.tag, by)
    header = None if node.header is None else _moved(node.header, by)
    lines = tuple(_moved(line, by) for line in node.lines)
    return Scalar(span, node.text, node.style, None, tag, header, lines)


def _moved_property(tag: Property | None, by: int) -> Property | None:
    return None if tag is None else Property(_moved(tag.span, by), tag.text)


def _moved(span: Span, by: int) -> Span:
    # Thousands are moved at a time, and this is twice as fast as `Span(…)`.
    return tuple.__new__(Span, (span[0] + by, span[1] + by))
