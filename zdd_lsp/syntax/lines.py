"""The lines of a text as the reader sees them: where they start, end and how they are indented."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from zdd_lsp.syntax import tabs
from zdd_lsp.text.differences import common_end, common_start
from zdd_lsp.text.span import Span

_LINE: Final = re.compile(r"( *+)([ \t]*+)([^\r\n]*+)(\r\n|\r|\n|\Z)")
_MARKER: Final = re.compile(r"(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
_WIDE_STEP: Final = 4


class Lines:
    r"""A text cut into lines at ``\n``, ``\r\n`` and ``\r`` only.

    Attributes:
        text: The text.
        start: Offset of each line's first character.
        content: Offset of the first character that is neither blank nor tab; `end` if none is.
        end: Offset behind each line's last character, line break excluded.
        indent: Number of leading blanks; for a line indented with tabs, the best guess of what
            was meant (see `tabs.settle`). The reader changes it where a line stands wrongly.
        count: The number of lines; a text that ends in a line break has an empty last one.
        tabs: The lines whose indentation contains a tab and that hold more than blanks.
        blank_tabs: The lines of nothing but blanks and at least one tab.
    """

    __slots__ = (
        "_step",
        "blank_tabs",
        "content",
        "count",
        "end",
        "indent",
        "start",
        "tabs",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.start: list[int] = []
        self.content: list[int] = []
        self.end: list[int] = []
        self.indent: list[int] = []
        self.count = 0
        self.tabs: set[int] = set()
        self.blank_tabs: set[int] = set()
        self._step = 0

    @classmethod
    def of(cls, text: str, begin: int, limit: int) -> Lines:
        """Cut a text into lines, from one offset to another."""
        lines = cls(text)
        lines._cut(begin, limit)
        lines._settle()
        return lines

    @classmethod
    def after(cls, old: Lines, text: str) -> tuple[Lines, Span]:
        """Return the lines of a text that differs in one place from one whose lines are known.

        Args:
            old: The lines of that text as it was cut: none has tabs, or was moved.
            text: The text.

        Returns:
            The lines, and the part of the text that was cut anew.
        """
        by = len(text) - len(old.text)
        # A line break in front of the place may have got its second half.
        before = common_start(old.text, text) - 1
        first = max(bisect_right(old.start, before) - 1, 0)
        begin = old.start[first]
        behind = common_end(old.text[begin:], text[begin:])
        rest = bisect_left(old.start, len(old.text) - behind)
        if not _begins_line(text, len(text) - behind):
            rest = bisect_right(old.start, len(old.text) - behind)
        end = old.start[rest] + by if rest < old.count else len(text)
        lines = cls(text)
        for name in ("start", "content", "end", "indent"):
            setattr(lines, name, getattr(old, name)[:first])
        lines._cut(begin, end)
        if rest < old.count:
            for name in ("start", "content", "end", "indent"):
                ours = getattr(lines, name)
                ours.pop()  # the line behind the last line break: the first that is known
                theirs = getattr(old, name)[rest:]
                ours += theirs if name == "indent" else [at + by for at in theirs]
        lines._settle()
        return lines, Span(begin, end)

    def _cut(self, begin: int, limit: int) -> None:
        """Add the lines of a part of the text. It has one more than line breaks."""
        at = begin
        for blanks, more, rest, line_break in _LINE.findall(self.text, begin, limit):
            self.start.append(at)
            indent = len(blanks)
            at += indent
            if more:
                (self.tabs if rest else self.blank_tabs).add(len(self.indent))
                at += len(more)
            self.indent.append(indent)
            self.content.append(at)
            at += len(rest)
            self.end.append(at)
            if not line_break:
                break
            at += len(line_break)

    def _settle(self) -> None:
        """Count the lines, and decide about those that are indented with tabs."""
        self.count = len(self.indent)
        if self.tabs:
            tabs.settle(self)

    def line_at(self, offset: int) -> int:
        """Return the line of an offset."""
        return bisect_right(self.start, offset) - 1

    def is_blank(self, line: int) -> bool:
        """Tell whether a line holds nothing but blanks and tabs."""
        return self.content[line] == self.end[line]

    def is_idle(self, line: int) -> bool:
        """Tell whether a line is blank or nothing but a comment."""
        content = self.content[line]
        return content == self.end[line] or self.text[content] == "#"

    def is_marker(self, line: int) -> bool:
        """Tell whether a line begins or ends a document: ``---`` or ``...`` in the first column."""
        return _MARKER.match(self.text, self.start[line], self.end[line]) is not None

    def blanks(self, line: int) -> int:
        """Return the number of leading blanks, whatever tabs and misplaced lines are taken for."""
        start, content = self.start[line], self.content[line]
        if line in self.tabs or line in self.blank_tabs:
            return self.text.find("\t", start, content) - start
        return content - start

    def following(self, line: int) -> int:
        """Return the next line after ``line`` that is not idle, or `count`."""
        line += 1
        while line < self.count and self.is_idle(line):
            line += 1
        return line

    def opens(self, line: int) -> bool:
        """Tell whether a line ends with a colon, so that a block follows it."""
        text = self.text[self.content[line] : self.end[line]]
        return not text.startswith("#") and text.split(" #", 1)[0].rstrip().endswith(":")

    def step(self) -> int:
        """Return the width of one indentation in this text: 4 where nearly all are that, or 2."""
        if not self._step:
            indents = [
                indent
                for line, indent in enumerate(self.indent)
                if indent and line not in self.tabs and not self.is_blank(line)
            ]
            wide = sum(indent % _WIDE_STEP == 0 for indent in indents)
            self._step = _WIDE_STEP if _WIDE_STEP * wide >= 3 * len(indents) else 2
        return self._step


def _begins_line(text: str, offset: int) -> bool:
    """Tell whether an offset is right behind a line break."""
    before = text[offset - 1 : offset]
    return before == "\n" or (before == "\r" and text[offset : offset + 1] != "\n")
