"""The request ``zdd/config``: the configuration that ece-tools works with, as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lsprotocol import types

    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

CONFIG = "zdd/config"


def config(server: Server, params: object) -> dict[str, Any] | None:
    """Return the configuration of the project that a file belongs to.

    Args:
        server: The server.
        params: ``{"textDocument": {"uri"}}``, as in other requests about a file.

    Returns:
        ``root`` and, as YAML with the origin of each value in a comment, ``text``; None where the
        file belongs to no project.
    """
    from zdd_lsp.report import effective

    document = params.get("textDocument") if isinstance(params, dict) else None
    uri = document.get("uri") if isinstance(document, dict) else None
    place = server.session.place(uri) if isinstance(uri, str) else None
    if place is None:
        return None
    return {"root": str(place.root), "text": effective.document(server.session.project(place.root))}


def announce(_: types.ServerCapabilities, __: Client) -> None:
    """Say nothing: the protocol has no word for it."""


HANDLERS: Handlers = {CONFIG: config}
