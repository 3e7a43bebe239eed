"""The services that ece-tools finds in the environment, and what it thinks of their versions.

ece-tools reads the relationships that the platform hands to the application. On integration
environments these are the ones of `.magento.app.yaml`, each with the type that
`.magento/services.yaml` gives; on Staging and Production of Pro projects, support may have set up
something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.catalogue.services import services
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.versions import Version

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from zdd_lsp.catalogue.services import FoundService, Support
    from zdd_lsp.project import Project
    from zdd_lsp.project.relationships import Relationship

UNCHECKED = "latest"
"""The version that ece-tools takes for good whatever Commerce is installed."""


@dataclass(frozen=True, slots=True)
class Running:
    """A service as ece-tools finds it.

    Attributes:
        name: The name that ece-tools gives it.
        version: Its version as declared; None where the files give none.
        relationship: The relationship under which it is found.
        end_of_life: Its name in the table of dates.
    """

    name: str
    version: str | None
    relationship: Relationship
    end_of_life: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A service whose version does not fit Commerce.

    Attributes:
        running: The service.
        constraint: What its version should satisfy; None if Commerce does not support the service.
    """

    running: Running
    constraint: str | None


def running(project: Project) -> dict[str, Running]:
    """Return the services that ece-tools finds, by its names and in the order of its checks."""
    triple = project.ece_tools_triple
    found = {}
    for service in services().found:
        if service.since is None or triple is None or triple >= service.since:
            known = _found(service, project.relationships)
            if known is not None:
                found[known.name] = known
    return found


def _found(service: FoundService, relationships: Mapping[str, Relationship]) -> Running | None:
    for name in service.relationships:
        relationship = relationships.get(name)
        if relationship is not None:
            image = relationship.service
            version = image.version if image is not None else None
            if version is not None:
                # ece-tools cuts off what follows a hyphen where it asks a search service.
                version = version.split("-", 1)[0] or None
            called = service.types.get(image.type, service.name) if image else service.name
            return Running(called, version, relationship, service.end_of_life)
    return None


def mismatches(project: Project, support: Support) -> list[Mismatch]:
    """Return the services whose versions do not fit the installed Commerce by one table.

    ece-tools 2002.2.11, Service/Validator: of the rows of a service the first that fits Commerce
    counts. If a service that must have one lacks it, the validator gives up.
    """
    commerce = project.commerce_version
    if commerce is None:
        return []
    wanted = {name: _constraint(commerce, rows) for name, rows in support.rows.items()}
    if any(found is None and name not in support.optional for name, found in wanted.items()):
        return []
    result = []
    for service in running(project).values():
        if service.version is None:
            continue
        constraint = wanted.get(service.name)
        if constraint is None or not _fits(service.version, constraint):
            result.append(Mismatch(service, constraint))
    return result


def _fits(text: str, constraint: str) -> bool:
    """Tell whether a version satisfies a constraint, or may do so."""
    version = Version.parse(text)
    return text == UNCHECKED or version is None or satisfies(version, constraint)


def _constraint(commerce: Version, rows: tuple[tuple[str, str], ...]) -> str | None:
    return next((service for fits, service in rows if satisfies(commerce, fits)), None)


def end_of_life(service: str, text: str) -> dt.date | None:
    """Return when the support of a service's version ends; None where no date is known.

    ece-tools 2002.2.11, Service/EolValidator: the first row that the version begins with counts.
    """
    version = Version.parse(text)
    if version is None:
        return None
    dates = services().end_of_life.dates.get(service, {})
    return next((day for row, day in dates.items() if satisfies(version, f"{row}.x")), None)


def months_until(today: dt.date, day: dt.date) -> int:
    """Return how many whole months lie between two days, as Carbon counts them."""
    months = 12 * (day.year - today.year) + day.month - today.month
    return months - (day.day < today.day)
