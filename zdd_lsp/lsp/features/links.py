"""Document links: pages of documentation and files that a file names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from zdd_lsp.ide.links import links
from zdd_lsp.lsp import uris

if TYPE_CHECKING:
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server


def document_links(server: Server, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    """List the links of a document."""
    where = server.session.place(params.text_document.uri)
    if where is None:
        return []
    translate = server.feed.translator(where.root)
    return [
        types.DocumentLink(
            translate.range(where.path, link.span),
            link.target if isinstance(link.target, str) else uris.from_path(link.target),
            link.tooltip if translate.client.link_tooltips else None,
        )
        for link in links(translate.project, where.path)
    ]


def announce(capabilities: types.ServerCapabilities, _: Client) -> None:
    """Offer links."""
    capabilities.document_link_provider = types.DocumentLinkOptions()


HANDLERS: Handlers = {types.TEXT_DOCUMENT_DOCUMENT_LINK: document_links}
