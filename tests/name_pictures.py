"""Pictures of projects in which names stand.

A picture holds all files, each below a line ``--- path``. The cursor is drawn as ``<|>``. In
comments below a line, ``====`` draws where a name is given and ``^^^^`` where it is used; a ``#``
that touches them belongs to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from zdd_lsp.project import Project

CURSOR: Final = "<|>"
_MARKS: Final = re.compile(r"\s*#[\s=^]*[=^]+\s*")
_MARK: Final = re.compile(r"#?=+|#?\^+")

Drawn = tuple[str, int, int, int]
"""A place: path, line, first column and the one behind the last."""


@dataclass
class Picture:
    """A project, the cursor and the places that are drawn."""

    texts: dict[str, str] = field(default_factory=dict)
    cursor: tuple[str, int] = ("", 0)
    given: set[Drawn] = field(default_factory=set)
    used: set[Drawn] = field(default_factory=set)

    @property
    def project(self) -> Project:
        return Project(Path("/project"), dict(self.texts))

    def drawn(self, path: str, start: int, end: int) -> Drawn:
        """Return a place as the picture draws it."""
        text = self.texts[path]
        line = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        return (path, line, start - begin, end - begin)


def picture(drawing: str) -> Picture:
    """Read a picture."""
    found = Picture()
    for part in re.split(r"^--- ", drawing, flags=re.MULTILINE)[1:]:
        path, _, text = part.partition("\n")
        lines: list[str] = []
        for line in text.split("\n"):
            if not _MARKS.fullmatch(line):
                lines.append(line)
                continue
            for mark in _MARK.finditer(line):
                places = found.given if "=" in mark[0] else found.used
                places.add((path, len(lines) - 1, mark.start(), mark.end()))
        text = "\n".join(lines)
        if CURSOR in text:
            found.cursor = (path, text.index(CURSOR))
        found.texts[path] = text.replace(CURSOR, "")
    return found
