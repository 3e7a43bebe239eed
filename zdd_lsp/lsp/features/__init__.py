"""What the server can do, one module a feature.

A feature module has `HANDLERS`, which names the methods of the protocol that it answers, and
`announce`, which tells the client of it. A handler takes the server and the parameters; it
converts, asks, and converts back. A new feature is a module and its name in `FEATURES`. What only
its answers need is imported by the handler, and named in `spare_time.LATE`, so that the first
diagnostics do not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from lsprotocol import types

from zdd_lsp.lsp.features import (
    actions,
    commands,
    completion,
    configuration,
    diagnostics,
    documents,
    effective,
    explain,
    hints,
    hover,
    lens,
    links,
    navigation,
    rename,
    status,
    symbols,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.server import Server

    Handlers = Mapping[str, Callable[[Server, Any], object]]


class Feature(Protocol):
    """What a feature module has.

    Attributes:
        HANDLERS: Who answers each method.
    """

    @property
    def HANDLERS(self) -> Handlers:  # noqa: N802 - a constant of a module
        """See the class."""

    def announce(self, capabilities: types.ServerCapabilities, client: Client, /) -> None:
        """Enter the feature into what the client is told."""


FEATURES: tuple[Feature, ...] = (
    documents,
    configuration,
    diagnostics,
    hover,
    completion,
    links,
    actions,
    navigation,
    rename,
    symbols,
    hints,
    lens,
    commands,
    status,
    explain,
    effective,
)


def handlers() -> Handlers:
    """Return who answers each method of all features."""
    return {method: answer for each in FEATURES for method, answer in each.HANDLERS.items()}


def capabilities(client: Client) -> types.ServerCapabilities:
    """Return what the server can do for a client."""
    announced = types.ServerCapabilities(position_encoding=client.encoding.value)
    for feature in FEATURES:
        feature.announce(announced, client)
    return announced
