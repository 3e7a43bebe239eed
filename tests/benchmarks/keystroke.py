"""How long a keystroke takes until its diagnostics are published.

Starts the server as an editor does, types into synthetic files of 200 and 650 lines, one character
at a time, and waits for the diagnostics of each version. A report, not a test: it prints the
milliseconds and judges nothing.

    python tests/benchmarks/keystroke.py [KEYSTROKES]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
SIZES = (200, 650)
WARM_UP = 20
"""Keystrokes that are not counted: the first ones pay for what is made on demand."""


class Client:
    """Speaks to a server over pipes, with nothing between the clock and the bytes."""

    def __init__(
        self,
        folder: Path,
        capabilities: dict[str, Any] | None = None,
        command: Sequence[str] = (sys.executable, "-m", "zdd_lsp"),
    ) -> None:
        self._server = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "capabilities": capabilities or {},
            },
        )
        self.notify("initialized", {})

    @property
    def process(self) -> int:
        """The number of the server's process."""
        return self._server.pid

    def request(self, method: str, params: Any) -> Any:
        """Send a request and return the result."""
        self.ask(method, params)
        return self.wait(is_answer).get("result")

    def ask(self, method: str, params: Any) -> None:
        """Send a request; `is_answer` knows the answer."""
        self._send({"id": 1, "method": method, "params": params})

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def wait(self, condition: Any) -> Any:
        """Return the first message that meets a condition."""
        while not condition(message := self._receive()):
            pass
        return message

    def stop(self) -> None:
        """End the session."""
        self.request("shutdown", None)
        self.notify("exit", None)
        self._server.wait()

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._server.stdin.flush()

    def _receive(self) -> Any:
        stdout = self._server.stdout
        assert stdout is not None
        length = 0
        while (line := stdout.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(stdout.read(length))


def synthetic(lines: int) -> str:
    """Return a `.magento.env.yaml` of so many lines, with a few faults."""
    head = """\
stage:
  global:
    SKIP_HTML_MINIFICATION: true
    SCD_ON_DEMAND: true
  build:
    SCD_STRATEGY: quick
    SKIP_SCD: false
    SCD_THREADS: 1
  deploy:
    SCD_MATRIX:
"""
    theme = """\
      "Vendor/theme-{number}":
        language:  # the shops of region {number}
          - en_US
          - de_DE
          - 'fr_FR'
"""
    tail = """\
  post-deploy:
    WARM_UP_PAGES:
"""
    text = [*head.splitlines()]
    number = 0
    while len(text) < lines * 2 // 3:
        number += 1
        text += theme.format(number=number).splitlines()
    text += tail.splitlines()
    while len(text) < lines:
        text.append(f'      - "category/page-{len(text)}.html"')
    return "\n".join(text) + "\n"


def measure(lines: int, keystrokes: int) -> list[float]:
    """Return the milliseconds that each keystroke took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".magento.app.yaml").write_text("name: store\ntype: php:8.3\n")
        path = root / ".magento.env.yaml"
        text = synthetic(lines)
        path.write_text(text)
        client = Client(root)
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 0, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": document})
        line = text.splitlines().index("    WARM_UP_PAGES:") + 1
        times = []
        for version in range(1, WARM_UP + keystrokes + 1):
            start = time.perf_counter()
            client.notify("textDocument/didChange", keystroke(path.as_uri(), version, line))
            client.wait(lambda message, version=version: is_for(message, path.as_uri(), version))
            times.append((time.perf_counter() - start) * 1000)
        client.stop()
    return times[WARM_UP:]


def keystroke(uri: str, version: int, line: int) -> dict[str, Any]:
    """Return a change: a letter is typed, and in the next version taken back."""
    column = len('      - "')
    typed = version % 2
    span = {
        "start": {"line": line, "character": column},
        "end": {"line": line, "character": column + 1 - typed},
    }
    return {
        "textDocument": {"uri": uri, "version": version},
        "contentChanges": [{"range": span, "text": "x" * typed}],
    }


def is_answer(message: dict[str, Any]) -> bool:
    """Tell whether a message answers a request."""
    return message.get("id") == 1


def is_for(message: dict[str, Any], uri: str, version: int) -> bool:
    """Tell whether a message brings the diagnostics of a version."""
    params = message.get("params")
    return (
        message.get("method") == "textDocument/publishDiagnostics"
        and isinstance(params, dict)
        and (params["uri"], params.get("version")) == (uri, version)
    )


def main() -> None:
    """Measure and print."""
    keystrokes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for lines in SIZES:
        times = measure(lines, keystrokes)
        p90 = statistics.quantiles(times, n=10)[-1]
        print(
            f"{lines} lines: median {statistics.median(times):.2f} ms, p90 {p90:.2f} ms,"
            f" worst {max(times):.2f} ms, {len(times)} keystrokes"
        )


if __name__ == "__main__":
    main()
