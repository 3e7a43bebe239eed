"""What stops ece-tools before it can say whether a project is ideal.

Its verdict would then be a stack trace, so nobody may read ours as a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import LEVEL
from zdd_lsp.syntax.scalars import php_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.syntax.scalars import PhpValue


def obstacle(
    project: Project,
    paths: Collection[str] = (ENV_FILE, APP_FILE),
    stages: Iterable[str] = ("global", "build"),
) -> str | None:
    """Return the first thing that stops ece-tools, as the end of a sentence, or None.

    Args:
        project: The project.
        paths: The files that the command reads. Unless told, what `wizard:ideal-state` reads.
        stages: The stages whose values it asks for. Unless told, those of `wizard:ideal-state`.
    """
    if not project.may_be_store:
        is_part = APP_FILE not in project.contents
        return "its applications lie elsewhere" if is_part else "it is not a store"
    return next(_obstacles(project, paths, stages), None)


def _obstacles(project: Project, paths: Collection[str], stages: Iterable[str]) -> Iterator[str]:
    for path in paths:
        unreadable = project.unreadable(path)
        if unreadable is not None:
            yield f"{path} cannot be read: {unreadable.reason}"
        if any(problem.fatal for problem in project.problems(path)):
            yield f"{path} is not valid YAML"
    # The rest are uncaught TypeErrors of ece-tools 2002.1.17.
    source = project.yaml(APP_FILE) if APP_FILE in paths else None
    if source is not None:
        if project.app_refusals:
            yield f"ece-tools cannot read {APP_FILE}, although the platform can"
        if not isinstance(source.value(source.tree.root), dict | list):
            yield f"{APP_FILE} holds no map"  # EnvironmentData.php
        hook = project.app.hooks.get("post_deploy")
        if hook is not None and not isinstance(source.value(hook.entry.value), str | None):
            yield f"the post_deploy hook in {APP_FILE} is not a text"  # HookChecker.php
    for stage in stages:
        if any(effective.is_crash for effective in project.effective[stage].values()):
            yield f"a stage in {ENV_FILE} is not a map"  # GlobalSection.php, Stage/Build.php


def start_obstacle(project: Project) -> str | None:
    """Return what keeps every command of ece-tools from starting, as the end of a sentence.

    What a command would answer if it did start can be told all the same. ece-tools 2002.1.17,
    App/Container.php and App/Logger/Pool.php.
    """
    if not project.lock.ok:
        return f"it cannot work with {COMPOSER_LOCK}, because {project.lock.reason}"
    fault = next((fault for fault in project.log.faults if fault.is_fatal), None)
    if fault is None:
        return None
    where = LEVEL if fault.path == (LEVEL,) else "the `log` section"
    return fault.said or f"it dies of {where} of {ENV_FILE}"


def schema_obstacle(project: Project) -> str | None:
    """Return what stops the schema validator of ece-tools, as the end of a sentence, or None.

    ece-tools 2002.1.17, Config/Validator/Build/StageConfig.php: its names are strings, but PHP
    turns decimal keys into integers, and the items of a list have such keys. Config/Schema/
    Validator/SplitDb.php compares items as texts.
    """
    source = project.env.source
    if source is None:
        return None
    root = source.value(source.tree.root)
    stages = root.get("stage") if isinstance(root, dict) else None
    if stages is None:
        return None
    if not isinstance(stages, dict | list):
        return f"`stage` in {ENV_FILE} is not a map"
    for stage, settings in _pairs(stages):
        for name, value in _pairs(settings):
            if isinstance(stage, int) or isinstance(name, int):
                return f"a stage or a variable in {ENV_FILE} has a number for a name"
            variable = project.schema.get(name)
            is_checked = variable is not None and variable.items and stage in variable.stages
            if is_checked and any(isinstance(item, dict | list) for _, item in _pairs(value)):
                return f"a list or a map stands in {name} where texts belong"
    return None


def _pairs(value: PhpValue) -> Iterable[tuple[int | str, PhpValue]]:
    """Return keys and values of a map or a list, with the keys that PHP gives them."""
    if isinstance(value, list):
        return enumerate(value)
    if isinstance(value, dict):
        return [(php_key(key), inner) for key, inner in value.items()]
    return ()
