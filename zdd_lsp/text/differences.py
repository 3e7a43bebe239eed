"""What has to be edited to make one text of another."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from zdd_lsp.text.lines import LineIndex
from zdd_lsp.text.span import Span

_MOST_LINES: Final = 1000
"""Lines from the first to the last difference up to which it is looked for what stays between
them. Unlucky texts take a time that grows with more than the number of lines."""


def differences(old: str, new: str) -> list[tuple[Span, str]]:
    """Return replacements of parts of ``old`` that lead to ``new``, in the order of the text.

    They are small, so that an editor keeps cursors, folds and marks in what stays. They neither
    overlap nor touch each other, and none cuts a line break in two.
    """
    return [
        (Span(offset + part.start, offset + part.end), text)
        for span, replacement in _trimmed(old, new)
        for offset, before, after in _hunks(span.start, span.slice(old), replacement)
        for part, text in _trimmed(before, after)
    ]


def _hunks(offset: int, old: str, new: str) -> list[tuple[int, str, str]]:
    """Return the groups of lines that differ: where they begin, and both texts."""
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) > _MOST_LINES:
        return [(offset, old, new)]
    hunks = []
    for kind, *bounds in SequenceMatcher(None, before, after).get_opcodes():
        text = "".join(before[bounds[0] : bounds[1]])
        if kind != "equal":
            hunks.append((offset, text, "".join(after[bounds[2] : bounds[3]])))
        offset += len(text)
    return hunks


def _lines(text: str) -> list[str]:
    """Return the lines of a text with their line breaks."""
    starts = [*LineIndex(text).starts, len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _trimmed(old: str, new: str) -> list[tuple[Span, str]]:
    """Return one replacement without what both texts begin and end with, or none."""
    if old == new:
        return []
    start = common_start(old, new)
    if "\r" in old[start - 1 : start] and "\n" in (old[start : start + 1], new[start : start + 1]):
        start -= 1
    end = common_end(old[start:], new[start:])
    first = len(old) - end
    if old[first : first + 1] == "\n" and "\r" in (
        *old[first - 1 : first],
        *new[len(new) - end - 1 : len(new) - end],
    ):
        end -= 1
    return [(Span(start, len(old) - end), new[start : len(new) - end])]


def common_end(one: str, other: str) -> int:
    """Return with how many equal characters two texts end."""
    return common_start(one[::-1], other[::-1])


def common_start(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
