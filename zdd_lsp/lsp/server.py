"""The language server: one client's session, its feed, and who hears which message."""

from __future__ import annotations

import asyncio
import logging
import sys
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from zdd_lsp import __version__, lint
from zdd_lsp.lsp import features, late_types, lifecycle
from zdd_lsp.lsp.arrivals import cancels
from zdd_lsp.lsp.client import Client
from zdd_lsp.lsp.dispatch import guarded
from zdd_lsp.lsp.feed import Feed
from zdd_lsp.lsp.logs import ClientLog, is_fault
from zdd_lsp.lsp.overlays import Overlays
from zdd_lsp.lsp.protocol import Phase, Protocol
from zdd_lsp.lsp.session import Session
from zdd_lsp.lsp.spare_time import SpareTime, late_imports, load_rules
from zdd_lsp.lsp.stdio import Input, take_output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from zdd_lsp.lsp.preferences import Preferences

ALIVE_EVERY = 3.0
"""Seconds between two looks at whether the client's process still lives."""

log = logging.getLogger(__name__)


class Server(LanguageServer):
    """A server for one client.

    Attributes:
        protocol: Carries the messages.
        session: What the client has open.
        feed: Brings it diagnostics.
        overlays: What it shows over the text.
        trace: Whether the client wants to hear how long each message takes.
    """

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            "zdd-lsp", __version__, protocol_cls=Protocol, converter_factory=late_types.converter
        )
        self._ended = asyncio.Event()
        self._spare_time = SpareTime(late_imports())
        self._messages: Input | None = None
        self.trace = types.TraceValue.Off
        for method, handler in {**lifecycle.HANDLERS, **features.handlers()}.items():
            self.feature(method)(guarded(self, method, handler))
        self.begin(Client(), ())

    def begin(
        self, client: Client, folders: Iterable[Path], preferences: Preferences | None = None
    ) -> None:
        """Begin the session with a client."""
        self.session = Session(client, folders, preferences)
        self.overlays = Overlays(
            self.session,
            partial(self.workspace_inlay_hint_refresh, None),
            partial(self.workspace_code_lens_refresh, None),
        )
        self.feed = Feed(
            self.session,
            self.text_document_publish_diagnostics,
            partial(self.workspace_diagnostic_refresh, None),
            _page,
            self.overlays.bring,
            lambda: self._messages is not None and self._messages.waits,
        )

    def pause(self) -> None:
        """Break off the answer to a request that the client has cancelled meanwhile.

        Raises:
            JsonRpcException: It has.
        """
        request, messages = self.protocol.answering, self._messages
        if request is None or messages is None or not messages.waits:
            return
        if messages.holds(partial(cancels, request=request)):
            raise JsonRpcException(
                "The client cancelled the request.", types.LSPErrorCodes.RequestCancelled
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
        self._messages = Input(loop, self.protocol.receive, self._idle, self.end)
        self._messages.start(descriptor)
        await self._ended.wait()
        return 0 if self.protocol.phase is Phase.SHUT_DOWN else 1

    def _idle(self) -> None:
        if self._ended.is_set():
            return
        load_rules()
        self.feed.flush()
        self._spare_time.begin()


def serve() -> int:
    """Serve one client over standard input and output, and return the exit status.

    It is 0 if the client ended the session in the orderly way, and 1 if not.
    """
    logging.basicConfig(stream=sys.stderr, format="zdd-lsp: %(levelname)s: %(message)s")
    # What pygls would warn of, such as optional notifications that nobody handles, is no fault.
    logging.getLogger("pygls").setLevel(logging.ERROR)
    logging.getLogger("pygls.protocol.json_rpc").addFilter(is_fault)
    if sys.stdin.isatty():
        log.warning("waiting for a language client on standard input; try zdd-lsp --help")
    output = take_output()
    server = Server()
    server.protocol.set_writer(output)
    logging.getLogger("zdd_lsp").addHandler(ClientLog(server.window_log_message))
    try:
        return asyncio.run(server.serve(sys.stdin.fileno()))
    except KeyboardInterrupt:
        return 130


def _page(name: str) -> str | None:
    """Return the page that explains the rule of a name, if there is one."""
    rule = lint.rule(name)
    return None if rule is None else rule.url
