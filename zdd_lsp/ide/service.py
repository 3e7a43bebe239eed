"""Types of services, their endpoints, and the relationships that lead to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide.explanation import Explanation, Fact, version_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.service_types import RelationshipName, ServiceType
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.services import Service


def of_service_type(kind: ServiceType) -> Explanation:
    """Explain a type of service."""
    facts = [Fact("Endpoint", f"`{kind.endpoint}`")] if kind.endpoint else []
    if kind.names:
        names = ", ".join(f"`{name}`" for name in kind.names)
        facts.append(Fact("Relationships that ece-tools looks for", names))
    facts += [
        Fact(f"Version {version}", f"deprecated, use {advised}")
        for version, advised in kind.advised.items()
    ]
    return Explanation(
        name=kind.name,
        kind="type of a service",
        paragraphs=(kind.summary, kind.prose),
        facts=tuple(facts),
        url=kind.url,
    )


def of_relationship_name(name: RelationshipName) -> Explanation:
    """Explain a name by which ece-tools looks for a service."""
    facts = [Fact("Leads to", service_types().roles[name.role])]
    if name.since is not None:
        facts.append(Fact("ece-tools", f"since {version_text(name.since)}"))
    return Explanation(
        name=name.name,
        kind="relationship that ece-tools looks for",
        paragraphs=(name.summary, name.prose),
        facts=tuple(facts),
        url=name.url,
    )


def of_relationship(link: Relationship) -> Explanation:
    """Explain the name of a relationship, with what it leads to in this project."""
    known = service_types().relationships.get(link.name)
    if known is not None:
        explained = of_relationship_name(known)
    else:
        told = (
            "ece-tools does not look for this name. Code of your own finds the service in the "
            "environment variable `MAGENTO_CLOUD_RELATIONSHIPS`."
        )
        explained = Explanation(
            name=link.name, kind="relationship of this project", paragraphs=(told,)
        )
    return replace(explained, facts=(*explained.facts, *_here(link)))


def _here(link: Relationship) -> Iterator[Fact]:
    if link.service is not None:
        name = link.service_name.replace("`", "'")
        yield Fact("Here", f"leads to `{name}`, {_called(link.service)}")


def of_service(service: Service) -> Explanation:
    """Explain the name of a service where a relationship or a mount refers to it."""
    kind = service_types().types.get(service.type)
    return Explanation(
        name=service.name,
        kind=f"service of this project, {_called(service)}",
        paragraphs=(kind.summary, kind.prose) if kind is not None else (),
        url=kind.url if kind is not None else None,
    )


def of_endpoint(service: Service, endpoint: str) -> Explanation:
    """Explain an endpoint that a service has."""
    kind = service_types().types.get(service.type)
    told = (
        "The usual endpoint of this service: a relationship gets its host and port from it, and "
        "user and password where there are any."
    )
    if service.endpoints:
        told = (
            f"The service `{service.name}` declares it below `configuration`, with rights of its "
            "own. Such endpoints take the place of the usual one."
        )
    return Explanation(
        name=endpoint,
        kind=f"endpoint of {_called(service)}",
        paragraphs=(told,),
        url=kind.url if kind is not None else None,
    )


def _called(service: Service) -> str:
    """Return what a service is, with its version."""
    kind = service_types().types.get(service.type)
    title = kind.title if kind is not None else service.type or "of an unknown type"
    return f"{title} {service.version}" if service.version is not None else title
