"""How long the server keeps somebody waiting who opens a folder: until the first squiggle.

Starts the server isolated, as the extension for VS Code does, and answers it at once. The server's
own share is the time until `initialize` is answered and that from the opened document to its first
diagnostics; how much of it was computing is told where the system does, which is Linux. Several
folders of this repository, such as a worktree of an earlier state, are measured in turn, so that
a busy machine is as unfair to one as to the other. A report, not a test: it prints medians in
milliseconds and judges nothing.

    python tests/benchmarks/startup.py [RUNS] [FOLDER ...]
"""

from __future__ import annotations

import os
import statistics
import sys
import sysconfig
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.keystroke import Client  # noqa: E402 - see the line above

TEXT = """\
stage:
  deploy:
    SCD_THREADS: many
"""


class Start(NamedTuple):
    """Milliseconds that pass until the first squiggle.

    Attributes:
        initialize: From the start of the process to the answer.
        diagnostics: From the opened document to its diagnostics.
        share: Both together.
        busy: What of that, and of the time between, was computing; zero if the system keeps it.
    """

    initialize: float
    diagnostics: float
    share: float
    busy: float


def measure(tree: Path) -> Start:
    """Start the server of a folder of this repository, and end it with the first squiggle."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".magento.app.yaml").write_text("name: store\ntype: php:8.3\n")
        path = root / ".magento.env.yaml"
        path.write_text(TEXT)
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 0, "text": TEXT}
        start = time.perf_counter()
        client = Client(root, command=command(tree))
        answered = time.perf_counter()
        client.notify("textDocument/didOpen", {"textDocument": document})
        client.wait(lambda message: bool(message.get("params", {}).get("diagnostics")))
        end = time.perf_counter()
        busy = computed(client.process)
        client.stop()
    first, second = (answered - start) * 1000, (end - answered) * 1000
    return Start(first, second, first + second, busy)


def command(tree: Path) -> list[str]:
    """Return how to start a server that sees nothing but its libraries."""
    paths = [str(tree), sysconfig.get_path("purelib")]
    program = f"import sys; sys.path[:0] = {paths}; from zdd_lsp.__main__ import main; main()"
    return [sys.executable, "-I", "-S", "-c", program]


def computed(process: int) -> float:
    """Return the milliseconds for which a process has computed."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0
    user, system = stat.rpartition(") ")[2].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    trees = [Path(each).resolve() for each in sys.argv[2:]] or [ROOT]
    starts: dict[Path, list[Start]] = {tree: [] for tree in trees}
    for tree in trees:
        measure(tree)  # Python may have to compile it.
    for _ in range(runs):
        for tree in trees:
            starts[tree].append(measure(tree))
    for tree, measured in starts.items():
        medians = Start(*map(statistics.median, zip(*measured, strict=True)))
        print(
            f"{tree.name}: initialize answered after {medians.initialize:.0f} ms, diagnostics"
            f" {medians.diagnostics:.0f} ms after the document was opened: {medians.share:.0f} ms"
            f" are the server's, {medians.busy:.0f} ms it computed, {len(measured)} starts"
        )


if __name__ == "__main__":
    main()
