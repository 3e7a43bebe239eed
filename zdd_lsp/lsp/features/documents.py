"""Documents and files: what the client opens, changes, saves and closes, and what others write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from zdd_lsp.lsp import convert, uris
from zdd_lsp.lsp.features import configuration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server


def did_open(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    """Take over a document."""
    document = params.text_document
    server.session.open(document.uri, document.text, document.version)


def did_change(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Apply changes to a document."""
    document = params.text_document
    changes = map(convert.change, params.content_changes)
    server.session.change(document.uri, changes, document.version)


def did_save(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    """Take note that a document was saved."""
    server.session.save(params.text_document.uri)


def did_close(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Give a document back to the disk."""
    server.session.close(params.text_document.uri)


def did_change_watched_files(server: Server, params: types.DidChangeWatchedFilesParams) -> None:
    """Take note of files that were written by others."""
    paths = (uris.to_folder(event.uri) for event in params.changes)
    server.session.changed_on_disk(path for path in paths if path is not None)


def did_create_files(server: Server, params: types.CreateFilesParams) -> None:
    """Take note of folders that somebody made in the editor."""
    _moved(server, (file.uri for file in params.files))


def did_delete_files(server: Server, params: types.DeleteFilesParams) -> None:
    """Take note of folders that somebody deleted in the editor."""
    _moved(server, (file.uri for file in params.files))


def did_rename_files(server: Server, params: types.RenameFilesParams) -> None:
    """Take note of folders that somebody renamed in the editor."""
    _moved(server, (uri for file in params.files for uri in (file.old_uri, file.new_uri)))


def _moved(server: Server, names: Iterable[str]) -> None:
    folders = map(uris.to_folder, names)
    server.session.folders_changed_on_disk(folder for folder in folders if folder is not None)


def did_change_workspace_folders(
    server: Server, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    """Take note of folders that come and go."""
    added = (uris.to_folder(folder.uri) for folder in params.event.added)
    removed = (uris.to_folder(folder.uri) for folder in params.event.removed)
    server.session.change_folders(filter(None, added), filter(None, removed))
    configuration.pull(server)


def announce(capabilities: types.ServerCapabilities, _: Client) -> None:
    """Ask for the changes of documents as they are typed, and of folders."""
    capabilities.text_document_sync = types.TextDocumentSyncOptions(
        open_close=True,
        change=types.TextDocumentSyncKind.Incremental,
        save=types.SaveOptions(include_text=False),
    )
    # Where a folder comes or goes, the watchers of many clients tell nothing of its files.
    pattern = types.FileOperationPattern("**/*", types.FileOperationPatternKind.Folder)
    folders = types.FileOperationRegistrationOptions([types.FileOperationFilter(pattern, "file")])
    capabilities.workspace = types.WorkspaceOptions(
        workspace_folders=types.WorkspaceFoldersServerCapabilities(
            supported=True, change_notifications=True
        ),
        file_operations=types.FileOperationOptions(
            did_create=folders, did_delete=folders, did_rename=folders
        ),
    )


HANDLERS: Handlers = {
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_SAVE: did_save,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_watched_files,
    types.WORKSPACE_DID_CREATE_FILES: did_create_files,
    types.WORKSPACE_DID_DELETE_FILES: did_delete_files,
    types.WORKSPACE_DID_RENAME_FILES: did_rename_files,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: did_change_workspace_folders,
}
