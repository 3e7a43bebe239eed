"""Patterns of paths, as `.gitignore` made them known."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_ANY_DEPTH = "**"


class Exclusion(NamedTuple):
    """Files that are left out.

    ``*`` and ``?`` stand for characters of one name, ``**`` for any number of folders. A pattern
    without a slash, other than at its end, is looked for at every depth. What matches a folder
    matches everything in it.

    Attributes:
        base: The folder that the pattern counts from.
        pattern: The pattern, with slashes.
    """

    base: Path
    pattern: str

    def matches(self, file: Path) -> bool:
        """Tell whether a file is left out; one outside of the base never is."""
        if not file.is_relative_to(self.base):
            return False
        return _match(_segments(self.pattern), file.relative_to(self.base).parts)


def _segments(pattern: str) -> list[str]:
    pattern = pattern.removeprefix("./").removesuffix("/")
    segments = [segment for segment in pattern.split("/") if segment]
    return segments if "/" in pattern else [_ANY_DEPTH, *segments]


def _match(segments: list[str], parts: tuple[str, ...]) -> bool:
    """Tell whether a path, or a folder above it, is what the segments say. No backtracking."""
    reached = _skipping(segments, {0})
    for part in parts:
        reached = _skipping(
            segments,
            {
                at if segments[at] == _ANY_DEPTH else at + 1
                for at in reached
                if at < len(segments)
                and (segments[at] == _ANY_DEPTH or fnmatchcase(part, segments[at]))
            },
        )
        if len(segments) in reached:
            return True
    return False


def _skipping(segments: list[str], reached: set[int]) -> set[int]:
    """Add what can be reached without another part of the path."""
    for at, segment in enumerate(segments):
        if at in reached and segment == _ANY_DEPTH:
            reached.add(at + 1)
    return reached
