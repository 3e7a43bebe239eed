"""What of a project has a version that Commerce has to fit: PHP and the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.catalogue.matrix import Part, matrix
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.services import Service
    from zdd_lsp.text.span import Span


@dataclass(frozen=True, slots=True)
class Component:
    """PHP or a service, with the version that a ``type`` gives it.

    Attributes:
        part: What it is.
        text: The version as written.
        version: The version as a number.
        path: The file.
        span: The version in it.
        type_span: The value of ``type``.
        service: The service; None for PHP.
        relationship: The first relationship that leads to it; None for PHP.
    """

    part: Part
    text: str
    version: Version
    path: str
    span: Span
    type_span: Span
    service: Service | None = None
    relationship: Relationship | None = None

    @property
    def title(self) -> str:
        """Its name and version, as people write them."""
        return f"{self.part.name} {self.text}"


def components(project: Project) -> Iterator[Component]:
    """Yield PHP and the services that have a version, each place once."""
    php = _php(project)
    if php is not None:
        yield php
    seen = set()
    for service in project.services.services.values():
        found = of_service(project, service)
        # Services may share one type by means of an anchor.
        if found is not None and found.span not in seen:
            seen.add(found.span)
            yield found


def _php(project: Project) -> Component | None:
    image = project.app.image
    if image is None or image.name != "php" or image.version is None:
        return None
    version = Version.parse(image.version)
    if version is None:
        return None
    part = matrix().parts["php"]
    return Component(part, image.version, version, APP_FILE, image.version_span, image.span)


def of_service(project: Project, service: Service) -> Component | None:
    """Return what a service is, or None where its type or version is not known."""
    part = matrix().part_of(service.type)
    # A hyphen begins the edition of a search service.
    version = Version.parse((service.version or "").split("-", 1)[0])
    if part is None or version is None or service.version is None:
        return None
    return Component(
        part,
        service.version,
        version,
        SERVICES_FILE,
        service.version_span,
        service.type_span,
        service,
        _relationship(project, service),
    )


def _relationship(project: Project, service: Service) -> Relationship | None:
    links = project.relationships.values()
    return next((link for link in links if link.service_name == service.name), None)
