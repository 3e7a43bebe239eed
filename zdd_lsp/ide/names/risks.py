"""What a rename does on the platform, which is more than a change of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.mounts import folders
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide.names.lookup import places_of
from zdd_lsp.ide.names.model import Kind

if TYPE_CHECKING:
    from zdd_lsp.ide.names.model import Name, Place
    from zdd_lsp.project import Project


def risk(project: Project, name: Name, text: str) -> str:
    """Return what happens on the platform after a rename; empty where nothing is at stake.

    Args:
        project: The project before it.
        name: The name.
        text: The new one.
    """
    found = [each for each in places_of(project, name) if each.is_definition]
    if not found:
        return ""
    told = {
        Kind.SERVICE: f"To the platform {text} is a new, empty service: the next deployment removes"
        f" {name.text} with all its data.",
        Kind.APPLICATION: f"To the platform {text} is a new application: the next deployment"
        f" removes {name.text} with the files in its mounts.",
        Kind.RELATIONSHIP: _unread(name, text),
        Kind.MOUNT: _left(project, name, found),
    }.get(name.kind, "")
    if told and name.kind in (Kind.SERVICE, Kind.APPLICATION) and not project.knows_applications:
        told += " Applications whose files are not at hand are not changed."
    return told


def _unread(name: Name, text: str) -> str:
    known = service_types().relationships
    if name.text in known:
        role = service_types().roles[known[name.text].role]
        return (
            f"ece-tools looks for the relationship {name.text} by this name: without it the store"
            f" does not find {role}."
        )
    if text in known:
        role = service_types().roles[known[text].role]
        return f"ece-tools looks for {role} under the name {text}, and will use what it leads to."
    return ""


def _left(project: Project, name: Name, found: list[Place]) -> str:
    """Return what becomes of the files of a mount, or of the folder that is no mount any more."""
    known = folders().writable.get(name.text)
    if known is not None:
        return f"If {name.text} is no mount, {known.happens}."
    if name.text == folders().static.path:
        return f"If {name.text} is no mount, a deployment that writes static content fails."
    if any(_takes_its_folder_from_its_name(project, each) for each in found):
        return (
            f"The files stay behind: the storage has them in the folder {name.text}, which"
            " source_path does not name."
        )
    return ""


def _takes_its_folder_from_its_name(project: Project, place: Place) -> bool:
    source = project.yaml(place.path)
    value = source.value(place.entry.value) if source is not None and place.entry else None
    return isinstance(value, dict) and "source" in value and "source_path" not in value
