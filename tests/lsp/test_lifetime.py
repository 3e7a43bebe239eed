"""Beginning, bad messages and the end, byte by byte."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from zdd_lsp.lsp.server import ALIVE_EVERY

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
COMMAND = [sys.executable, "-m", "zdd_lsp"]
PATIENCE = 10.0


class Raw:
    """A server, and the bytes that go in and come out."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=ENVIRONMENT,
        )

    def send(self, message: Any) -> None:
        content = message if isinstance(message, bytes) else json.dumps(message).encode()
        self.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def request(self, method: str, params: Any = None, id_: Any = 1) -> Any:
        self.send({"jsonrpc": "2.0", "id": id_, "method": method, "params": params})
        return self.receive()

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def initialize(self, **params: Any) -> Any:
        return self.request("initialize", {"processId": None, "capabilities": {}, **params})

    def receive(self) -> Any:
        """Return the next message that is no entry of the log."""
        while (message := self._next()).get("method") in {"window/logMessage", "$/logTrace"}:
            pass
        return message

    def _next(self) -> Any:
        stdout = self.process.stdout
        assert stdout is not None
        length = 0
        while (line := stdout.readline()).strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return json.loads(stdout.read(length))

    def end(self) -> tuple[int, str]:
        """Close the input, and return the exit status and what was logged."""
        _, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, errors.decode()


@pytest.fixture
def raw() -> Iterator[Raw]:
    server = Raw()
    yield server
    if server.process.poll() is None:
        server.process.kill()
    server.process.communicate()


def test_an_orderly_end(raw: Raw) -> None:
    answer = raw.initialize()["result"]
    raw.notify("initialized", {})
    assert answer["serverInfo"]["name"] == "zdd-lsp"
    assert raw.request("shutdown")["result"] is None

    raw.notify("exit")

    assert raw.process.wait(PATIENCE) == 0
    assert raw.end() == (0, "")


def test_an_exit_without_shutdown_is_a_failure(raw: Raw) -> None:
    raw.initialize()

    raw.notify("exit")

    assert raw.process.wait(PATIENCE) == 1


def test_an_exit_before_anything_else_is_heard(raw: Raw) -> None:
    raw.notify("exit")

    assert raw.process.wait(PATIENCE) == 1


def test_the_end_of_the_input_is_the_end(raw: Raw) -> None:
    raw.initialize()

    assert raw.end() == (1, "")


def test_the_end_of_the_input_after_shutdown_is_no_failure(raw: Raw) -> None:
    raw.initialize()
    raw.request("shutdown")

    assert raw.end() == (0, "")


def test_it_ends_when_the_client_s_process_does(raw: Raw) -> None:
    """The input may stay open, held by a process that inherited it."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as client:
        raw.initialize(processId=client.pid)
        client.communicate(b"\n")

    assert raw.process.wait(ALIVE_EVERY + PATIENCE) == 1


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
def test_an_interrupt_ends_it_without_a_traceback(raw: Raw) -> None:
    raw.initialize()

    raw.process.send_signal(signal.SIGINT)

    # The end of the input would be a reason of its own to end.
    raw.process.wait(PATIENCE)
    assert raw.end() == (130, "")


def test_arguments_that_editors_add_are_understood() -> None:
    server = Raw("--stdio", "--clientProcessId=1")
    assert "result" in server.initialize()
    assert server.end() == (1, "")


def test_requests_are_refused_outside_the_session(raw: Raw) -> None:
    hover = {"textDocument": {"uri": "file:///x"}, "position": {"line": 0, "character": 0}}
    assert raw.request("textDocument/hover", hover)["error"]["code"] == -32002
    raw.notify("textDocument/didClose", {"textDocument": {"uri": "file:///x"}})
    raw.initialize()
    assert raw.initialize()["error"]["code"] == -32600
    assert raw.request("textDocument/hover", hover)["result"] is None
    raw.request("shutdown")
    assert raw.request("textDocument/hover", hover)["error"]["code"] == -32600


def test_bad_messages_are_answered_and_survived(raw: Raw) -> None:
    raw.initialize()
    for content, code in [
        (b"{", -32700),
        (b"\xff", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b"1", -32600),
        ({"jsonrpc": "2.0", "id": 7, "method": "no/such", "params": {}}, -32601),
        ({"id": 7, "method": "no/such"}, -32601),
        ({"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {}}, -32602),
        ({"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover"}, -32602),
    ]:
        raw.send(content)
        answer = raw.receive()
        assert answer["error"]["code"] == code, content
        assert answer["id"] == (7 if isinstance(content, dict) else None)
    for message in [
        {"jsonrpc": "2.0"},
        {"jsonrpc": "2.0", "method": 5},
        {"jsonrpc": "2.0", "method": "$/unheardOf", "params": {}},
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 99}},
        {"jsonrpc": "2.0", "method": "$/setTrace", "params": {"value": "verbose"}},
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {}},
        {"jsonrpc": "2.0", "id": 12, "result": None},
        {"jsonrpc": "2.0", "id": 12, "error": {"code": 1, "message": "no"}},
        {"jsonrpc": "2.0", "id": [], "result": None},
    ]:
        raw.send(message)
    raw.write(b"\r\n\r\nnonsense\r\n\r\n")

    assert raw.request("shutdown", id_=8) == {"jsonrpc": "2.0", "id": 8, "result": None}


def test_a_long_document_arrives_whole(raw: Raw, tmp_path: Path) -> None:
    raw.initialize(rootUri=tmp_path.as_uri())
    uri = (tmp_path / ".magento.env.yaml").as_uri()
    (tmp_path / ".magento.app.yaml").write_text("name: x\n")
    text = "# " + "x" * 3_000_000 + "\n"
    document = {"uri": uri, "languageId": "yaml", "version": 3, "text": text}
    raw.notify("textDocument/didOpen", {"textDocument": document})

    assert raw.request("shutdown") is not None
