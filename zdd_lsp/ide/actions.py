"""Code actions: what an editor can offer for a place in a file.

Actions are made from the place alone; nothing that a client may send back is relied on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zdd_lsp import lint
from zdd_lsp.ide.fixes import as_edits, fix_all, make_ideal

if TYPE_CHECKING:
    from zdd_lsp.findings import Edit, Finding
    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span

Kind = Literal["quickfix", "source.fixAll.zdd", "source.zdd.makeIdeal"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done to the project.

    Attributes:
        title: What it does, in the imperative.
        kind: The kind, in the protocol's terms.
        edits: The edits, possibly of several files.
        preferred: Whether an editor may take it for the obvious choice.
        finding: The finding that it cures.
    """

    title: str
    kind: Kind
    edits: tuple[Edit, ...]
    preferred: bool = False
    finding: Finding | None = None


def actions(project: Project, path: str, span: Span) -> list[Action]:
    """Return what can be done for the findings that touch ``span``, and for the whole project."""
    return [
        *quick_fixes(project, path, span),
        *fix_all_action(project, path),
        *make_ideal_action(project),
    ]


def quick_fixes(project: Project, path: str, span: Span) -> list[Action]:
    """Return the fixes of the findings that touch ``span``."""
    return [
        Action(
            fix.title if fix.is_safe else f"{fix.title} (unsafe)",
            "quickfix",
            fix.edits,
            preferred=fix.is_safe and number == 0,
            finding=finding,
        )
        for finding in lint.check(project)
        if finding.location.path == path and finding.location.span.overlaps(span)
        for number, fix in enumerate(finding.fixes)
    ]


def fix_all_action(project: Project, path: str) -> list[Action]:
    """Return the action that applies all safe fixes of one file, if there are any."""
    texts = fix_all(project, path=path)
    if not texts:
        return []
    edits = as_edits(project, texts)
    return [Action("Apply all safe fixes to this file", "source.fixAll.zdd", edits)]


def make_ideal_action(project: Project) -> list[Action]:
    """Return the action that makes the project ideal, if it can do anything."""
    texts = make_ideal(project)
    if not texts:
        return []
    title = "Make this project ideal for zero-downtime deployments"
    return [Action(title, "source.zdd.makeIdeal", as_edits(project, texts))]
