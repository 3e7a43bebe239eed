"""Which versions fit the installed Commerce and ece-tools, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.services import services
from zdd_lsp.project.compatibility import judged, listing, php_satisfies
from zdd_lsp.project.components import Component
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.deadlines import deadline, due
from zdd_lsp.project.stack import end_of_life
from zdd_lsp.project.versions import COMMERCE, Version
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from zdd_lsp.catalogue.matrix import Need, Part
    from zdd_lsp.project import Project

_NOWHERE: Final = Span(0, 0)
_PHP: Final = "php"


class Fitting(NamedTuple):
    """A version that fits.

    Attributes:
        text: The version.
        end: The last day of its makers' support; None where it is not known.
    """

    text: str
    end: dt.date | None

    @property
    def detail(self) -> str:
        """What there is to know about it, in a few words."""
        return f"supported until {self.end}" if self.end is not None else ""


def fitting(project: Project, part: Part) -> list[Fitting]:
    """Return the versions of a part that nothing speaks against, the newest first.

    Of an unknown Commerce nobody knows what it supports, so that all count. Versions that will
    have to go soon are left out where there are others.
    """
    found = []
    for text in _pool(project, part):
        version = Version.parse(text)
        if version is not None and _fits(project, part, version):
            found.append((version, Fitting(text, end_of_life(part.id, text))))
    found.sort(reverse=True)
    lasting = [each for version, each in found if _lasts(project, part, version, each)]
    tolerated = [each for version, each in found if _is_tolerated(project, part, version)]
    return lasting or tolerated or [each for _, each in found]


def _pool(project: Project, part: Part) -> Iterable[str]:
    """Return the versions to choose from: those that Adobe lists, or all that have a name."""
    commerce = project.commerce_version
    listed = listing(part, commerce) if commerce is not None else None
    if listed is not None:
        return listed
    named = [each for row in part.rows.values() for each in row]
    if commerce is not None:
        named += services().end_of_life.dates.get(part.id, {})
    return dict.fromkeys(named)


def _fits(project: Project, part: Part, version: Version) -> bool:
    if judged(project, _component(part, version)) is not None:
        return False
    if part.id == _PHP:
        required = project.lock.require(COMMERCE, _PHP)
        if required is not None and not php_satisfies(version.text, required.constraint):
            return False
    return all(
        _works_with(need, project.ece_tools_triple)
        for need in matrix().needs
        if need.part == part.id and satisfies(version, need.versions)
    )


def _lasts(project: Project, part: Part, version: Version, found: Fitting) -> bool:
    is_alive = found.end is None or found.end > project.today
    return is_alive and due(_component(part, version), project.today) is None


def _is_tolerated(project: Project, part: Part, version: Version) -> bool:
    """Tell whether Adobe does not suspend anybody's traffic for a version yet."""
    found = deadline(part.id, version)
    return found is None or found.date > project.today


def _component(part: Part, version: Version) -> Component:
    return Component(part, version.text, version, "", _NOWHERE, _NOWHERE)


def _works_with(need: Need, ece_tools: tuple[int, int, int] | None) -> bool:
    if ece_tools is None:
        return need.until is None
    is_late_enough = need.since is None or ece_tools >= need.since
    return is_late_enough and (need.until is None or ece_tools < need.until)
