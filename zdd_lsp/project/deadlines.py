"""Until when Adobe tolerates a version, and how to be rid of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.catalogue.matrix import Part, matrix
from zdd_lsp.catalogue.support import support
from zdd_lsp.project.compatibility import (
    Choice,
    choice,
    first_release,
    is_before_matrix,
    leads_on,
    listing,
    step,
)
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.stack import months_until
from zdd_lsp.project.versions import Version

if TYPE_CHECKING:
    import datetime as dt

    from zdd_lsp.catalogue.support import Deadline
    from zdd_lsp.project import Project
    from zdd_lsp.project.components import Component


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """How a project gets rid of a version that has to go.

    Attributes:
        part: The part to go to: the same one, or the one that takes its place.
        least: The least version that Adobe wants.
        choice: The version of it to choose; None where the installed Commerce supports none, or
            nobody knows which one it supports.
        is_least: Whether that is the least version that will do, because no Commerce is known that
            decides between those from there on.
        needs_commerce: Whether it takes a newer Commerce first.
        release: The first release of the same line that does; None where no release does.
    """

    part: Part
    least: str
    choice: Choice | None = None
    is_least: bool = False
    needs_commerce: bool = False
    release: str | None = None


def deadline(part: str, version: Version) -> Deadline | None:
    """Return by when a version has to be gone, or None where Adobe has named no day."""
    for each in support().deadlines:
        if each.part == part and satisfies(version, each.versions):
            return each
    return None


def due(component: Component, today: dt.date) -> Deadline | None:
    """Return the deadline of a version if it has passed or is near enough to be worth a word."""
    found = deadline(component.part.id, component.version)
    if found is None or months_until(today, found.date) > support().deadline_notice:
        return None
    return found


def way_out(project: Project, component: Component, found: Deadline) -> WayOut:
    """Return how to be rid of a version that has to go."""
    commerce, part = project.commerce_version, matrix().parts[found.target]

    def stays(version: Version) -> bool:
        return deadline(part.id, version) is None

    def goes_later(version: Version) -> bool:
        next_one = deadline(part.id, version)
        is_later = next_one is None or next_one.date > project.today
        return version > component.version and next_one != found and is_later

    least = _least(found, commerce)
    if commerce is None:
        return without_commerce(project, component, part, least)
    listed = listing(part, commerce)
    if listed is None and not is_before_matrix(commerce):
        return without_commerce(project, component, part, least)
    if part is component.part:
        chosen = choice(project, component, stays) or choice(project, component, goes_later)
    else:
        fitting = next((each for each in listed or () if stays(_version(each))), None)
        chosen = Choice(fitting, fitting) if fitting is not None else None
    if chosen is not None:
        return WayOut(part=part, least=least, choice=chosen)
    accepts = goes_later if part is component.part else stays
    release = first_release(part, commerce, accepts)
    return WayOut(part=part, least=least, needs_commerce=True, release=release)


def without_commerce(project: Project, component: Component, part: Part, least: str) -> WayOut:
    """Return the way to the least version that will do, where no Commerce decides."""
    if part is not component.part or not leads_on(project, component, _version(least)):
        return WayOut(part=part, least=least)
    chosen = Choice(least, step(component, least))
    return WayOut(part=part, least=least, choice=chosen, is_least=True)


def _least(found: Deadline, commerce: Version | None) -> str:
    """Return the least version to go to; for an unknown Commerce that of the newest one."""
    if commerce is None:
        return found.to[-1][1]
    return next(version for fitting, version in found.to if satisfies(commerce, fitting))


def _version(text: str) -> Version:
    version = Version.parse(text)
    assert version is not None  # a literal of the matrix
    return version
