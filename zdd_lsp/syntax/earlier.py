"""What an earlier reading tells about a text that has changed in one place since."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from zdd_lsp.syntax.lines import Lines
from zdd_lsp.syntax.nodes import Comment, Entry, Item, Mapping, Property, Scalar, Sequence
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node, Tree

Child = TypeVar("Child", Entry, Item)


class Block(Generic[Child]):
    """A block collection of the earlier tree: its children, and where each starts."""

    def __init__(self, children: list[Child], starts: list[int]) -> None:
        self.children: list[Child] = children
        self.starts = starts


class Earlier:
    """An earlier tree, beside a text that differs from the tree's in one place.

    Places are those of the new text. While the text is read, `enter` and `take` are asked in its
    order.

    Attributes:
        lines: The lines of the new text.
    """

    def __init__(self, tree: Tree, text: str) -> None:
        """Compare.

        Args:
            tree: The earlier tree; see `Tree.is_reusable`.
            text: The new text.
        """
        self.lines, self._changed = Lines.after(tree.lines, text)
        self._by = len(text) - len(tree.text)
        self._tree = tree
        self._inner: Node | None = tree.root

    def enter(self, pos: int) -> Node | None:
        """Return the earlier node that stood where the one at ``pos`` is, below the same parent.

        Its first children may have changed; `take` compares each.
        """
        inner, self._inner = self._inner, None
        if inner is None or (pos < self._changed.start and inner.span.start != pos):
            return None
        return inner

    def take(self, block: Block[Child], pos: int) -> tuple[list[Child], int]:
        """Return the children of a block from ``pos`` on that are as they were.

        The last of them that is certain is left to be read, so that the reader stops as it should,
        and finds what is below it by `enter`.

        Returns:
            The children, and where the one behind them starts.
        """
        self._inner = None
        was = self._was(pos)
        first = bisect_left(block.starts, was) if was is not None else len(block.starts)
        if first == len(block.starts) or block.starts[first] != was:
            return [], pos
        last = len(block.starts) - 1
        by = self._by
        if pos < self._changed.start:
            # What a child is depends on the line below it, too.
            last = bisect_left(block.starts, self._changed.start) - 1
            by = 0
        self._inner = block.children[last].value
        taken = block.children[first:last]
        if by:
            taken = [_moved_child(each, by) for each in taken]
        return taken, block.starts[last] + by

    def comments(self, start: int, end: int) -> list[Comment]:
        """Return the comments between two places, of which no line between them has changed."""
        by = 0 if start < self._changed.start else self._by
        first, last = (bisect_left(self._comment_starts, place - by) for place in (start, end))
        comments = self._tree.comments[first:last]
        return [Comment(_moved(each.span, by), each.text) for each in comments] if by else comments

    @cached_property
    def _comment_starts(self) -> list[int]:
        return [comment.span.start for comment in self._tree.comments]

    def _was(self, pos: int) -> int | None:
        """Return where in the earlier text a place was; None in the changed lines."""
        if pos < self._changed.start:
            return pos
        return None if pos < self._changed.end else pos - self._by


def _moved_child(child: Child, by: int) -> Child:
    if isinstance(child, Entry):
        colon = None if child.colon is None else _moved(child.colon, by)
        return Entry(_moved_node(child.key, by), colon, _moved_node(child.value, by))
    dash = None if child.dash is None else _moved(child.dash, by)
    return Item(dash, _moved_node(child.value, by))


def _moved_node(node: Node, by: int) -> Node:
    """Return a copy of a node without anchors that stands elsewhere."""
    start, end = node.span
    # Thousands are moved at a time, and this is twice as fast as `Span(…)`.
    span = tuple.__new__(Span, (start + by, end + by))
    if isinstance(node, Scalar) and node.header is None and node.tag is None:
        return Scalar(span, node.text, node.style)
    tag = None if node.tag is None else Property(_moved(node.tag.span, by), node.tag.text)
    if isinstance(node, Scalar):
        header = None if node.header is None else _moved(node.header, by)
        lines = tuple(_moved(line, by) for line in node.lines)
        return Scalar(span, node.text, node.style, None, tag, header, lines)
    if isinstance(node, Mapping):
        entries = [_moved_child(entry, by) for entry in node.entries]
        return Mapping(span, entries, node.flow, None, tag)
    assert isinstance(node, Sequence)  # an alias needs an anchor
    return Sequence(span, [_moved_child(item, by) for item in node.items], node.flow, None, tag)


def _moved(span: Span, by: int) -> Span:
    return tuple.__new__(Span, (span[0] + by, span[1] + by))
