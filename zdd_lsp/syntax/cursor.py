"""Where reading stands, and what was found on the way there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.nodes import Alias, Comment
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.lines import Lines
    from zdd_lsp.syntax.nodes import Dialect, Node, Problem

MAX_DEPTH: Final = 100
"""How deeply values may be nested; what is deeper is reported and not analysed. Real files of
this kind nest 8 levels."""

COMMENT: Final = re.compile(r"[ \t]#")
_SPACE: Final = re.compile(r"[ \t]*")


class MisfitError(Exception):
    """A trial reading met something that is not well formed."""


class Cursor:
    """A line of a text, and all that was found so far.

    The readers below it take and return offsets; `line` is the line of the offset last returned,
    or the next line that nobody has read.

    Attributes:
        text: The text.
        lines: Its lines.
        dialect: Whose reading counts.
        symfony: Whether that is symfony/yaml's.
        line: The current line.
        comments: The comments found.
        problems: The problems found.
        anchors: The latest node of each anchor name.
        aliases: The aliases found.
        open_anchors: The names of the anchors whose nodes are being read, outermost first.
        trial: Whether this is a trial reading, which ends with `MisfitError` at the first problem.
    """

    def __init__(self, text: str, lines: Lines, dialect: Dialect) -> None:
        self.text = text
        self.lines = lines
        self.dialect = dialect
        self.symfony = dialect.is_symfony
        self.line = 0
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node] = {}
        self.aliases: list[Alias] = []
        self.open_anchors: list[str] = []
        self.trial = False
        self._budget = self._lookahead = lines.count + 1000

    def report(self, problem: Problem) -> None:
        """Note a problem."""
        if self.trial and problem.fatal:
            raise MisfitError
        self.problems.append(problem)

    def may_look_ahead(self, lines: int) -> bool:
        """Take so many lines from the budget for looking ahead; False once it is spent.

        A line is looked at ahead of reading about once, over the whole text, so that reading
        stays linear whatever the text.
        """
        self._lookahead -= lines
        return self._lookahead >= 0

    @property
    def is_strictly_local(self) -> bool:
        """Whether nothing that was found depends on lines further away than the next one."""
        is_near = self._lookahead == self._budget and not self.lines.tabs
        return is_near and not (self.problems or self.anchors or self.aliases)

    # Within a line

    def line_end(self) -> int:
        """Return the offset of the end of the current line."""
        return self.lines.end[self.line]

    def skip_space(self, pos: int) -> int:
        """Return the offset of the next character on the line that is neither blank nor tab."""
        if self.text[pos : pos + 1] not in (" ", "\t"):
            return pos
        match = _SPACE.match(self.text, pos, self.lines.end[self.line])
        return match.end() if match else pos

    def is_comment(self, pos: int) -> bool:
        """Tell whether a comment starts at ``pos``: a ``#`` after a blank or at a line's start."""
        return self.text.startswith("#", pos) and (
            pos == self.lines.start[self.line] or self.text[pos - 1] in " \t"
        )

    def comment(self, pos: int) -> None:
        """Note the comment that starts at ``pos`` on the current line."""
        end = self.lines.end[self.line]
        self.comments.append(Comment(Span(pos, end), self.text[pos:end]))

    def rest_is_empty(self, pos: int) -> bool:
        """Tell whether nothing but a comment follows ``pos`` on its line; note the comment."""
        pos = self.skip_space(pos)
        if pos >= self.line_end():
            return True
        if self.is_comment(pos):
            self.comment(pos)
            return True
        return False

    def text_end(self, line: int, pos: int) -> tuple[int, int | None]:
        """Return where the text from ``pos`` ends on its line, and its comment's offset."""
        end = self.lines.end[line]
        match = COMMENT.search(self.text, pos, end)
        comment = None
        if match:
            end, comment = match.start(), match.start() + 1
        while end > pos and self.text[end - 1] in " \t":
            end -= 1
        return end, comment

    # Lines

    def next_content(self, line: int) -> int:
        """Return the first line from ``line`` on that is not idle, or the count of lines.

        Comments on the way are noted, and tabs before them reported; document markers count as
        content.
        """
        lines, text = self.lines, self.text
        while line < lines.count:
            content = lines.content[line]
            if content == lines.end[line]:
                if line in lines.blank_tabs:
                    self.check_tabs(line)
            elif text[content] == "#":
                self.line = line
                self.comment(content)
                self.check_tabs(line)
            else:
                break
            line += 1
        return line

    def check_tabs(self, line: int) -> None:
        """Report a tab in the indentation of ``line``; no parser takes one, on a blank line too."""
        lines = self.lines
        if line in lines.tabs:
            span = Span(lines.start[line], lines.content[line])
            self.report(problems.tab_indentation(span, lines.indent[line]))
        elif line in lines.blank_tabs:
            span = Span(lines.start[line], lines.end[line])
            self.report(problems.tab_indentation(span, 0))

    def ends_document(self, line: int) -> bool:
        """Tell whether ``line`` is a document marker or lies behind the last line."""
        lines = self.lines
        return line >= lines.count or (not lines.indent[line] and lines.is_marker(line))

    def depth_of(self, line: int) -> int:
        """Return the indentation of ``line``; -1 where the document ends."""
        lines = self.lines
        if line >= lines.count:
            return -1
        return lines.indent[line] or (-1 if lines.is_marker(line) else 0)
