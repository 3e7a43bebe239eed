"""How long completion takes while somebody types.

Starts the server as an editor does, types into a synthetic `.magento.env.yaml` one character at a
time and asks for completions at once, as editors do: the change and the request leave together. It
does so with and without snippets. A report, not a test: it prints the milliseconds and judges
nothing.

    python -m tests.benchmarks.completion [KEYSTROKES]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.keystroke import WARM_UP, Client, synthetic

SIZES = (200, 5000)
SNIPPETS: dict[str, Any] = {
    "textDocument": {
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "resolveSupport": {"properties": ["documentation"]},
            }
        }
    }
}
PLACES = {
    "a variable": ("  deploy:", "    "),
    "a value": ("    SCD_STRATEGY: quick", "    SCD_THREADS: "),
    "an item at the end": ("    WARM_UP_PAGES:", "      - "),
}


def measure(lines: int, place: str, capabilities: dict[str, Any], keystrokes: int) -> list[float]:
    """Return the milliseconds that each answer took."""
    above, typed = PLACES[place]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".magento.app.yaml").write_text("name: store\ntype: php:8.3\n")
        path = root / ".magento.env.yaml"
        content = synthetic(lines).splitlines()
        line = content.index(above) + 1
        content.insert(line, typed)
        text = "\n".join(content) + "\n"
        path.write_text(text)
        client = Client(root, capabilities)
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 0, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": document})
        times = []
        for version in range(1, WARM_UP + keystrokes + 1):
            # A letter is typed, and in the next version taken back.
            is_typed = version % 2
            span = {
                "start": {"line": line, "character": len(typed)},
                "end": {"line": line, "character": len(typed) + 1 - is_typed},
            }
            change = {
                "textDocument": {"uri": path.as_uri(), "version": version},
                "contentChanges": [{"range": span, "text": "S" * is_typed}],
            }
            position = {"line": line, "character": len(typed) + is_typed}
            start = time.perf_counter()
            client.notify("textDocument/didChange", change)
            client.request(
                "textDocument/completion",
                {"textDocument": {"uri": path.as_uri()}, "position": position},
            )
            times.append((time.perf_counter() - start) * 1000)
            # Diagnostics follow; the next letter comes when they are done.
            client.request("zdd/nothing", None)
        client.stop()
    return times[WARM_UP:]


def main() -> None:
    """Measure and print."""
    keystrokes = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for lines in SIZES:
        for place in PLACES:
            for name, capabilities in (("snippets", SNIPPETS), ("plain", {})):
                times = measure(lines, place, capabilities, keystrokes)
                p90 = statistics.quantiles(times, n=10)[-1]
                print(
                    f"{lines} lines, {place}, {name}: median {statistics.median(times):.2f} ms,"
                    f" p90 {p90:.2f} ms, worst {max(times):.2f} ms"
                )


if __name__ == "__main__":
    main()
