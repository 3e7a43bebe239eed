"""What the rules about PHP extensions share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.editing.items import remove_item
from zdd_lsp.project.versions import Version
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.runtime import Extension


def built_in(project: Project, php: str | None) -> list[Extension]:
    """Return the extensions in the file that a version of PHP has built in.

    PHP 8.0 has taken in the extension `json`; the platform looks for it and stops the build.
    """
    version = Version.parse(php or "")
    if version is None or not satisfies(version, ">=8.0"):
        return []
    return [
        each for each in project.app.extensions if each.is_enabled and each.name.lower() == "json"
    ]


def removal(
    project: Project, extension: Extension, applicability: Applicability
) -> tuple[Fix, ...]:
    """Return the fix that takes an extension out of its list, if it is not the only one there."""
    source = project.app.source
    change = remove_item(source, extension.siblings, extension.item) if source is not None else None
    is_shared = extension.is_shared
    return fix(
        f"Remove {extension.name}", change, Applicability.UNSAFE if is_shared else applicability
    )
