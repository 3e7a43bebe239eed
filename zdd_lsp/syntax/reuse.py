"""Reading only what has changed.

A keystroke changes one line, of thousands perhaps. The entries and items of a block before and
behind that line are taken over from the tree of the text before. The tree is the same as that of a
full reading, to the last problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.syntax.earlier import Block
from zdd_lsp.syntax.nodes import Entry, Mapping, Sequence, full_span
from zdd_lsp.syntax.simple import SimpleReader

if TYPE_CHECKING:
    from zdd_lsp.syntax.earlier import Earlier
    from zdd_lsp.syntax.lines import Lines
    from zdd_lsp.syntax.moved import Child
    from zdd_lsp.syntax.nodes import Dialect, Item


class ReusingReader(SimpleReader):
    """Takes over what is known from an earlier tree.

    Attributes:
        earlier: The earlier tree; None where there is none.
    """

    def __init__(
        self, text: str, lines: Lines, dialect: Dialect, earlier: Earlier | None = None
    ) -> None:
        super().__init__(text, lines, dialect)
        self.earlier = earlier

    def known_entries(self, pos: int) -> Block[Entry] | None:
        """Return what is known of the block mapping that starts at ``pos``."""
        node = self.earlier.enter(pos) if self.earlier is not None else None
        if not isinstance(node, Mapping) or node.flow:
            return None
        return Block(node.entries, [full_span(entry.key).start for entry in node.entries])

    def known_items(self, pos: int) -> Block[Item] | None:
        """Return what is known of the block sequence that starts at ``pos``."""
        node = self.earlier.enter(pos) if self.earlier is not None else None
        if not isinstance(node, Sequence) or node.flow:
            return None
        return Block(node.items, [item.dash.start for item in node.items if item.dash is not None])

    def take(self, block: Block[Child], pos: int, column: int) -> tuple[list[Child], bool]:
        """Return the children of a block that are known, the first of them at ``pos``.

        The comments among them are noted, and `line` is the one behind them.

        Args:
            block: What is known of the block.
            pos: Where the next child starts, on the current line.
            column: The indentation of the block.

        Returns:
            The children, and whether they are the last ones of the block.
        """
        assert self.earlier is not None  # it gave the block
        lines = self.lines
        children, start = self.earlier.take(block, pos)
        if not children:
            return [], False
        is_rest = start is None
        if start is None:
            line = lines.line_at(_end(children[-1]) - 1) + 1
            start = lines.start[line] if line < lines.count else len(self.text)
            first = self.line
            is_in_place = pos != lines.content[first] or lines.indent[first] == column
        else:
            line = lines.line_at(start)
            is_in_place = lines.indent[line] == column
        if not is_in_place:
            # The first line of the block has moved, so that the others belong elsewhere now.
            return [], False
        self.comments += self.earlier.comments(pos, start)
        self.line = line
        return children, is_rest


def _end(child: Entry | Item) -> int:
    """Return where an entry or item ends: behind its value, or behind its sign without one."""
    sign = child.colon if isinstance(child, Entry) else child.dash
    assert sign is not None  # without it there would be a problem
    return max(sign.end, child.value.span.end)
