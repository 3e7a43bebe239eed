"""Findings that hold still while a file is half typed.

While a word is typed, the file cannot be read for a moment, and what the rules make of the rest
says nothing: a line that has no colon yet may seem to end the mapping that it stands in. So the
findings of the last text that could be read stay where nothing was typed, and nothing is added but
what is wrong with the YAML.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location
from zdd_lsp.project.discovery import FILES
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.findings import Finding, Related
    from zdd_lsp.project import Project

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def is_half_typed(project: Project) -> bool:
    """Tell whether one of the files cannot be read as YAML."""
    return bool(_unreadable(project))


def steady(
    before: Iterable[Finding], old: Project, now: Iterable[Finding], new: Project
) -> list[Finding]:
    """Return the findings to show for a project with a half-typed file.

    Args:
        before: The findings that are shown so far.
        old: The project that they are about.
        now: What the rules find in the present texts.
        new: The project with these texts.

    Returns:
        The findings to show. The older ones have no fixes any more, which are edits of a text.
    """
    broken = _unreadable(new)
    shifts = {
        path: _Shift(old.text(path) or "", text)
        for path in FILES
        if (text := new.text(path)) is not None
    }

    def is_held(path: str) -> bool:
        """Tell whether the findings about a file stay: it is half typed, or not touched."""
        return path in broken or old.text(path) == new.text(path)

    kept = [
        moved
        for finding in before
        if is_held(finding.location.path)
        and not _is_about_yaml(finding)
        and (moved := _moved(finding, shifts)) is not None
    ]
    fresh = [each for each in now if _is_about_yaml(each) or not is_held(each.location.path)]
    found = [*kept, *fresh]
    found.sort(key=lambda finding: (finding.location.path, finding.location.span, finding.code))
    return found


class _Shift:
    """Where the places of an older text are now.

    Lines in which something was typed have no place any more.
    """

    def __init__(self, old: str, new: str) -> None:
        before, after = _LINE.findall(old), _LINE.findall(new)
        shorter = min(len(before), len(after))
        head = _count(before[:shorter], after)
        tail = _count(before[::-1][: shorter - head], after[::-1])
        self._start = sum(map(len, before[:head]))
        self._end = len(old) - sum(map(len, before[len(before) - tail :]))
        self._by = len(new) - len(old)

    def __call__(self, span: Span) -> Span | None:
        """Return where a span is now, or None."""
        if span.start >= self._end:
            return Span(span.start + self._by, span.end + self._by)
        return span if span.end <= self._start else None


def _count(some: list[str], others: list[str]) -> int:
    """Return how many lines are the same from the first on."""
    return next((at for at, line in enumerate(some) if line != others[at]), len(some))


def _unreadable(project: Project) -> set[str]:
    return {path for path in FILES if any(each.fatal for each in project.problems(path))}


def _is_about_yaml(finding: Finding) -> bool:
    return finding.rule.startswith("yaml-")


def _moved(finding: Finding, shifts: dict[str, _Shift]) -> Finding | None:
    """Return a finding at its present place, or None if its text was touched."""
    location = _place(finding.location, shifts)
    if location is None:
        return None
    related = tuple(moved for each in finding.related if (moved := _related(each, shifts)))
    return replace(finding, location=location, related=related, fixes=())


def _related(related: Related, shifts: dict[str, _Shift]) -> Related | None:
    location = _place(related.location, shifts)
    return None if location is None else replace(related, location=location)


def _place(location: Location, shifts: dict[str, _Shift]) -> Location | None:
    shift = shifts.get(location.path)
    span = location.span if shift is None else shift(location.span)
    return None if span is None else Location(location.path, span)
