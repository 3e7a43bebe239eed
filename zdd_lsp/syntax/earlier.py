"""What an earlier reading tells about a text that has changed in one place since."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Generic

from zdd_lsp.syntax.lines import Lines
from zdd_lsp.syntax.moved import Child, moved_child, moved_comment

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Comment, Node, Tree


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

    def take(self, block: Block[Child], pos: int) -> tuple[list[Child], int | None]:
        """Return the children of a block from ``pos`` on that are as they were.

        In front of what has changed the last child that is certain is left to be read, and `enter`
        finds what is below it: what a child is depends on the line below it, too.

        Returns:
            The children, and where the one behind them starts; None if there is none.
        """
        self._inner = None
        was = self._was(pos)
        first = bisect_left(block.starts, was) if was is not None else len(block.starts)
        if first == len(block.starts) or block.starts[first] != was:
            return [], pos
        if pos >= self._changed.start:
            by = self._by
            rest = block.children[first:]
            return ([moved_child(each, by) for each in rest] if by else rest), None
        last = bisect_left(block.starts, self._changed.start) - 1
        self._inner = block.children[last].value
        return block.children[first:last], block.starts[last]

    def comments(self, start: int, end: int) -> list[Comment]:
        """Return the comments between two places, of which no line between them has changed."""
        by = 0 if start < self._changed.start else self._by
        first, last = (bisect_left(self._comment_starts, place - by) for place in (start, end))
        comments = self._tree.comments[first:last]
        return [moved_comment(each, by) for each in comments] if by else comments

    @cached_property
    def _comment_starts(self) -> list[int]:
        return [comment.span.start for comment in self._tree.comments]

    def _was(self, pos: int) -> int | None:
        """Return where in the earlier text a place was; None in the changed lines."""
        if pos < self._changed.start:
            return pos
        return None if pos < self._changed.end else pos - self._by
