"""The life of a session: how it begins and ends."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from zdd_lsp import __version__
from zdd_lsp.lsp import uris
from zdd_lsp.lsp.client import Client
from zdd_lsp.lsp.features import capabilities, configuration
from zdd_lsp.lsp.preferences import Preferences
from zdd_lsp.lsp.process import liveness
from zdd_lsp.lsp.protocol import Phase
from zdd_lsp.project.folders import PATTERNS
from zdd_lsp.project.workspace import PATHS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server


def initialize(server: Server, params: Mapping[str, Any]) -> types.InitializeResult:
    """Begin the session."""
    client = Client.read(params.get("capabilities"))
    preferences = Preferences.read(params.get("initializationOptions"))
    server.begin(client, _folders(params), preferences)
    _introduce(server)
    configuration.complain(server)
    server.trace = _trace(params.get("trace"))
    process = params.get("processId")
    if isinstance(process, int):
        server.watch_client(liveness(process))
    server.protocol.phase = Phase.RUNNING
    return types.InitializeResult(capabilities(client), server.protocol.server_info)


def _introduce(server: Server) -> None:
    """Write into the client's log what everybody asks first who is to find a fault."""
    client, folders = server.session.client, ", ".join(map(str, server.session.folders))
    told = (
        f"zdd-lsp {__version__} on Python {platform.python_version()}, "
        f"diagnostics: {'pull' if client.pulls else 'push'}, "
        f"positions: {client.encoding.value}, {folders or 'no folder'}"
    )
    server.window_log_message(types.LogMessageParams(types.MessageType.Info, told))


def initialized(server: Server, _: types.InitializedParams) -> None:
    """Ask the client for its settings, and to watch the files that we read."""
    configuration.follow(server)
    if server.session.client.watches_files:
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in (*PATHS, *PATTERNS)]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration(
            "zdd-watched-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
        )
        server.client_register_capability(types.RegistrationParams([registration]))


def set_trace(server: Server, params: types.SetTraceParams) -> None:
    """Begin or cease to tell how long each message takes."""
    server.trace = types.TraceValue(params.value)


def _trace(value: object) -> types.TraceValue:
    """Return how much a client wants to hear; what is odd counts as nothing."""
    known = {each.value: each for each in types.TraceValue}
    return known.get(value, types.TraceValue.Off) if isinstance(value, str) else known["off"]


def shutdown(server: Server, _: None) -> None:
    """Prepare to end: nothing but `exit` is heard from now on."""
    server.protocol.phase = Phase.SHUT_DOWN


def exit_(server: Server, _: None) -> None:
    """End."""
    server.end()


def _folders(params: Mapping[str, Any]) -> list[Path]:
    """Return the folders of the workspace, from the newest way to name them to the oldest."""
    listed = params.get("workspaceFolders")
    named = [item.get("uri") for item in listed or () if isinstance(item, dict)]
    folders = [folder for folder in map(uris.to_folder, named) if folder is not None]
    older = uris.to_folder(params.get("rootUri")) or uris.to_folder(params.get("rootPath"))
    return folders or ([] if older is None else [older])


HANDLERS: Handlers = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.SET_TRACE: set_trace,
    types.SHUTDOWN: shutdown,
    types.EXIT: exit_,
}
