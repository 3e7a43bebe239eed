"""A server in this process, whose messages go in and come out as JSON."""

from __future__ import annotations

import json
from typing import Any

from zdd_lsp.lsp.server import Server


class Wire:
    """A server and what it sent.

    Attributes:
        out: The messages that it sent, as they come out of JSON.
    """

    def __init__(self) -> None:
        self.out: list[Any] = []
        self.server = Server()
        self.server.protocol.set_writer(self)

    def write(self, data: bytes) -> None:
        self.out.append(json.loads(data.partition(b"\r\n\r\n")[2]))

    def close(self) -> None:
        """Nothing is held."""

    def tell(self, *messages: Any) -> None:
        """Hand over messages that have arrived together."""
        self.server.protocol.receive([json.dumps(each).encode() for each in messages])

    def sent(self, method: str) -> list[Any]:
        """Return the parameters of all that was sent of a method."""
        return [each["params"] for each in self.out if each.get("method") == method]

    def answer(self, id_: int | str) -> Any:
        """Return the answer to a request, or None while there is none."""
        return next((each for each in self.out if each.get("id") == id_), None)

    def send(self, method: str, params: Any, id_: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        self.tell(message if id_ is None else message | {"id": id_})

    def ask(self, method: str, params: Any) -> Any:
        self.send(method, params, 1)
        return next(message for message in reversed(self.out) if message.get("id") == 1)
