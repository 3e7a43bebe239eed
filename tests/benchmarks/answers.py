"""How long an editor waits for an answer while somebody types.

Starts the server as an editor does, types into a synthetic `.magento.env.yaml` one character at a
time and asks at once: the change and the request leave together. A report, not a test: it prints
the milliseconds and judges nothing.

    python -m tests.benchmarks.answers [KEYSTROKES]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.keystroke import WARM_UP, Client, is_answer, is_for, synthetic

SIZES = (200, 5000)
EDITOR: dict[str, Any] = {
    "textDocument": {
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "resolveSupport": {"properties": ["documentation"]},
            },
            "completionList": {"itemDefaults": ["editRange"]},
        }
    }
}


class Place(NamedTuple):
    """Where somebody types: what stands above, what the line holds, what is typed, and asked."""

    above: str
    line: str
    typed: str
    method: str


PLACES = {
    "completion of a variable": Place("  deploy:", "    ", "S", "completion"),
    "completion of a value": Place(
        "    SKIP_SCD: false", "    VERBOSE_COMMANDS: ", "-", "completion"
    ),
    "completion of an item": Place("    WARM_UP_PAGES:", "      - ", "S", "completion"),
    "hover beside a value": Place("    SKIP_SCD: false", "    VERBOSE_COMMANDS: ", "2", "hover"),
    "hover beside a word": Place("  deploy:", "    ", "S", "hover"),
    "hover beside an item": Place("    WARM_UP_PAGES:", "      - a", "b", "hover"),
    "definition": Place("    SKIP_SCD: false", "    VERBOSE_COMMANDS: ", "2", "definition"),
    "highlights": Place("    SKIP_SCD: false", "    VERBOSE_COMMANDS: ", "2", "documentHighlight"),
}


def measure(lines: int, place: Place, keystrokes: int) -> list[float]:
    """Return the milliseconds that each answer took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".magento.app.yaml").write_text("name: store\ntype: php:8.3\n")
        path = root / ".magento.env.yaml"
        content = synthetic(lines).splitlines()
        line = content.index(place.above) + 1
        content.insert(line, place.line)
        text = "\n".join(content) + "\n"
        path.write_text(text)
        client = Client(root, EDITOR)
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 0, "text": text}
        client.notify("textDocument/didOpen", {"textDocument": document})
        column = len(place.line)
        # A hover is asked for the word above, so that there is something to explain.
        asked = (line, None) if place.method == "completion" else (line - 1, 6)
        times = []
        for version in range(1, WARM_UP + keystrokes + 1):
            # A letter is typed, and in the next version taken back.
            is_typed = version % 2
            span = {
                "start": {"line": line, "character": column},
                "end": {"line": line, "character": column + 1 - is_typed},
            }
            change = {
                "textDocument": {"uri": path.as_uri(), "version": version},
                "contentChanges": [{"range": span, "text": place.typed * is_typed}],
            }
            character = column + is_typed if asked[1] is None else asked[1]
            position = {"line": asked[0], "character": character}
            start = time.perf_counter()
            client.notify("textDocument/didChange", change)
            client.ask(
                f"textDocument/{place.method}",
                {"textDocument": {"uri": path.as_uri()}, "position": position},
            )
            times.append(until_shown(client, path.as_uri(), version, start))
        client.stop()
    return times[WARM_UP:]


def until_shown(client: Client, uri: str, version: int, start: float) -> float:
    """Wait for the answer and the diagnostics, and return when the answer came, in milliseconds."""
    answered = 0.0
    is_shown = False

    def is_done(message: dict[str, Any]) -> bool:
        nonlocal answered, is_shown
        if is_answer(message):
            answered = (time.perf_counter() - start) * 1000
        is_shown = is_shown or is_for(message, uri, version)
        return is_shown and answered > 0

    client.wait(is_done)
    return answered


def main() -> None:
    """Measure and print."""
    keystrokes = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for lines in SIZES:
        for name, place in PLACES.items():
            times = measure(lines, place, keystrokes)
            p90 = statistics.quantiles(times, n=10)[-1]
            print(
                f"{lines} lines, {name}: median {statistics.median(times):.2f} ms,"
                f" p90 {p90:.2f} ms, worst {max(times):.2f} ms"
            )


if __name__ == "__main__":
    main()
