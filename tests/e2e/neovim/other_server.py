"""Another YAML server: it pushes a diagnostic for every document, and has one to be pulled."""

from __future__ import annotations

import json
import sys
from typing import Any


def diagnostic(message: str) -> dict[str, Any]:
    start, end = {"line": 0, "character": 0}, {"line": 0, "character": 1}
    return {"range": {"start": start, "end": end}, "message": message, "source": "other"}


def read() -> dict[str, Any]:
    length = 0
    while (header := sys.stdin.buffer.readline().strip()) != b"":
        name, _, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    message: dict[str, Any] = json.loads(sys.stdin.buffer.read(length))
    return message


def send(**message: object) -> None:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    sys.stdout.buffer.flush()


CAPABILITIES = {
    "textDocumentSync": 1,
    "hoverProvider": True,
    "diagnosticProvider": {"interFileDependencies": False, "workspaceDiagnostics": False},
}
ANSWERS = {
    "initialize": {"capabilities": CAPABILITIES},
    "textDocument/hover": {"contents": "a word of the other server"},
    "textDocument/diagnostic": {"kind": "full", "items": [diagnostic("pulled")]},
}

while (message := read())["method"] != "exit":
    if message["method"] in ("textDocument/didOpen", "textDocument/didChange"):
        uri = message["params"]["textDocument"]["uri"]
        params = {"uri": uri, "diagnostics": [diagnostic("pushed")]}
        send(method="textDocument/publishDiagnostics", params=params)
    if "id" in message:
        send(id=message["id"], result=ANSWERS.get(message["method"]))
