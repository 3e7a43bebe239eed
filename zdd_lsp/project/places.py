"""Where findings stand that have no value of their own to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.syntax.nodes import Mapping, Sequence
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.syntax.nodes import Entry

START = Span(0, 0)

Place = tuple[str, Span]


def stage_place(project: Project, stage: str) -> Place:
    """Return the place for something that a stage lacks: the stage, ``stage``, or the project."""
    entry = project.env.stages.get(stage) or project.env.stage
    if entry is not None:
        return ENV_FILE, entry.key.span
    return main_place(project)


def hook_place(project: Project, hook: str) -> Place:
    """Return the place for something that a hook relies on: the hook, ``hooks`` or the project."""
    found = project.app.hooks.get(hook)
    if found is not None:
        return APP_FILE, found.entry.key.span
    if project.app.hooks_entry is not None:
        return APP_FILE, project.app.hooks_entry.key.span
    if project.app.anchor_span is not None:
        return APP_FILE, project.app.anchor_span
    return main_place(project)


def main_place(project: Project) -> Place:
    """Return the place for something that concerns the project as a whole."""
    if project.env.stage is not None:
        return ENV_FILE, project.env.stage.key.span
    if project.app.anchor_span is not None:
        return APP_FILE, project.app.anchor_span
    return (ENV_FILE if project.env.source is not None else APP_FILE), START


def value_place(entry: Entry) -> Span:
    """Return the place for a value as a whole: its own, or the key's if it is absent or a block."""
    value = entry.value
    is_block = isinstance(value, (Mapping, Sequence)) and not value.flow
    is_absent = value.span.end == value.span.start
    return entry.key.span if is_block or is_absent else value.span


def package_place(project: Project, name: str) -> Place | None:
    """Return where `composer.lock` or `composer.json` names a package and its version."""
    package = project.lock.package(name)
    if package is not None:
        return COMPOSER_LOCK, package.version_span
    requirement = project.manifest.require(name)
    if requirement is not None:
        return COMPOSER_JSON, requirement.value_span
    return None
