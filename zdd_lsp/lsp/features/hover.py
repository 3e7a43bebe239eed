"""Hover: what the word under the cursor does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server


def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """Explain what stands at a position."""
    from zdd_lsp.ide.hover import hover as hover_at

    place = server.session.place(params.text_document.uri)
    if place is None:
        return None
    translate = server.feed.translator(place.root)
    offset = translate.offset(place.path, params.position)
    found = hover_at(translate.project, place.path, offset)
    if found is None:
        return None
    return types.Hover(translate.markup(found.markdown), translate.range(place.path, found.span))


def announce(capabilities: types.ServerCapabilities, _: Client) -> None:
    """Offer hovers."""
    capabilities.hover_provider = True


HANDLERS: Handlers = {types.TEXT_DOCUMENT_HOVER: hover}
