"""Lines that fit nowhere, and the block that each of them belongs to.

The reader decides by indentation, as symfony/yaml does and as people do. Where a line fits nowhere
it belongs to the block whose indentation is nearest; the deviation is reported once, and reading
goes on with all keys in their places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.block_scalar import BlockScalarReader
from zdd_lsp.syntax.nodes import Repair
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.lines import Lines
    from zdd_lsp.syntax.nodes import Dialect, Mapping

_WORD: Final = re.compile(r"[A-Za-z_][\w.-]*[ \t]*\Z")


class FittingReader(BlockScalarReader):
    """Finds places for lines.

    Attributes:
        columns: The indentations of the open mappings, outermost first.
    """

    def __init__(self, text: str, lines: Lines, dialect: Dialect) -> None:
        super().__init__(text, lines, dialect)
        self.columns: list[int] = []

    def misplaced(self, line: int, expected: int) -> None:
        """Report that ``line`` is not indented like its siblings, by ``expected``."""
        lines = self.lines
        if line in lines.tabs:
            return
        span = Span(lines.content[line], lines.end[line])
        lead = Span(lines.start[line], lines.content[line])
        self.report(problems.indentation(span, lines.indent[line], expected, lead))

    def move(self, line: int, column: int) -> None:
        """Report that ``line`` is misplaced, and take it for indented by ``column``."""
        self.misplaced(line, column)
        self.lines.indent[line] = column

    def fit(
        self, line: int, above: int | None, column: int, accepted: int, parent: int
    ) -> tuple[int, int] | None:
        """Decide about a line that does not stand at the column of the mapping above it.

        Args:
            line: The line.
            above: The line of the mapping's only entry so far, if it has but one.
            column: The column of the mapping.
            accepted: The column of the line before, which may be misplaced already.
            parent: The indentation of the mapping's parent.

        Returns:
            The columns to go on with; None where the line ends the mapping.
        """
        indent = self.depth_of(line)
        if indent > column and indent != accepted and self.refit(line):
            indent = self.depth_of(line)
        if 0 <= indent < column and self.is_orphan(line):
            goes_on = self.depth_of(self.lines.following(line)) == column
            return (column, accepted) if goes_on else None
        if self.leaves(indent, column, parent):
            return None
        if indent < column and above is not None and not self.is_odd(line, column):
            # The first line of the block is the odd one.
            self.misplaced(above, indent)
            self.columns[-1] = indent
            return indent, indent
        if indent not in (column, accepted):
            self.misplaced(line, column)
        return column, indent if indent != column else accepted

    def leaves(self, indent: int, column: int, parent: int) -> bool:
        """Tell whether a line ends the block that stands at ``column`` below ``parent``.

        A line between the two belongs to the block if it is a whole step deeper than the parent,
        and otherwise to the nearer one.
        """
        if indent >= column:
            return False
        return indent <= parent or indent - parent < min(self.lines.step(), column - indent)

    def refit(self, line: int) -> bool:
        """Move a line that is indented too deeply to the open mapping that it must belong to.

        That is certain only where the line opens a block whose first line is not deeper. Returns
        whether the line was moved.
        """
        lines = self.lines
        if not lines.opens(line):
            return False
        below = self.depth_of(lines.following(line))
        if below > lines.indent[line]:
            return False
        fitting = [column for column in self.columns if column < below]
        if not fitting or fitting[-1] == self.columns[-1]:
            return False
        self.move(line, fitting[-1])
        return True

    def refit_first(self, line: int, parent: int) -> None:
        """Move the first line of a block to the left where its own block demands it."""
        lines = self.lines
        probe = lines.following(line)
        below = self.depth_of(probe)
        if not parent < below < lines.indent[line] or not lines.opens(line):
            return
        column = (max(parent, 0) + below) // 2
        while self.depth_of(probe) > parent and self.may_look_ahead(1):
            if self.depth_of(probe) < below:
                column = self.depth_of(probe)
                break
            probe = lines.following(probe)
        self.move(line, column)

    def is_odd(self, line: int, column: int) -> bool:
        """Tell whether only ``line`` is misplaced: the next one like it stands at ``column`` again.

        The other possibility is that the line above it is.
        """
        lines = self.lines
        probe = lines.following(line)
        while self.depth_of(probe) > column and self.may_look_ahead(1):
            probe = lines.following(probe)
        return self.depth_of(probe) == column

    def is_word(self, line: int, pos: int) -> bool:
        """Tell whether only a word stands behind ``pos``, as while a key is being typed."""
        return _WORD.match(self.text, pos, self.lines.end[line]) is not None

    def is_orphan(self, line: int) -> bool:
        """Tell whether ``line`` is a word, further left than its block, typed into the middle.

        The lines below it go on where the block above stopped, too deep to be its children.
        """
        lines = self.lines
        if not self.is_word(line, lines.content[line]):
            return False
        inner = [column for column in self.columns if column > lines.indent[line]]
        return len(inner) > 1 and self.depth_of(lines.following(line)) in inner[1:]

    def has_sibling(self, line: int, column: int) -> bool:
        """Tell whether a key follows ``line`` that is indented by ``column`` or deeper."""
        lines = self.lines
        following = lines.following(line)
        if self.depth_of(following) < column:
            return False
        return self.colon_of(following, lines.content[following]) is not None

    def is_text(self, line: int, parent: int) -> bool:
        """Tell whether symfony/yaml reads the whole block that begins with ``line`` as one text.

        It does so without a word unless one of the lines has a colon and a blank.
        """
        if not self.symfony:
            return False
        lines, text = self.lines, self.text
        column = lines.indent[line]
        first = line
        while line < lines.count and (lines.is_idle(line) or lines.indent[line] >= column):
            if not self.may_look_ahead(1):
                return False
            if not lines.is_idle(line):
                if text.find(": ", lines.content[line], lines.end[line]) >= 0:
                    return False
                if parent < 0 and lines.indent[line] and line > first:
                    return False
            line += 1
        return True

    def late_root(self, root: Mapping, first: int, following: int) -> None:
        """Report that the file's first key is indented although ``following`` is a root key."""
        lines = self.lines
        key = root.entries[0].key.span
        expected = lines.indent[following]
        lead = Span(lines.start[first], lines.content[first])
        problem = problems.indentation(key, lines.indent[first], expected, lead)
        later = Span(lines.content[following], lines.end[following])
        problem.related = ((later, "The keys of the root begin further left, here."),)
        self.report(problem)

    def indented_root(self, first: int) -> None:
        """Report that the whole document is indented, which symfony/yaml does not allow."""
        lines = self.lines
        found = lines.indent[first]
        if first in lines.tabs:
            return
        problem = problems.indentation(Span(lines.content[first], lines.end[first]), found, 0)
        edits: list[tuple[Span, str]] = []
        line = first
        while not self.ends_document(line):
            if lines.blanks(line) >= found:
                edits.append((Span(lines.start[line], lines.start[line] + found), ""))
            line += 1
        problem.repairs = (Repair("Remove the indentation of the file", tuple(edits)),)
        self.report(problem)
