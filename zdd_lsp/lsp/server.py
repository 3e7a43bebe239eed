"""The language server: its features, each a conversion in, a question, and a conversion out."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from zdd_lsp import __version__, lint
from zdd_lsp.ide.actions import fix_all_action, make_ideal_action, quick_fixes
from zdd_lsp.ide.hover import hover as hover_at
from zdd_lsp.lint.severity import read_severities
from zdd_lsp.lsp import convert, uris
from zdd_lsp.lsp.client import Client
from zdd_lsp.lsp.feed import DocumentReport, Feed
from zdd_lsp.lsp.process import liveness
from zdd_lsp.lsp.protocol import Phase, Protocol
from zdd_lsp.lsp.session import Session
from zdd_lsp.lsp.stdio import Input, take_output
from zdd_lsp.project.workspace import PATHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from zdd_lsp.ide.actions import Action
    from zdd_lsp.lint.severity import Severities
    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span

ALIVE_EVERY = 3.0
"""Seconds between two looks at whether the client's process still lives."""

log = logging.getLogger(__name__)


class Server(LanguageServer):
    """A server for one client.

    Attributes:
        protocol: Carries the messages.
        session: What the client has open.
        feed: Brings it diagnostics.
    """

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("zdd-lsp", __version__, protocol_cls=Protocol)
        self._ended = asyncio.Event()
        for method, handler in FEATURES.items():
            self.feature(method)(partial(_guarded, self, method, handler))
        self.begin(Client(), ())

    def begin(
        self, client: Client, folders: Iterable[Path], severities: Severities | None = None
    ) -> None:
        """Begin the session with a client."""
        self.session = Session(client, folders, severities)
        self.feed = Feed(
            self.session,
            self.text_document_publish_diagnostics,
            partial(self.workspace_diagnostic_refresh, None),
            _pages(),
        )

    def end(self) -> None:
        """Let `serve` return."""
        self._ended.set()

    def watch_client(self, lives: Callable[[], bool]) -> None:
        """End when the client does."""
        if lives():
            asyncio.get_running_loop().call_later(ALIVE_EVERY, self.watch_client, lives)
        else:
            log.warning("the client's process is gone")
            self.end()

    def report_server_error(self, error: Exception, source: object) -> None:
        """Log what goes wrong, instead of opening a window in the user's way."""
        log.debug("%s: %s", source, error)

    async def serve(self, descriptor: int) -> int:
        """Serve until the client has enough, and return the exit status.

        Args:
            descriptor: The file to read from.
        """
        loop = asyncio.get_running_loop()
        Input(loop, self.protocol.receive, self._idle, self.end).start(descriptor)
        await self._ended.wait()
        return 0 if self.protocol.phase is Phase.SHUT_DOWN else 1

    def _idle(self) -> None:
        if not self._ended.is_set():
            self.feed.flush()


def initialize(server: Server, params: Mapping[str, Any]) -> types.InitializeResult:
    """Begin the session."""
    client = Client.read(params.get("capabilities"))
    severities, faults = _severities(params.get("initializationOptions"))
    for fault in faults:
        server.window_log_message(types.LogMessageParams(types.MessageType.Warning, fault))
    server.begin(client, _folders(params), severities)
    process = params.get("processId")
    if isinstance(process, int):
        server.watch_client(liveness(process))
    server.protocol.phase = Phase.RUNNING
    return types.InitializeResult(_capabilities(client), server.protocol.server_info)


def _severities(options: object) -> tuple[Severities, list[str]]:
    """Read ``severity`` of the initialization options: rule names with ``error`` … ``hint``."""
    table = options.get("severity") if isinstance(options, dict) else None
    if table is None:
        return {}, []
    if not isinstance(table, dict):
        return {}, ["The option severity must be an object of rule names and severities."]
    return read_severities(table, lint.rules())


def initialized(server: Server, _: types.InitializedParams) -> None:
    """Ask the client to watch the files that we read."""
    if server.session.client.watches_files:
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in PATHS]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration(
            "zdd-watched-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
        )
        server.client_register_capability(types.RegistrationParams([registration]))


def shutdown(server: Server, _: None) -> None:
    """Prepare to end: nothing but `exit` is heard from now on."""
    server.protocol.phase = Phase.SHUT_DOWN


def exit_(server: Server, _: None) -> None:
    """End."""
    server.end()


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


def did_change_workspace_folders(
    server: Server, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    """Take note of folders that come and go."""
    added = (uris.to_folder(folder.uri) for folder in params.event.added)
    removed = (uris.to_folder(folder.uri) for folder in params.event.removed)
    server.session.change_folders(filter(None, added), filter(None, removed))


def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """Say what the word under the cursor does."""
    place = server.session.place(params.text_document.uri)
    if place is None:
        return None
    translate = server.feed.translator(place.root)
    offset = translate.offset(place.path, params.position)
    found = hover_at(translate.project, place.path, offset)
    return None if found is None else translate.hover(place.path, found)


def code_action(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer what would make it right."""
    place = server.session.place(params.text_document.uri)
    if place is None:
        return []
    translate = server.feed.translator(place.root)
    span = translate.span(place.path, params.range)
    actions = (
        translate.action(action)
        for kind, offer in OFFERS.items()
        if convert.is_wanted(kind, params.context)
        for action in offer(translate.project, place.path, span)
    )
    return [action for action in actions if action is not None]


def document_diagnostic(server: Server, params: types.DocumentDiagnosticParams) -> DocumentReport:
    """Report on a document."""
    return server.feed.document_report(params.text_document.uri, params.previous_result_id)


def workspace_diagnostic(
    server: Server, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """Report on all projects."""
    previous = {known.uri: known.value for known in params.previous_result_ids}
    return types.WorkspaceDiagnosticReport(server.feed.workspace_report(previous))


OFFERS: dict[str, Callable[[Project, str, Span], list[Action]]] = {
    "quickfix": quick_fixes,
    "source.fixAll.zdd": lambda project, path, _: fix_all_action(project, path),
    "source.zdd.makeIdeal": lambda project, *_: make_ideal_action(project),
}
"""Who makes each kind of code action."""

FEATURES: dict[str, Callable[[Server, Any], object]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.SHUTDOWN: shutdown,
    types.EXIT: exit_,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_SAVE: did_save,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_watched_files,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: did_change_workspace_folders,
    types.TEXT_DOCUMENT_HOVER: hover,
    types.TEXT_DOCUMENT_CODE_ACTION: code_action,
    types.TEXT_DOCUMENT_DIAGNOSTIC: document_diagnostic,
    types.WORKSPACE_DIAGNOSTIC: workspace_diagnostic,
}
"""What is heard, and who answers."""


def serve() -> int:
    """Serve one client over standard input and output, and return the exit status.

    It is 0 if the client ended the session in the orderly way, and 1 if not.
    """
    logging.basicConfig(stream=sys.stderr, format="zdd-lsp: %(levelname)s: %(message)s")
    # What pygls would warn of, such as optional notifications that nobody handles, is no fault.
    logging.getLogger("pygls").setLevel(logging.ERROR)
    if sys.stdin.isatty():
        log.warning("waiting for a language client on standard input; try zdd-lsp --help")
    output = take_output()
    server = Server()
    server.protocol.set_writer(output)
    # What was imported stays. To look through it again and again would cost the collector 20 ms
    # each time, in the middle of somebody's typing.
    gc.freeze()
    try:
        return asyncio.run(server.serve(sys.stdin.fileno()))
    except KeyboardInterrupt:
        return 130


def _guarded(
    server: Server, method: str, handler: Callable[[Server, Any], object], params: object
) -> object:
    """Answer with nothing where a feature fails; the server lives."""
    try:
        return handler(server, params)
    except Exception:
        log.exception("%s failed", method)
        return None


def _capabilities(client: Client) -> types.ServerCapabilities:
    return types.ServerCapabilities(
        position_encoding=client.encoding.value,
        text_document_sync=types.TextDocumentSyncOptions(
            open_close=True,
            change=types.TextDocumentSyncKind.Incremental,
            save=types.SaveOptions(include_text=False),
        ),
        hover_provider=True,
        code_action_provider=types.CodeActionOptions(list(OFFERS)) if client.code_actions else None,
        diagnostic_provider=types.DiagnosticOptions(
            inter_file_dependencies=True, workspace_diagnostics=True, identifier=convert.SOURCE
        )
        if client.pulls
        else None,
        workspace=types.WorkspaceOptions(
            workspace_folders=types.WorkspaceFoldersServerCapabilities(
                supported=True, change_notifications=True
            )
        ),
    )


def _folders(params: Mapping[str, Any]) -> list[Path]:
    """Return the folders of the workspace, from the newest way to name them to the oldest."""
    listed = params.get("workspaceFolders")
    named = [item.get("uri") for item in listed or () if isinstance(item, dict)]
    folders = [folder for folder in map(uris.to_folder, named) if folder is not None]
    older = uris.to_folder(params.get("rootUri")) or uris.to_folder(params.get("rootPath"))
    return folders or ([] if older is None else [older])


def _pages() -> dict[str, str]:
    """Return the page that explains a rule, by the rule's name."""
    return {rule.name: rule.url for rule in lint.rules() if rule.url}
