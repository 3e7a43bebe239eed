"""What stops ece-tools before it can say whether a project is ideal.

Its verdict would then be a stack trace, so nobody may read ours as a verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project


def obstacle(project: Project) -> str | None:
    """Return the first thing that stops ece-tools, as the end of a sentence, or None."""
    return next(_obstacles(project), None)


def _obstacles(project: Project) -> Iterator[str]:
    for path in (ENV_FILE, APP_FILE):
        unreadable = project.unreadable(path)
        if unreadable is not None:
            yield f"{path} cannot be read: {unreadable.reason}"
        if any(problem.fatal for problem in project.problems(path)):
            yield f"{path} is not valid YAML"
    # The rest are uncaught TypeErrors of ece-tools 2002.1.17.
    source = project.yaml(APP_FILE)
    if source is not None:
        if not isinstance(source.value(source.tree.root), dict | list):
            yield f"{APP_FILE} holds no map"  # EnvironmentData.php
        hook = project.app.hooks.get("post_deploy")
        if hook is not None and isinstance(source.value(hook.entry.value), dict | list):
            yield f"the post_deploy hook in {APP_FILE} is not a text"  # HookChecker.php
    for stage in ("global", "build"):
        if any(effective.is_crash for effective in project.effective[stage].values()):
            yield f"a stage in {ENV_FILE} is not a map"  # GlobalSection.php, Stage/Build.php
