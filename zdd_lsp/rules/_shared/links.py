"""What the rules share that follow relationships and mounts to services."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.findings import Applicability, Location, Related
from zdd_lsp.project.editing import Change, stands_elsewhere
from zdd_lsp.project.editing.scalars import SAFE
from zdd_lsp.project.places import START
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.service_types import ServiceType
    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.mounts import Mount
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.services import Service


def links(project: Project) -> Iterator[Relationship]:
    """Yield the relationships of the application, then those that its workers have instead."""
    for each in project.applications:
        if each.is_own:
            yield from each.links(project.services.services)


def storages(project: Project) -> Iterator[Mount]:
    """Yield the mounts that name a service: the application's, then those of its workers."""
    for each in project.applications:
        if each.is_own:
            yield from each.storages()


def applications(project: Project) -> set[str]:
    """Return the names of the applications of the repository, and those that routes mention."""
    return _mentioned(project) | {each.name for each in project.applications if each.name}


def knows_applications(project: Project) -> bool:
    """Tell whether the files of all applications are here, also of those that routes mention."""
    names = [each.name for each in project.applications]
    unknown = _mentioned(project) - set(names)
    # One whose name nobody can tell may be the one that is mentioned.
    return project.knows_applications and len(unknown) <= names.count(None)


def _mentioned(project: Project) -> set[str]:
    routes = project.routes.routes.values()
    return {route.upstream.app for route in routes if route.upstream is not None}


def offered(project: Project) -> list[Service]:
    """Return the services that fixes are offered for: all of them, unless there are very many."""
    return list(islice(project.services.services.values(), _MOST))


_MOST: Final = 20


def type_of(service: Service | None) -> ServiceType | None:
    """Return what is known about the type of a service."""
    return service_types().types.get(service.type) if service is not None else None


def endpoints(service: Service) -> tuple[str, ...] | None:
    """Return the endpoints of a service, the usual one first; None if nobody can tell."""
    known = type_of(service)
    if service.endpoints or service.endpoints is None:
        return tuple(service.endpoints) if service.endpoints else None
    if known is None:
        return None
    return (known.endpoint,) if known.endpoint is not None else ()


def declared(service: Service, message: str) -> Related:
    """Return the place where a service is declared."""
    return Related(Location(SERVICES_FILE, service.entry.key.span), message)


def all_declared(project: Project) -> Related:
    """Return the place where services are declared."""
    source = project.services.source
    root = source.tree.root if source is not None else None
    is_filled = isinstance(root, Mapping) and root.entries
    span = root.entries[0].key.span if isinstance(root, Mapping) and is_filled else START
    return Related(Location(SERVICES_FILE, span), "The services are declared here.")


def lead_to(
    project: Project,
    relationship: Relationship,
    service: Service,
    applicability: Applicability = Applicability.UNSAFE,
) -> tuple[Fix, ...]:
    """Offer to let a relationship lead to a service, by an endpoint that this one has.

    A text is changed in place, and so is a map that has the keys already.
    """
    source, known = project.app.source, endpoints(service)
    endpoint = relationship.endpoint
    if source is None or endpoint is None or known == ():
        return ()
    if known is not None and endpoint not in known:
        endpoint = known[0]
    parts = (
        (relationship.service_span, relationship.service_name, service.name),
        (relationship.endpoint_span, relationship.endpoint, endpoint),
    )
    changes = []
    for span, old, new in parts:
        text = span.slice(source.text)
        is_key = span == relationship.entry.key.span
        if is_key or text.strip("'\"") != old or not SAFE.fullmatch(new):
            return ()
        if old != new:
            changes.append(Change(source.path, span, text.replace(str(old), new)))
    if not changes:
        return ()
    if stands_elsewhere(source, relationship.entry):
        applicability = Applicability.UNSAFE
    return fix(f"Lead it to {service.name}:{endpoint}", changes, applicability)
