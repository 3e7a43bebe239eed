"""Applying fixes: to one file, to a project, until nothing is left to do."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from typing import TYPE_CHECKING, Final

from zdd_lsp import lint
from zdd_lsp.findings import Edit, Finding, Fix, Severity
from zdd_lsp.project.discovery import is_yaml
from zdd_lsp.text.differences import differences
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span

_ROUNDS: Final = 20
"""How often fixes may lead to further fixes; real projects need two or three rounds."""

_IDEAL_CODES: Final = ("ZDD10",)


def fix_all(
    project: Project,
    pause: Callable[[], object] = lint.go_on,
    *,
    unsafe: bool = False,
    path: str | None = None,
) -> dict[str, str]:
    """Apply every fix that may be applied unseen, until none is left.

    Args:
        project: The project. It is not changed.
        pause: See `lint.check`.
        unsafe: Whether to apply also fixes that need a person's judgement.
        path: The only file whose findings count, and that may be changed.

    Returns:
        The new texts of the files that change, by path.
    """
    return _fixpoint(project, partial(fix_within, unsafe=unsafe, path=path), pause)


def fix_within(finding: Finding, *, unsafe: bool = False, path: str | None = None) -> Fix | None:
    """Return the fix of a finding that `fix_all` would apply, or None."""
    if path is not None and finding.location.path != path:
        return None
    for fix in finding.fixes:
        if fix.is_step or not (fix.is_safe or unsafe):
            continue
        if path is None or all(edit.path == path for edit in fix.edits):
            return fix
    return None


def make_ideal(project: Project, pause: Callable[[], object] = lint.go_on) -> dict[str, str]:
    """Apply what brings a project closer to the ideal state, across its files.

    Args:
        project: The project. It is not changed.
        pause: See `lint.check`.

    Returns:
        The new texts of the files that change, by path. What no machine can do, such as naming
        the stores in `config.php`, stays undone.
    """
    return _fixpoint(project, fix_to_ideal, pause)


def fix_to_ideal(finding: Finding) -> Fix | None:
    """Return the fix of a finding that `make_ideal` would apply, or None."""
    if finding.code.startswith(_IDEAL_CODES) or finding.severity is Severity.ERROR:
        return next((fix for fix in finding.fixes if fix.is_safe), None)
    return None


def _fixpoint(
    project: Project, wanted: Callable[[Finding], Fix | None], pause: Callable[[], object]
) -> dict[str, str]:
    current = project
    for _ in range(_ROUNDS):
        found = lint.check(current, pause)
        fixes = [fix for finding in found if (fix := wanted(finding)) is not None]
        changed = _with_compatible(current, fixes, pause)
        if not _changes(current, changed):
            break
        current = changed
    return _changes(project, current)


def _with_compatible(
    project: Project, fixes: Iterable[Fix], pause: Callable[[], object]
) -> Project:
    """Apply the fixes that do not touch each other; the others come in the next round.

    Two fixes may also clash in different places, such as two that create the same stage. Then
    they are tried one after the other, and one that makes a file unreadable has to wait.
    """
    taken: dict[str, _Taken] = {}
    chosen = []
    for fix in fixes:
        if all(taken.setdefault(edit.path, _Taken()).is_free(edit.span) for edit in fix.edits):
            for edit in fix.edits:
                taken[edit.path].take(edit)
            chosen.append(fix)
    changed = _with(project, chosen)
    pause()
    if not _breaks(project, changed):
        return changed
    compatible: list[Fix] = []
    for fix in chosen:
        pause()
        if not _breaks(project, _with(project, [*compatible, fix])):
            compatible.append(fix)
    return _with(project, compatible)


def _with(project: Project, fixes: Iterable[Fix]) -> Project:
    """Return the project as it is after some fixes."""
    edits: dict[str, list[tuple[Span, str]]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.path, []).append((edit.span, edit.text))
    texts = {path: apply(project.text(path) or "", found) for path, found in edits.items()}
    return project.with_texts(
        {path: text for path, text in texts.items() if text != (project.text(path) or "")}
    )


def _changes(before: Project, after: Project) -> dict[str, str]:
    """Return the new texts of the files that changed."""
    texts = {path: after.text(path) for path in after.contents}
    return {
        path: text for path, text in texts.items() if text is not None and text != before.text(path)
    }


def _breaks(before: Project, after: Project) -> bool:
    """Tell whether a file became unreadable."""
    return any(
        is_yaml(path) and _is_unreadable(after, path) and not _is_unreadable(before, path)
        for path in _changes(before, after)
    )


def _is_unreadable(project: Project, path: str) -> bool:
    return any(problem.fatal for problem in project.problems(path))


class _Taken:
    """The places of one file that are taken, in order. They neither overlap nor touch."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._starts: list[int] = []

    def is_free(self, span: Span) -> bool:
        """Tell whether nothing was taken that touches ``span``."""
        at = bisect_right(self._starts, span.end)
        return at == 0 or not self._spans[at - 1].overlaps(span)

    def take(self, edit: Edit) -> None:
        """Take the place of an edit."""
        at = bisect_right(self._starts, edit.span.start)
        self._starts.insert(at, edit.span.start)
        self._spans.insert(at, edit.span)


def as_edits(project: Project, texts: dict[str, str]) -> tuple[Edit, ...]:
    """Return small replacements that lead to new texts of some files."""
    return tuple(
        Edit(path, span, text)
        for path, new in sorted(texts.items())
        for span, text in differences(project.text(path) or "", new)
    )
