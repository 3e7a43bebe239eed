"""Whether the versions of a project fit its Commerce, and which ones would.

Adobe's system requirements decide. For lines of Commerce that are older than they are, the rows of
ece-tools take their place, which have not changed for years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.services import services
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.versions import COMMERCE, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zdd_lsp.catalogue.matrix import Part
    from zdd_lsp.project import Project
    from zdd_lsp.project.components import Component


class Doubt(Enum):
    """Why a version that the requirements exclude may do all the same."""

    NEW_COMMERCE = auto()
    """Commerce is newer than the requirements that we have."""
    NEW_VERSION = auto()
    """So is the version."""
    DISPUTED = auto()
    """Another page of Adobe's says that it is supported."""
    ECE_TOOLS = auto()
    """The newest ece-tools accepts it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said about a version that does not fit Commerce.

    Attributes:
        listed: The versions that do, the newest first; none if Commerce does not support the part.
        constraint: What a version should satisfy, for lines that the requirements do not have.
        doubt: Why it may do all the same; None where nothing speaks for it.
    """

    listed: tuple[str, ...]
    constraint: str | None = None
    doubt: Doubt | None = None

    @property
    def is_about_version(self) -> bool:
        """Whether another version of the same part would do."""
        return bool(self.listed or self.constraint)


@dataclass(frozen=True, slots=True)
class Choice:
    """The version to go to.

    Attributes:
        version: Where the way ends.
        step: The next version on the way, the same one where a single step leads there.
    """

    version: str
    step: str


def judged(project: Project, component: Component) -> Verdict | None:
    """Return what is to be said about a version, or None where it fits or nobody can tell."""
    commerce, part = project.commerce_version, component.part
    if commerce is None:
        return None
    listed = listing(part, commerce)
    if listed is None:
        return _judged_by_rows(commerce, component)
    if any(fits(component.version, each, part) for each in listed):
        return None
    return Verdict(listed, doubt=_doubt(commerce, component))


def _doubt(commerce: Version, component: Component) -> Doubt | None:
    part, version = component.part, component.version
    if is_newer(commerce):
        return Doubt.NEW_COMMERCE
    if part.disputed is not None and satisfies(commerce, part.disputed):
        return Doubt.DISPUTED
    every = [_version(each) for row in part.rows.values() for each in row]
    if every and all(_is_above(version, each) for each in every):
        return Doubt.NEW_VERSION
    row = _row(commerce, part)
    return Doubt.ECE_TOOLS if row is not None and satisfies(version, row) else None


def _judged_by_rows(commerce: Version, component: Component) -> Verdict | None:
    """Judge by the rows of ece-tools. What is newer than they are need not be wrong."""
    part, version = component.part, component.version
    if part.id not in matrix().older or not is_before_matrix(commerce):
        return None
    row = _row(commerce, part)
    if row is None or satisfies(version, row):
        return None
    is_older = version < min(map(_version, re.findall(r"\d[\d.]*", row)))
    return Verdict((), row, None if is_older else Doubt.NEW_VERSION)


def _row(commerce: Version, part: Part) -> str | None:
    """Return the constraint on a part that the newest ece-tools has for a Commerce."""
    rows = services().newest.rows.get(part.id, ())
    return next((versions for fitting, versions in rows if satisfies(commerce, fitting)), None)


def listing(part: Part, commerce: Version) -> tuple[str, ...] | None:
    """Return the versions that the requirements list, or None where they do not have the line.

    Of a release newer than the requirements those of the newest known release of its line.
    """
    found = None
    if not commerce.is_prerelease:
        for release, versions in _line(part, commerce):
            if release <= commerce:
                found = versions
    return found


def is_listed(project: Project, component: Component) -> bool:
    """Tell whether the requirements list a version for the project's Commerce."""
    commerce = project.commerce_version
    listed = listing(component.part, commerce) if commerce is not None else None
    return any(fits(component.version, each, component.part) for each in listed or ())


def is_newer(commerce: Version) -> bool:
    """Tell whether a release is newer than those that the requirements have of its line."""
    newest = matrix().newest.get(line_of(commerce))
    return newest is not None and commerce > _version(newest)


def is_before_matrix(commerce: Version) -> bool:
    """Tell whether a release is older than all lines of the requirements."""
    return commerce < _version(next(iter(matrix().newest)))


def first_release(
    part: Part, commerce: Version, accepts: Callable[[Version], bool] = lambda _: True
) -> str | None:
    """Return the first release of the same line, after this one, that supports a part.

    Args:
        part: The part.
        commerce: The present release.
        accepts: Tells which versions of the part count.
    """
    for release, versions in _line(part, commerce):
        if release > commerce and any(accepts(_version(each)) for each in versions):
            return release.text
    return None


def supporting(part: Part, version: Version) -> Iterator[tuple[str, str | None]]:
    """Yield the releases of Commerce that support a version: the first and the last of each row.

    The last one is None where later releases of the line may follow.
    """
    found: list[tuple[str, str | None]] = []
    releases = [*part.rows, ""]
    for (release, listed), following in zip(part.rows.items(), releases[1:], strict=True):
        if not any(fits(version, each, part) for each in listed):
            continue
        line = release.partition("-")[0]
        last = _before(following) if following.startswith(line) else None
        if found and found[-1][1] == _before(release):
            found[-1] = (found[-1][0], last)
        else:
            found.append((release, last))
    yield from found


def _before(release: str) -> str:
    """Return the release before a patch: 2.4.6-p10 for 2.4.6-p11, and 2.4.6 for its first one."""
    line, _, number = release.partition("-p")
    return line if number in ("", "1") else f"{line}-p{int(number) - 1}"


def _line(part: Part, commerce: Version) -> Iterator[tuple[Version, tuple[str, ...]]]:
    line = line_of(commerce)
    for release, versions in part.rows.items():
        if release.partition("-")[0] == line:
            yield _version(release), versions


def line_of(commerce: Version) -> str:
    """Return the line of a release: ``2.4.8`` for 2.4.8-p4."""
    return ".".join(map(str, commerce.numbers[:3]))


def fits(version: Version, listed: str, part: Part) -> bool:
    """Tell whether a version is one that is listed: 2 stands for 2.19, and for no 3."""
    wanted = _version(listed)
    if part.is_minimum:
        return version >= wanted
    return all(
        own == other for own, other in zip(_written(version), _written(wanted), strict=False)
    )


def _is_above(version: Version, listed: Version) -> bool:
    return _written(version)[: len(_written(listed))] > _written(listed)


def _written(version: Version) -> list[int]:
    """Return the numbers of a version that are written out."""
    return list(version.numbers[: version.text.partition("-")[0].count(".") + 1])


def choice(
    project: Project, component: Component, accepts: Callable[[Version], bool] = lambda _: True
) -> Choice | None:
    """Return the version of the same part to go to, or None where Commerce supports none.

    A service cannot go back in place, so that only newer ones count; PHP can.

    Args:
        project: The project.
        component: What has the present version.
        accepts: Tells which versions count.
    """
    commerce = project.commerce_version
    for each in listing(component.part, commerce) or () if commerce is not None else ():
        version = _version(each)
        if accepts(version) and leads_on(project, component, version):
            return Choice(each, step(component, each))
    return None


def leads_on(project: Project, component: Component, version: Version) -> bool:
    """Tell whether a component can go to a version, whatever Commerce is installed.

    Composer obeys what the packages require of PHP, and a service does not go back.
    """
    if component.service is not None:
        return _is_above(version, component.version)
    required = project.lock.require(COMMERCE, "php")
    return required is None or php_satisfies(version.text, required.constraint)


def php_satisfies(text: str, constraint: str) -> bool:
    """Tell whether some patch of a version of PHP such as ``8.2`` satisfies a constraint."""
    patches = (Version.parse(f"{text}{patch}") for patch in ("", f".{_NEWEST_PATCH}"))
    return any(patch is not None and satisfies(patch, constraint) for patch in patches)


_NEWEST_PATCH: Final = 999


def step(component: Component, target: str) -> str:
    """Return the next version on the way, for services that go one version at a time."""
    way = matrix().steps.get(component.part.id, ())
    at = [place for place, each in enumerate(way) if fits(component.version, each, component.part)]
    if not at or target not in way:
        return target
    return way[min(at[0] + 1, way.index(target))]


def _version(text: str) -> Version:
    version = Version.parse(text)
    assert version is not None  # a literal of the tables
    return version
