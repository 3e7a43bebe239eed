"""Settings that are said once for several stages, or once for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.adding import is_broken
from zdd_lsp.project.editing.moving import copy, move
from zdd_lsp.project.editing.removing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.syntax.nodes import walk
from zdd_lsp.syntax.values import is_same
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.project import Project
    from zdd_lsp.project.editing.changes import Change
    from zdd_lsp.project.env import Setting

GLOBAL = "global"
"""The stage whose settings count in the others, unless they have their own."""


def expandable(project: Project, name: str) -> tuple[str, ...]:
    """Return the stages to which `expand` would give what `global` sets a variable to.

    There are none for a variable that ece-tools reads from `global` itself, and for one that
    every stage sets to something of its own.
    """
    variable = project.schema.get(name)
    if variable is None or GLOBAL in variable.defaults or not project.env.get(GLOBAL, name):
        return ()
    stages = (stage for stage in variable.stages if stage != GLOBAL)
    return tuple(stage for stage in stages if project.env.get(stage, name) is None)


def expand(project: Project, name: str) -> str | None:
    """Set a variable in each stage that takes its value from `global`, and no longer there.

    Args:
        project: The project.
        name: A variable with stages in `expandable`.

    Returns:
        The new text of `.magento.env.yaml`; None where that is not possible without changing
        something else. The comments above the variable go to the first of the stages.
    """
    first, *others = expandable(project, name)
    start = project.unjudged()
    changed = _after(start, move(start, start.env.settings[GLOBAL][name], first))
    for stage in others:
        if changed is not None:
            setting = changed.env.settings[first][name]
            changed = _after(changed, copy(changed, setting, stage))
    return _text(project, changed)


def collapsible(project: Project, name: str) -> tuple[Setting, ...]:
    """Return the settings of a variable that say the same, so that one in `global` would do.

    They are at least two, in the order of the file; one of them may stand in `global` already.
    What only ece-tools can know, such as the value of a tag, is not the same as anything.
    """
    variable, settings = project.schema.get(name), tuple(project.env.settings_of(name))
    if variable is None or GLOBAL not in variable.stages or len(settings) < 2:  # noqa: PLR2004 - two that say the same
        return ()
    first = settings[0]
    for setting in settings:
        is_tagged = any(node.tag is not None for node in walk(setting.entry.value))
        if setting.stage not in variable.stages or is_tagged:
            return ()
        if not is_same(setting.value, first.value):
            return ()
    return settings


def collapse(project: Project, name: str) -> str | None:
    """Set a variable in `global` alone, where that means the same for every stage.

    Args:
        project: The project.
        name: A variable with settings in `collapsible`.

    Returns:
        The new text of `.magento.env.yaml`; None where a stage would work with another value, or
        where something else would change. Every comment stays.
    """
    stages = [setting.stage for setting in collapsible(project, name)]
    start = project.unjudged()
    changed: Project | None = start
    if GLOBAL not in stages:
        setting = start.env.settings[stages.pop(0)][name]
        changed = _after(start, move(start, setting, GLOBAL))
    for stage in stages:
        if changed is not None and stage != GLOBAL:
            changed = _after(changed, remove(changed, changed.env.settings[stage][name]))
    return _text(project, changed)


def _after(project: Project, changes: Iterable[Change] | None) -> Project | None:
    """Return the project after changes of `.magento.env.yaml`, if there are any."""
    if changes is None:
        return None
    text = apply(project.text(ENV_FILE) or "", [(each.span, each.text) for each in changes])
    return project.with_texts({ENV_FILE: text})


def _text(project: Project, changed: Project | None) -> str | None:
    """Return the text of a changed project that works with the same values as before."""
    text = None if changed is None else changed.text(ENV_FILE)
    if text is None or not works_alike(project, project.with_texts({ENV_FILE: text})):
        return None
    return text


def works_alike(project: Project, other: Project) -> bool:
    """Tell whether every stage works with the same values in two states of a project.

    What a stage does not read does not count: it is not among its defaults.
    """
    for stage, values in project.effective.items():
        others = other.effective[stage]
        for name, variable in project.schema.items():
            if stage not in variable.defaults:
                continue
            one, two = values.get(name), others.get(name)
            if one is None or two is None or one.is_crash is not two.is_crash:
                return False
            if not is_same(one.value, two.value):
                return False
    return not is_broken(other)
