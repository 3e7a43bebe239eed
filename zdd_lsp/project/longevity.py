"""Versions that their makers do not support for long any more, and what to choose instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue.matrix import Part, matrix
from zdd_lsp.catalogue.services import services
from zdd_lsp.project.compatibility import (
    Choice,
    choice,
    first_release,
    fits,
    is_before_matrix,
    leads_on,
    listing,
)
from zdd_lsp.project.deadlines import WayOut, deadline, without_commerce
from zdd_lsp.project.stack import end_of_life, months_until
from zdd_lsp.project.versions import Version

if TYPE_CHECKING:
    import datetime as dt

    from zdd_lsp.project import Project
    from zdd_lsp.project.components import Component


def way_on(project: Project, component: Component) -> WayOut | None:
    """Return how to get from a version to one that its makers support for longer.

    Returns:
        None where no such version is known.
    """
    commerce, part = project.commerce_version, component.part
    lasts = _Lasting(part, component.version, project.today)
    listed = listing(part, commerce) if commerce is not None else None
    if commerce is None or (listed is None and not is_before_matrix(commerce)):
        ahead = [each for each in lasts.dated() if leads_on(project, component, each)]
        return without_commerce(project, component, part, ahead[0].text) if ahead else None
    chosen = choice(project, component, lasts.has)
    if chosen is not None:
        return WayOut(part=part, least=chosen.version, choice=chosen)
    wide = [each for each in listed or () if _is_one_of(component, each)]
    if wide:
        # Of the versions that the requirements leave open, those with a date are known.
        ahead = [each for each in lasts.dated() if fits(each, wide[0], part)]
        return _directly(part, ahead[-1].text) if ahead else None
    return _with_another(commerce, component, lasts)


def _is_one_of(component: Component, listed: str) -> bool:
    """Tell whether a version is one of several that are listed as one: 2.42 as 2."""
    return fits(component.version, listed, component.part) and listed != component.text


def _directly(part: Part, version: str) -> WayOut:
    return WayOut(part=part, least=version, choice=Choice(version, version))


def _with_another(commerce: Version, component: Component, lasts: _Lasting) -> WayOut:
    """Return the way where Commerce supports no version of the part that lasts."""
    part = component.part
    ways = [lasts]
    if part.instead is not None:
        other = _Lasting(matrix().parts[part.instead], None, lasts.today)
        fitting = [each for each in listing(other.part, commerce) or () if other.has_text(each)]
        if fitting:
            return _directly(other.part, fitting[0])
        ways.append(other)
    for each in ways:
        release = first_release(each.part, commerce, each.has)
        if release is not None:
            least = [text for text in each.part.rows[release] if each.has_text(text)][-1]
            return WayOut(part=each.part, least=least, needs_commerce=True, release=release)
    return WayOut(part=part, least="", needs_commerce=True)


class _Lasting(NamedTuple):
    """The versions of a part that are supported for longer than it takes to be told of the end.

    Attributes:
        part: The part.
        after: The version that they are newer than; None where all count.
        today: The day.
    """

    part: Part
    after: Version | None
    today: dt.date

    def has(self, version: Version) -> bool:
        """Tell whether a version is one of them.

        For a bare `3` nobody knows which 3.x the platform runs: it is taken for the newest.
        """
        if self.after is not None and version <= self.after:
            return False
        found = deadline(self.part.id, version)
        if found is not None and found.date <= self.today:
            return False
        day = end_of_life(self.part.id, version.text) if "." in version.text else None
        return day is None or months_until(self.today, day) > services().end_of_life.notice_months

    def has_text(self, text: str) -> bool:
        """Tell whether a version in its written form is one of them."""
        version = Version.parse(text)
        return version is not None and self.has(version)

    def dated(self) -> list[Version]:
        """Return those of which the end of support is known, the oldest first."""
        known = map(Version.parse, services().end_of_life.dates.get(self.part.id, {}))
        return sorted(each for each in known if each is not None and self.has(each))
