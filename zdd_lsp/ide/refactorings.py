"""Other ways to write the same: nothing is wrong, but somebody may want it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Edit
from zdd_lsp.ide.actions import Action
from zdd_lsp.ide.fixes import as_edits
from zdd_lsp.ide.refusals import BROKEN, is_broken, why_shared
from zdd_lsp.project.editing import (
    braces_at,
    collapse,
    collapsible,
    expand,
    expandable,
    move,
    to_block,
)
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zdd_lsp.ide.actions import Request
    from zdd_lsp.project import Project
    from zdd_lsp.project.editing import Change
    from zdd_lsp.project.env import Setting

_IN_THE_WAY = "Comments, anchors or braces stand in the way."


def moves(request: Request) -> list[Action]:
    """Return the ways of a variable to each other stage where ece-tools allows it."""
    project, setting = request.project, _setting(request)
    variable = None if setting is None else project.schema.get(setting.name)
    if setting is None or variable is None:
        return []
    actions = []
    for stage in variable.stages:
        if stage != setting.stage:
            title = f"Move {setting.name} to the stage {stage}"
            changes = move(project, setting, stage)
            if changes is not None:
                actions.append(Action(title, "refactor.move", _maker(changes)))
            else:
                reason = _why_not_there(project, setting, stage)
                actions.append(Action(title, "refactor.move", refusal=reason))
    return actions


def rewritings(request: Request) -> list[Action]:
    """Return other forms of what stands at the place, with the same meaning."""
    return [*_levels(request), *_blocks(request)]


def _levels(request: Request) -> Iterator[Action]:
    project, setting = request.project, _setting(request)
    if setting is None:
        return
    name = setting.name
    stages = expandable(project, name) if setting.stage == "global" else ()
    if stages:
        title = f"Set {name} in {' and '.join(stages)} instead of global"
        yield _rewriting(project, title, setting, expand)
    if collapsible(project, name):
        yield _rewriting(project, f"Set {name} once, in global", setting, collapse)


def _rewriting(
    project: Project,
    title: str,
    setting: Setting,
    rewrite: Callable[[Project, str], str | None],
) -> Action:
    text = rewrite(project, setting.name)
    if text is None:
        reason = _why_stuck(project, setting) or (
            "A stage would work with another value." if rewrite is collapse else _IN_THE_WAY
        )
        return Action(title, "refactor.rewrite", refusal=reason)
    edits = as_edits(project, {ENV_FILE: text})
    return Action(title, "refactor.rewrite", lambda: edits)


def _blocks(request: Request) -> Iterator[Action]:
    source = request.project.source(request.path)
    braces = braces_at(source, request.span.start) if isinstance(source, SourceFile) else None
    if not isinstance(source, SourceFile) or braces is None:
        return
    change = to_block(source, braces)
    if change is not None:
        yield Action("Convert to block style", "refactor.rewrite", _maker([change]))


def _maker(changes: Iterable[Change]) -> Callable[[], tuple[Edit, ...]]:
    edits = tuple(Edit(each.path, each.span, each.text) for each in changes)
    return lambda: edits


def _setting(request: Request) -> Setting | None:
    """Return the variable at the place, or None."""
    if request.path != ENV_FILE:
        return None
    for settings in request.project.env.settings.values():
        for setting in settings.values():
            if setting.entry.span.overlaps(request.span) and not setting.is_shared:
                return setting
    return None


def _why_not_there(project: Project, setting: Setting, stage: str) -> str:
    """Return why a variable cannot move to a stage."""
    other = project.env.get(stage, setting.name)
    if other is not None:
        line = other.source.lines.line_at(other.key_span.start) + 1
        return f"The stage {stage} sets {setting.name} already, in line {line}."
    return _why_stuck(project, setting) or _IN_THE_WAY


def _why_stuck(project: Project, setting: Setting) -> str:
    return BROKEN if is_broken(project) else why_shared(setting)
