"""Code lens: the score of the ideal state above the first line. It is off unless wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from zdd_lsp.lsp.features.commands import SHOW_IDEAL_STATE
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server


def code_lens(server: Server, params: types.CodeLensParams) -> list[types.CodeLens]:
    """Return the lens of `.magento.env.yaml`."""
    uri = params.text_document.uri
    place = server.session.place(uri)
    if place is None or place.path != ENV_FILE:
        return []
    title = server.overlays.lens(place.root)
    if title is None:
        return []
    start = types.Position(0, 0)
    command = types.Command(title, SHOW_IDEAL_STATE, arguments=[uri])
    return [types.CodeLens(types.Range(start, start), command)]


def announce(capabilities: types.ServerCapabilities, client: Client) -> None:
    """Offer the lens to a client that shows it."""
    if client.lenses:
        capabilities.code_lens_provider = types.CodeLensOptions()


HANDLERS: Handlers = {types.TEXT_DOCUMENT_CODE_LENS: code_lens}
