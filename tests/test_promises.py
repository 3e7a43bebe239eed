"""What SECURITY.md promises: no connection, no other program, nothing written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / "examples" / "store"

WATCHED = """\
import os, sys

FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto",
             "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork",
             "os.remove", "os.rename", "os.mkdir", "shutil.")

def watch(event, arguments):
    if is_over:  # what measures the coverage writes at the very end
        return
    writes = event == "open" and isinstance(arguments[0], str) and (
        arguments[2] & (os.O_WRONLY | os.O_RDWR)
    )
    if event.startswith(FORBIDDEN) or (writes and arguments[0] != os.devnull):
        os.write(2, f"forbidden: {event} {arguments}\\n".encode())
        os._exit(99)

is_over = False
sys.dont_write_bytecode = True
sys.addaudithook(watch)
sys.argv = ["zdd-lsp", *sys.argv[1:]]
from zdd_lsp.__main__ import main
status = main()
is_over = True
sys.exit(status)
"""
"""The program, which ends with 99 at the first thing that it promises never to do."""


def frame(**message: object) -> bytes:
    content = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(content), content)


def conversation() -> bytes:
    """What an editor says that opens a file and asks about it."""
    uri = (STORE / ".magento.env.yaml").as_uri()
    text = (STORE / ".magento.env.yaml").read_text()
    item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    place = {"textDocument": {"uri": uri}, "position": {"line": 5, "character": 6}}
    actions = place | {
        "range": {"start": place["position"], "end": place["position"]},
        "context": {"diagnostics": []},
    }
    references = place | {"context": {"includeDeclaration": True}}
    options = {"capabilities": {}, "rootUri": STORE.as_uri()}
    return b"".join(
        (
            frame(id=1, method="initialize", params=options),
            frame(method="initialized", params={}),
            frame(method="textDocument/didOpen", params={"textDocument": item}),
            frame(id=2, method="textDocument/hover", params=place),
            frame(id=3, method="textDocument/completion", params=place),
            frame(id=4, method="textDocument/codeAction", params=actions),
            frame(id=5, method="textDocument/references", params=references),
            frame(id=6, method="zdd/status", params=None),
            frame(id=7, method="shutdown"),
            frame(method="exit"),
        )
    )


@pytest.mark.parametrize(
    ("arguments", "spoken", "status"),
    [
        (["check", str(STORE)], b"", 1),
        (["check", "--format", "json", str(STORE)], b"", 1),
        (["ideal-state", str(STORE)], b"", 3),
        (["explain", "109"], b"", 0),
        (["--stdio"], conversation(), 0),
    ],
)
def test_nothing_is_started_and_no_connection_opened(
    arguments: list[str], spoken: bytes, status: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        input=spoken,
        capture_output=True,
        cwd=ROOT,
        check=False,
    )

    assert b"forbidden" not in done.stderr
    assert done.returncode == status, done.stderr.decode()
    assert done.stdout


def test_the_watch_sees_what_is_forbidden(tmp_path: Path) -> None:
    """Proves that the test above can fail: `fix` writes."""
    (tmp_path / ".magento.env.yaml").write_text("stage:\n  global:\n    SCD_ON_DEMAND: true\n")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "fix", str(tmp_path)],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )

    assert done.returncode == 99
    assert b"forbidden" in done.stderr
