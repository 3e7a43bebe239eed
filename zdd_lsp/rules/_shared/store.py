"""Whether the application is a store, of which Commerce's rules hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import facts
from zdd_lsp.rules._shared.hooks import first_with_ece_tools

if TYPE_CHECKING:
    from zdd_lsp.project import Project


def is_store(project: Project) -> bool:
    """Tell whether `.magento.app.yaml` describes a PHP application that ece-tools deploys.

    A project may have other applications beside the store, each with a file of its own.
    """
    is_php = project.app.php_version is not None
    return is_php and (
        project.commerce_version is not None or first_with_ece_tools(project) is not None
    )


def is_deployed_store(project: Project) -> bool:
    """Tell whether the deploy hook of a PHP application runs ece-tools.

    It then relies on the names of relationships and on the mounts that ece-tools relies on.
    """
    hook = project.app.hooks.get("deploy")
    runs_ece_tools = hook is not None and facts().hook_marker in hook.text
    return runs_ece_tools and project.app.php_version is not None
