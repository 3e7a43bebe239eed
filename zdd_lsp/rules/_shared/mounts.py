"""What the rules about mounts share: taking one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability
from zdd_lsp.project.editing import drop_entry
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.mounts import Mount


def remove_mount(project: Project, mount: Mount) -> tuple[Fix, ...]:
    """Offer to take a mount away. What is on its disk stays there, but a person should look."""
    source, parent = project.app.source, project.app.root["mounts"].value
    if source is None or not isinstance(parent, Mapping):
        return ()
    if not any(entry is mount.entry for entry in parent.entries):
        return ()
    changes = drop_entry(source, parent, mount.entry)
    return fix(f"Remove the mount {mount.path}", changes, Applicability.UNSAFE)
