"""Routes: what the rules need to know beside the keys."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from zdd_lsp.catalogue import tables


class RouteFacts(NamedTuple):
    """What is known about routes.

    Attributes:
        endpoint: The endpoint of an application that an upstream names.
        former_endpoints: The names that it had before, which still work.
        hidden_applications: Applications whose file is not looked for where it lies.
        forbidden_headers: Headers that cannot be a part of the key of the router's cache.
        file_size: The size of the file from which on redirects should move to Fastly, in bytes.
        routes: How many routes fit into the document that the platform makes of them.
        advised_routes: How many are advised at most.
    """

    endpoint: str
    former_endpoints: tuple[str, ...]
    hidden_applications: tuple[str, ...]
    forbidden_headers: tuple[str, ...]
    file_size: int
    routes: int
    advised_routes: int


@cache
def route_facts() -> RouteFacts:
    """Return what is known about routes."""
    content = tables.read("routes.toml")
    endpoint, limits = content["endpoint"], content["limits"]
    return RouteFacts(
        endpoint=endpoint["name"],
        former_endpoints=tuple(endpoint["former"]),
        hidden_applications=tuple(content["applications"]["hidden"]),
        forbidden_headers=tuple(content["cache"]["forbidden_headers"]),
        file_size=limits["file_size"],
        routes=limits["routes"],
        advised_routes=limits["advised_routes"],
    )
