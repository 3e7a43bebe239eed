"""Rename: a name in all of its places, with what that does on the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from zdd_lsp.lsp.convert import Caution

if TYPE_CHECKING:
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server


def prepare(
    server: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    """Tell which text a rename at a position would change; None where there is nothing."""
    from zdd_lsp.ide.names import renamed_at

    where = server.session.place(params.text_document.uri)
    if where is None:
        return None
    translate = server.feed.translator(where.root)
    offset = translate.offset(where.path, params.position)
    place = renamed_at(translate.project, where.path, offset)
    if place is None:
        return None
    return types.PrepareRenamePlaceholder(translate.range(place.path, place.span), place.name.text)


def rename_symbol(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Rename what stands at a position.

    A client that can asks before it applies an edit with data at stake. Where it cannot, the edit
    comes all the same, because nothing is lost before a push, and the person is told.

    Raises:
        JsonRpcException: The name cannot be changed, or not in this way.
    """
    from zdd_lsp.ide.names import RenamingError, rename

    where = server.session.place(params.text_document.uri)
    if where is None:
        return None
    translate = server.feed.translator(where.root)
    offset = translate.offset(where.path, params.position)
    try:
        renaming = rename(translate.project, where.path, offset, params.new_name)
    except RenamingError as error:
        raise JsonRpcException(str(error), types.LSPErrorCodes.RequestFailed) from error
    if not renaming.edits:
        return None
    caution = Caution(renaming.title, renaming.risk) if renaming.risk else None
    if caution is not None and not translate.client.confirms_renames:
        told = f"{renaming.title}: {renaming.risk} Undo the rename unless you mean that."
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, told))
    return translate.workspace_edit(renaming.edits, caution)


def announce(capabilities: types.ServerCapabilities, client: Client) -> None:
    """Offer renames, and to check first whether there is something to rename."""
    capabilities.rename_provider = (
        types.RenameOptions(prepare_provider=True) if client.prepares_renames else True
    )


HANDLERS: Handlers = {
    types.TEXT_DOCUMENT_PREPARE_RENAME: prepare,
    types.TEXT_DOCUMENT_RENAME: rename_symbol,
}
