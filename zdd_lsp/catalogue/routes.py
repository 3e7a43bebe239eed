"""Routes: what the values in `.magento/routes.yaml` mean, and the limits of the router."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from zdd_lsp.catalogue import tables

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteType:
    """A kind of route. The texts are Markdown.

    Attributes:
        name: The value of ``type``.
        summary: What it does, in one sentence.
        prose: What to know about it.
        needs: The key that says where requests go.
        foreign: The keys that this kind of route cannot have.
    """

    name: str
    summary: str
    prose: str
    needs: str
    foreign: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the router can take.

    Attributes:
        file_size: The size of the file from which on redirects should move to Fastly, in bytes.
        routes: How many routes fit into the document that the platform makes of them.
        advised_routes: How many are advised at most.
        redirects: How many redirect rules an environment may have.
    """

    file_size: int
    routes: int
    advised_routes: int
    redirects: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteFacts:
    """All that is known about the values of the file.

    Attributes:
        types: The kinds of routes, by name.
        endpoint: The endpoint of an application that an upstream names.
        former_endpoints: Endpoints that still work.
        codes: The status codes that a redirect rule may have, with their meanings.
        forbidden_headers: Headers that cannot be a part of the cache key.
        limits: What the router can take.
        console_keys: Keys that belong to the Cloud Console.
    """

    types: Mapping[str, RouteType]
    endpoint: str
    former_endpoints: tuple[str, ...]
    codes: Mapping[int, str]
    forbidden_headers: tuple[str, ...]
    limits: Limits
    console_keys: tuple[str, ...]


@cache
def route_facts() -> RouteFacts:
    """Return what is known about the values of the file."""
    content = tables.read("routes.toml")
    kinds = {name: table for name, table in content["types"].items() if isinstance(table, dict)}
    limits = {name: value for name, value in content["limits"].items() if isinstance(value, int)}
    return RouteFacts(
        types={name: _type(name, table) for name, table in kinds.items()},
        endpoint=content["endpoints"]["current"],
        former_endpoints=tuple(content["endpoints"]["former"]),
        codes={int(code): meaning for code, meaning in content["codes"]["meanings"].items()},
        forbidden_headers=tuple(content["cache"]["forbidden_headers"]),
        limits=Limits(**limits),
        console_keys=tuple(content["elsewhere"]["console"]),
    )


def _type(name: str, table: dict[str, Any]) -> RouteType:
    return RouteType(name=name, foreign=tuple(table["foreign"]), **_without(table, "foreign"))


def _without(table: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != key}
