"""What a project may declare as a service, and the relationships that ece-tools knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.model import DOCUMENTATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.catalogue.model import Version


class ServiceType(NamedTuple):
    """The first part of a ``type``, such as ``redis`` of ``redis:7.2``. The texts are Markdown.

    Attributes:
        name: The type.
        title: What people call it.
        role: What Commerce does with it, such as ``cache``.
        names: The relationships by which ece-tools finds it, the usual one first.
        summary: What it is, in one sentence.
        prose: What to know about it.
        advised: By deprecated version, the one to use instead.
        url: The page of Adobe's guide about it.
        endpoint: The endpoint that relationships name; None where no relationship leads to it.
    """

    name: str
    title: str
    role: str
    names: tuple[str, ...]
    summary: str
    prose: str
    advised: Mapping[str, str]
    url: str
    endpoint: str | None = None


class RelationshipName(NamedTuple):
    """A name by which ece-tools looks for a service. The texts are Markdown.

    Attributes:
        name: The name.
        role: What ece-tools expects there, such as ``cache``.
        since: The first ece-tools that looks for it; None where every one does.
        summary: What ece-tools does with the service, in one sentence.
        prose: What to know about it.
        url: The page of Adobe's guide about it.
    """

    name: str
    role: str
    since: Version | None
    summary: str
    prose: str
    url: str


class ServiceTypes(NamedTuple):
    """All of them, by name.

    Attributes:
        types: The types of services.
        relationships: The names of relationships that ece-tools knows.
        roles: What plays a role, as a sentence needs it.
    """

    types: Mapping[str, ServiceType]
    relationships: Mapping[str, RelationshipName]
    roles: Mapping[str, str]


@cache
def service_types() -> ServiceTypes:
    """Return what is known about types of services and names of relationships."""
    content = tables.read("service_types.toml")
    types, names = _tables(content["types"]), _tables(content["relationships"])
    return ServiceTypes(
        types={name: _type(name, table) for name, table in types.items()},
        relationships={name: _relationship(name, table) for name, table in names.items()},
        roles=content["roles"],
    )


def _tables(group: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the tables of a group, without what is said about the group itself."""
    return {name: dict(table) for name, table in group.items() if isinstance(table, dict)}


def _type(name: str, table: dict[str, Any]) -> ServiceType:
    return ServiceType(
        name=name,
        names=tuple(table.pop("names")),
        advised=table.pop("advised", {}),
        url=DOCUMENTATION + table.pop("page"),
        **table,
    )


def _relationship(name: str, table: dict[str, Any]) -> RelationshipName:
    since = table.pop("since", None)
    return RelationshipName(
        name=name,
        since=tables.version(since) if since else None,
        url=DOCUMENTATION + table.pop("page"),
        **table,
    )
