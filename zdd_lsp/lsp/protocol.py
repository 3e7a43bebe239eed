"""pygls as the carrier of messages: JSON-RPC and the types of the protocol, nothing more."""

from __future__ import annotations

import json
import logging
from enum import Enum
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import (
    JsonRPCNotification,
    JsonRPCRequestMessage,
    LanguageServerProtocol,
)

from zdd_lsp.lsp.arrivals import unwanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cattrs import Converter
    from pygls.lsp.server import LanguageServer

log = logging.getLogger(__name__)


class Phase(Enum):
    """Where a session stands."""

    NEW = "new"
    RUNNING = "running"
    SHUT_DOWN = "shut-down"


class Protocol(LanguageServerProtocol):
    """Receives messages, whatever is in them.

    Of pygls's own features none is left. Its documents count lines otherwise than the protocol
    does and lose edits, and it ends the process by itself.

    Attributes:
        phase: Decides which messages are heard. Whoever handles them moves it on.
        answering: The request that is being answered, unless its answer comes later.
    """

    def __init__(self, server: LanguageServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.phase = Phase.NEW
        self.answering: str | int | None = None
        self.fm.builtin_features.clear()

    def receive(self, contents: Sequence[bytes]) -> None:
        """Handle messages that have arrived together. A request is always answered.

        Nothing is raised.
        """
        messages = [self._decoded(content) for content in contents]
        dropped = unwanted(messages)
        for index, message in enumerate(messages):
            try:
                if message is not None and index in dropped:
                    self._answer_with_error(message["id"], dropped[index])
                elif message is not None:
                    self._handle(message)
            except Exception:
                log.exception("cannot handle a message")

    def _decoded(self, content: bytes) -> dict[str, Any] | None:
        """Return a message, or refuse it and return None."""
        try:
            message = json.loads(content)
        except (ValueError, RecursionError) as error:
            log.warning("not JSON: %s", error)
            self._refuse(None, types.ErrorCodes.ParseError, "The message is not JSON.")
            return None
        if not isinstance(message, dict):
            self._refuse(None, types.ErrorCodes.InvalidRequest, "The message is not an object.")
            return None
        return message

    def _handle(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        request = message.get("id") if isinstance(method, str) else None
        deaf = self._deaf_to(method)
        if deaf is not None:
            if request is not None:
                self._refuse(request, deaf, f"{method} is not possible now: {self.phase.value}.")
            return
        try:
            structured = self._structure({"jsonrpc": self.VERSION, **message})
        except JsonRpcException as error:
            if request is not None:
                self._send_response(request, error=error.to_response_error())
            return
        self.answering = request
        try:
            self.handle_message(structured)
        finally:
            self.answering = None

    def _structure(self, message: dict[str, Any]) -> Any:  # noqa: ANN401 - one of many types
        """Return a message in the protocol's types, or with plain JSON for parameters.

        The latter is right for methods without a type, and for ``initialize``: clients announce
        values that the types do not know, and must not be refused for them.
        """
        method = message.get("method")
        if not isinstance(method, str) or (
            method != types.INITIALIZE and method in types.METHOD_TO_TYPES
        ):
            return self.structure_message(message)
        fields: dict[str, Any] = {
            "method": method,
            "jsonrpc": self.VERSION,
            "params": message.get("params"),
        }
        if "id" in message:
            return JsonRPCRequestMessage(id=message["id"], **fields)
        return JsonRPCNotification(**fields)

    def _deaf_to(self, method: object) -> int | None:
        """Return why a method is not heard in this phase, as an error code of the protocol."""
        if method is None or method == types.EXIT:
            return None
        if self.phase is Phase.NEW and method != types.INITIALIZE:
            return types.ErrorCodes.ServerNotInitialized
        if self.phase is Phase.SHUT_DOWN or (
            self.phase is Phase.RUNNING and method == types.INITIALIZE
        ):
            return types.ErrorCodes.InvalidRequest
        return None

    def _refuse(self, request: str | int | None, code: int, message: str) -> None:
        self._answer_with_error(request, {"code": int(code), "message": message})

    def _answer_with_error(self, request: str | int | None, error: dict[str, Any]) -> None:
        self._send_data({"jsonrpc": self.VERSION, "id": request, "error": error})
