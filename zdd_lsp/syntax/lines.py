"""The lines of a text as the reader sees them: where they start, end and how they are indented."""

from __future__ import annotations

import re
from typing import Final

_EOL: Final = re.compile(r"\r\n|\r|\n")
_LEAD: Final = re.compile(r"( *)([ \t]*)")


class Lines:
    """A text cut into lines at ``\\n``, ``\\r\\n`` and ``\\r`` only.

    Attributes:
        start: Offset of each line's first character.
        end: Offset behind each line's last character, line break excluded.
        content: Offset of the first character that is neither blank nor tab; `end` if none is.
        indent: Number of leading blanks; for a line indented with tabs, the best guess of what
            was meant (see `guess_tabs`).
        tabs: The lines whose indentation contains a tab and that hold more than blanks.
        blank_tabs: The lines of nothing but blanks and at least one tab.
    """

    __slots__ = ("_step", "blank_tabs", "content", "count", "end", "indent", "start", "tabs", "text")

    def __init__(self, text: str, begin: int, limit: int) -> None:
        self.text = text
        self.start = [begin]
        self.end: list[int] = []
        for match in _EOL.finditer(text, begin, limit):
            self.end.append(match.start())
            self.start.append(match.end())
        self.end.append(limit)
        self.count = len(self.end)
        self.content: list[int] = []
        self.indent: list[int] = []
        self._step = 0
        self.tabs: set[int] = set()
        self.blank_tabs: set[int] = set()
        lead = _LEAD.match
        for number, (start, end) in enumerate(zip(self.start, self.end, strict=True)):
            match = lead(text, start, end)
            assert match is not None  # the pattern matches the empty string
            spaces = match.end(1)
            content = match.end()
            self.content.append(content)
            self.indent.append(spaces - start)
            if content != spaces:
                (self.tabs if content != end else self.blank_tabs).add(number)
        if self.tabs:
            self.guess_tabs()

    def is_blank(self, line: int) -> bool:
        """Tell whether a line holds nothing but blanks and tabs."""
        return self.content[line] == self.end[line]

    def guess_tabs(self) -> None:
        """Guess the indentation that was meant by lines with tabs, from the lines around them.

        A run of tabbed lines keeps its inner steps. Its first line becomes a child of the line
        above if that one opens a block, and otherwise a sibling of a line nearby.
        """
        step = self.step()
        for first in sorted(self.tabs):
            if first - 1 in self.tabs:
                continue
            run = [first]
            while run[-1] + 1 in self.tabs:
                run.append(run[-1] + 1)
            depth = [self._tab_count(line) for line in run]
            base = self._meant(first, run[-1], step)
            for line, tabs in zip(run, depth, strict=True):
                self.indent[line] = max(0, base + (tabs - depth[0]) * step)

    def _tab_count(self, line: int) -> int:
        return self.text.count("\t", self.start[line], self.content[line])

    def step(self) -> int:
        """Return the width of one indentation in this text: 4 where nearly all are that, or 2."""
        if self._step:
            return self._step
        indents = [
            self.indent[line]
            for line in range(self.count)
            if self.indent[line] and line not in self.tabs and not self.is_blank(line)
        ]
        fours = sum(indent % 4 == 0 for indent in indents)
        self._step = 4 if 4 * fours >= 3 * len(indents) else 2
        return self._step

    def opens(self, line: int) -> bool:
        """Tell whether a line ends with a colon, so that a block follows it."""
        text = self.text[self.content[line] : self.end[line]]
        return not text.startswith("#") and text.split(" #", 1)[0].rstrip().endswith(":")

    def _meant(self, first: int, last: int, step: int) -> int:
        """Return the indentation that line ``first`` of a tabbed run probably should have."""
        above = self._neighbour(first - 1, -1)
        below = self._neighbour(last + 1, 1)
        before = self.indent[above] if above is not None else -step
        after = self.indent[below] if below is not None else None
        if above is not None and self.opens(above):
            if after is None or after <= before:
                return before + step
            # The line may open the block of the line below in its turn.
            return (before + after) // 2 if self.opens(last) and after - before > 3 else after
        if after is None or after == before or before < 0:
            return max(0, before)
        if self.opens(last) and after <= before:
            # The line opens the block that the line below belongs to.
            lower = [self.indent[i] for i in range(first) if not self.is_blank(i)]
            return max((i for i in lower if i < after), default=0)
        return before

    def _neighbour(self, line: int, step: int) -> int | None:
        """Return the nearest line with text in one direction that is neither comment nor tabbed."""
        while 0 <= line < self.count:
            if not (
                self.is_blank(line)
                or line in self.tabs
                or self.text.startswith("#", self.content[line])
            ):
                return line
            line += step
        return None
