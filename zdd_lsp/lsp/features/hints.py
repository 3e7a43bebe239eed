"""Inlay hints: beside a variable, what other stages make of it. They are off unless wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server


def inlay_hint(server: Server, params: types.InlayHintParams) -> list[types.InlayHint]:
    """Return the hints in a range."""
    from zdd_lsp.ide.hints import hints

    place = server.session.place(params.text_document.uri)
    if place is None or not server.overlays.wants_hints(place.root):
        return []
    translate = server.feed.translator(place.root)
    span = translate.span(place.path, params.range)
    return [
        types.InlayHint(
            translate.range(place.path, Span(hint.offset, hint.offset)).start,
            hint.label,
            tooltip=translate.markup(hint.tooltip),
            padding_left=True,
        )
        for hint in hints(translate.project, place.path, span)
    ]


def announce(capabilities: types.ServerCapabilities, client: Client) -> None:
    """Offer hints to a client that shows them."""
    if client.hints:
        capabilities.inlay_hint_provider = True


HANDLERS: Handlers = {types.TEXT_DOCUMENT_INLAY_HINT: inlay_hint}
