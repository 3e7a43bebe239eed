"""An editor for the tests: the real server in a process of its own, and a client that remembers."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcException
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 10.0
"""Seconds until something that must come is missed."""
REST = 0.4
"""Seconds after which the server has said all that it will say, second opinion included."""

APP = """\
name: store
type: php:8.3
dependencies:
  php:
    composer/composer: '2.8.4'
hooks:
  build: |
    set -e
    composer install --no-dev
    php ./vendor/bin/ece-tools run scenario/build/generate.xml
    php ./vendor/bin/ece-tools run scenario/build/transfer.xml
  deploy: |
    php ./vendor/bin/ece-tools run scenario/deploy.xml
  post_deploy: |
    php ./vendor/bin/ece-tools run scenario/post-deploy.xml
"""
ENV = """\
stage:
  global:
    SKIP_HTML_MINIFICATION: true
    SCD_ON_DEMAND: true
  build:
    SCD_STRATEGY: quick
"""
LOCK = """\
{"packages": [
  {"name": "magento/ece-tools", "version": "2002.1.17"},
  {"name": "magento/product-enterprise-edition", "version": "2.4.7"}
]}
"""
CONFIG = "<?php\nreturn ['scopes' => ['websites' => ['base' => ['website_id' => '1']]]];\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store on disk whose state is not ideal for one reason: `SCD_ON_DEMAND`."""
    root = tmp_path / "store"
    files = {
        ".magento.app.yaml": APP,
        ".magento.env.yaml": ENV,
        ".magento/services.yaml": "mysql:\n  type: mysql:10.6\n  disk: 2048\n",
        ".magento/routes.yaml": '"http://{default}/": {type: upstream, upstream: "store:http"}\n',
        "composer.json": '{"require": {"magento/ece-tools": "^2002.1"}}\n',
        "composer.lock": LOCK,
        "app/etc/config.php": CONFIG,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return root


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A store and a blog, each in a folder, with nothing wrong between the files."""
    root = tmp_path / "two shops"
    files = {
        "shop/.magento.app.yaml": f"{APP}relationships:\n  database: 'mysql:mysql'\n",
        "blog/.magento.app.yaml": (
            "name: blog\ntype: nodejs:22\nrelationships:\n  db: 'postgres:postgresql'\n"
        ),
        ".magento/services.yaml": (
            "mysql:\n  type: mysql:10.6\n  disk: 2048\n"
            "postgres:\n  type: postgresql:15\n  disk: 512\n"
        ),
        ".magento/routes.yaml": (
            '"https://{default}/": {type: upstream, upstream: "store:http"}\n'
            '"https://blog.{default}/": {type: upstream, upstream: "blog:http"}\n'
        ),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


class Editor:
    """An editor with one folder open.

    Attributes:
        client: Speaks to the server.
        root: The folder.
        texts: The open documents, by URI.
        published: What the server published, in the order in which it came.
        registered: What the server registered for.
        refreshes: How often the server told the editor to ask for diagnostics again.
        asked_again: What else it told the editor to ask for again.
        logged: What the server wrote to the editor's log.
        messages: What the server showed to the user.
        server: Who the server says it is.
        configuration: The settings of the user, by section.
        scoped: Those of single folders, by their URI.
    """

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.registered: list[types.Registration] = []
        self.refreshes = 0
        self.asked_again: set[str] = set()
        self.logged: list[types.LogMessageParams] = []
        self.messages: list[types.ShowMessageParams] = []
        self.configuration: dict[str, Any] = {}
        self.scoped: dict[str, dict[str, Any]] = {}
        self._news = asyncio.Event()
        self.encoding = "utf-16"
        self.server: types.ServerInfo | None = None
        self.capabilities = types.ServerCapabilities()

    def handlers(self) -> dict[str, Any]:
        """What the editor does with messages of the server."""

        def published(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)
            self._news.set()

        def registered(params: types.RegistrationParams) -> None:
            self.registered.extend(params.registrations)
            self._news.set()

        def refresh(_: None) -> None:
            self.refreshes += 1
            self._news.set()

        def logged(params: types.LogMessageParams) -> None:
            self.logged.append(params)
            self._news.set()

        def shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params)
            self._news.set()

        def configured(params: types.ConfigurationParams) -> list[Any]:
            return [
                {**self.configuration, **self.scoped.get(item.scope_uri or "", {})}.get(
                    item.section or ""
                )
                for item in params.items
            ]

        def again(what: str) -> Callable[[None], None]:
            def note(_: None) -> None:
                self.asked_again.add(what)
                self._news.set()

            return note

        return {
            types.WORKSPACE_INLAY_HINT_REFRESH: again("hints"),
            types.WORKSPACE_CODE_LENS_REFRESH: again("lenses"),
            types.WORKSPACE_CONFIGURATION: configured,
            types.WINDOW_LOG_MESSAGE: logged,
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published,
            types.CLIENT_REGISTER_CAPABILITY: registered,
            types.WORKSPACE_DIAGNOSTIC_REFRESH: refresh,
            types.WINDOW_SHOW_MESSAGE: shown,
        }

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.root / name).as_uri()

    def open(self, name: str, text: str | None = None, version: int = 1) -> None:
        """Open a file, with the text that it has on disk unless another is given."""
        uri = self.uri(name)
        self.texts[uri] = (self.root / name).read_bytes().decode() if text is None else text
        self.versions[uri] = version
        item = types.TextDocumentItem(uri, "yaml", version, self.texts[uri])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text, as an incremental change."""
        uri = self.uri(name)
        text = self.texts[uri]
        start = text.index(old)
        self.texts[uri] = text[:start] + new + text[start + len(old) :]
        place = types.Range(self.position(text, start), self.position(text, start + len(old)))
        self.send_change(name, types.TextDocumentContentChangePartial(place, new))

    def send_change(self, name: str, *changes: Any) -> None:
        uri = self.uri(name)
        self.versions[uri] = self.versions.get(uri, 0) + 1
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(document, list(changes))
        )

    def save(self, name: str) -> None:
        uri = self.uri(name)
        (self.root / name).write_bytes(self.texts[uri].encode())
        document = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(document))

    def close(self, name: str) -> None:
        uri = self.uri(name)
        del self.texts[uri]
        document = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def configure(self, configuration: dict[str, Any]) -> None:
        """Change the settings of the user, and tell the server."""
        self.configuration = configuration
        self.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(configuration)
        )

    def write(self, name: str, text: str | None, *, tell: bool = True) -> None:
        """Write a file behind the server's back, or delete it, and tell what a watcher sees."""
        path = self.root / name
        if text is None:
            kind = types.FileChangeType.Deleted
            path.unlink()
        else:
            kind = types.FileChangeType.Changed if path.exists() else types.FileChangeType.Created
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        if tell:
            event = types.FileEvent(self.uri(name), kind)
            self.client.workspace_did_change_watched_files(
                types.DidChangeWatchedFilesParams([event])
            )

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until a message from the server makes something so."""
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._news.clear()
                await self._news.wait()

    async def told(self, name: str, version: int | None = None) -> list[types.Diagnostic]:
        """Wait for the diagnostics of a file, of a version unless any will do; return the last."""
        await self.until(lambda: self.of(name, version))
        return list(self.of(name, version)[-1].diagnostics)

    async def rest(self) -> None:
        """Wait until the server has nothing more to say."""
        await asyncio.sleep(REST)

    def of(self, name: str, version: int | None = None) -> list[types.PublishDiagnosticsParams]:
        """What was published for a file."""
        return [
            sent
            for sent in self.published
            if sent.uri == self.uri(name) and version in (None, sent.version)
        ]

    async def hover(self, name: str, word: str) -> types.Hover | None:
        """Hover over the middle of a word."""
        return await self.client.text_document_hover_async(types.HoverParams(**self.at(name, word)))

    def at(self, name: str, word: str) -> dict[str, Any]:
        """The document and the position of the middle of a word, for the parameters of requests."""
        uri = self.uri(name)
        text = self.texts[uri]
        place = self.position(text, text.index(word) + len(word) // 2)
        return {"text_document": types.TextDocumentIdentifier(uri), "position": place}

    def shown(self, place: Any) -> tuple[str, str]:
        """The file of a location, by its way from the folder, and the text that it covers."""
        uri, span = (
            (place.target_uri, place.target_selection_range)
            if isinstance(place, types.LocationLink)
            else (place.uri, place.range)
        )
        path = Path(unquote(uri.removeprefix("file://")))
        text = self.texts.get(uri) or path.read_bytes().decode()
        start, end = self.offset(text, span.start), self.offset(text, span.end)
        return path.relative_to(self.root).as_posix(), text[start:end]

    async def actions(
        self, name: str, place: types.Range | None = None, only: list[str] | None = None
    ) -> list[types.CodeAction]:
        """Ask for code actions with their edits, for the whole file unless a range is given."""
        return [
            action
            if action.edit is not None or action.disabled is not None
            else await self.client.code_action_resolve_async(action)
            for action in await self.offered(name, place, only)
        ]

    async def offered(
        self,
        name: str,
        place: types.Range | None = None,
        only: list[str] | None = None,
        trigger: types.CodeActionTriggerKind | None = None,
        about: Sequence[types.Diagnostic] = (),
    ) -> list[types.CodeAction]:
        """Ask for code actions as a menu shows them: the edit may still be missing."""
        uri = self.uri(name)
        everything = types.Range(
            types.Position(0, 0), self.position(self.texts[uri], len(self.texts[uri]))
        )
        context = types.CodeActionContext(about, only, trigger)
        document = types.TextDocumentIdentifier(uri)
        params = types.CodeActionParams(document, place or everything, context)
        answer = await self.client.text_document_code_action_async(params)
        return [action for action in answer or [] if isinstance(action, types.CodeAction)]

    async def pull(self, name: str, previous: str | None = None) -> Any:
        """Ask for the diagnostics of a file, and again when told to."""
        document = types.TextDocumentIdentifier(self.uri(name))
        params = types.DocumentDiagnosticParams(document, "zdd", previous)
        while True:
            try:
                return await self.client.text_document_diagnostic_async(params)
            except JsonRpcException as error:
                if error.code != types.LSPErrorCodes.ServerCancelled:
                    raise

    async def pull_all(self, previous: dict[str, str] | None = None) -> dict[str, Any]:
        """Ask for the diagnostics of all files, by URI."""
        known = [types.PreviousResultId(uri, name) for uri, name in (previous or {}).items()]
        answer = await self.client.workspace_diagnostic_async(
            types.WorkspaceDiagnosticParams(known, "zdd")
        )
        return {item.uri: item for item in answer.items}

    def apply(self, edit: types.WorkspaceEdit | None) -> None:
        """Apply an edit, as an editor does: to open documents, and else to files."""
        assert edit is not None
        for uri, edits in (edit.changes or {}).items():
            self._apply(uri, edits)
        for change in edit.document_changes or ():
            if isinstance(change, types.CreateFile):
                self.write(str(Path(change.uri.removeprefix("file://"))), "")
            else:
                assert isinstance(change, types.TextDocumentEdit)
                document = change.text_document
                assert document.version == self.versions.get(document.uri)
                self._apply(document.uri, change.edits)

    def _apply(self, uri: str, edits: Any) -> None:
        if uri not in self.texts:
            path = Path(unquote(uri.removeprefix("file://")))
            self.write(str(path), self._edited(path.read_bytes().decode(), edits))
            return
        self.texts[uri] = self._edited(self.texts[uri], edits)
        self.send_change(uri, types.TextDocumentContentChangeWholeDocument(self.texts[uri]))

    def _edited(self, text: str, edits: Any) -> str:
        spans = [
            (self.offset(text, edit.range.start), self.offset(text, edit.range.end), edit.new_text)
            for edit in edits
        ]
        for start, end, new in sorted(spans, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def position(self, text: str, offset: int) -> types.Position:
        """The position of an offset, counted plainly: the tests' texts end lines in LF."""
        before = text[:offset].split("\n")
        return types.Position(len(before) - 1, self.units(before[-1]))

    def offset(self, text: str, position: types.Position) -> int:
        lines = text.split("\n")
        start = sum(len(line) + 1 for line in lines[: position.line])
        line = lines[position.line] if position.line < len(lines) else ""
        for character in range(len(line) + 1):
            if self.units(line[:character]) == position.character:
                return start + character
        raise AssertionError(f"{position} is inside a character or past its line")

    def units(self, text: str) -> int:
        width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[self.encoding]
        return len(text.encode({1: "utf-8", 2: "utf-16-le", 4: "utf-32-le"}[width])) // width


Start = Callable[..., Any]


@pytest.fixture
def start(store: Path) -> Start:
    """A function that starts an editor; with the name of a recorded one, or with capabilities."""

    @asynccontextmanager
    async def run(
        editor: str | dict[str, Any] = "visual-studio-code@1.65",
        root: Path | None = None,
        configuration: dict[str, Any] | None = None,
        scoped: dict[str, Any] | None = None,
        path: Path | None = None,
        **overrides: Any,
    ) -> AsyncIterator[Editor]:
        capabilities = (
            client_capabilities(editor)
            if isinstance(editor, str)
            else get_converter().structure(editor, types.ClientCapabilities)
        )
        client = LanguageClient(converter_factory=default_converter)
        seat = Editor(client, store if root is None else root)
        seat.configuration, seat.scoped = configuration or {}, scoped or {}
        register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **seat.handlers()})
        command = [sys.executable, "-X", "dev", "-m", "zdd_lsp"]
        places = [str(place) for place in (path, ROOT) if place is not None]
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(places),
            # Of what `-X dev` checks, the allocator is slow and says something of C alone.
            "PYTHONMALLOC": "pymalloc",
        }
        await client.start_io(command[0], *command[1:], env=environment)
        folder = types.WorkspaceFolder(seat.root.as_uri(), "store")
        params = types.InitializeParams(
            **{"capabilities": capabilities, "workspace_folders": [folder], **overrides}
        )
        answer = await client.initialize_session(params)
        seat.server, seat.capabilities = answer.server_info, answer.capabilities
        agreed = answer.capabilities.position_encoding
        seat.encoding = types.PositionEncodingKind(agreed or "utf-16").value
        try:
            yield seat
        finally:
            await client.shutdown_session()
            stop: Any = client.stop  # pytest-lsp leaves it untyped
            await stop()

    return run
