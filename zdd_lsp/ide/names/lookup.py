"""From a place to its name, and from a name to its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.ide.names.model import Kind
from zdd_lsp.ide.names.places import places
from zdd_lsp.project.discovery import PLATFORM_FILES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.ide.names.model import Name, Place
    from zdd_lsp.project import Project

SHARED: Final = frozenset({Kind.SERVICE, Kind.APPLICATION, Kind.ENDPOINT})
"""What has its name in the whole repository; the others have it in one file."""


def place_at(project: Project, path: str, offset: int) -> Place | None:
    """Return the place of a name at an offset of a file, or None."""
    return next(places(project, path, near=offset), None)


def files_of(project: Project, name: Name) -> Iterable[str]:
    """Return the files in which a name may stand."""
    if name.kind not in SHARED:
        return (name.scope,)
    return (*PLATFORM_FILES, *(each.path for each in project.applications))


def places_of(project: Project, name: Name, only: str | None = None) -> list[Place]:
    """Return the places of a name, file by file in the order of the text.

    Args:
        project: The project.
        name: The name.
        only: The file to look at; by default all of the repository in which it may stand.
    """
    return [
        place
        for path in (files_of(project, name) if only is None else (only,))
        for place in sorted(places(project, path, name=name), key=lambda each: each.span)
    ]


def definitions(project: Project, place: Place) -> list[Place]:
    """Return where the name of a place is given; empty where the project does not say it.

    A variable is given in the stage ``global``, which the others override. One that no such stage
    sets is given where it stands.
    """
    found = [each for each in places_of(project, place.name) if each.is_definition]
    return [place] if not found and place.name.kind is Kind.VARIABLE else found
