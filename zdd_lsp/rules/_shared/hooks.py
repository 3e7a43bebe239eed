"""What the rules share that ask which hooks run ece-tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import facts

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.project.app import Hook

_ORDER: Final = ("build", "deploy", "post_deploy")


def first_with_ece_tools(project: Project) -> Hook | None:
    """Return the first hook that runs ece-tools, in the order of a deployment."""
    for name in _ORDER:
        hook = project.app.hooks.get(name)
        if hook is not None and facts().hook_marker in hook.text:
            return hook
    return None
