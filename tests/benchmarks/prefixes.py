"""Reads every prefix of every corpus file in both dialects, as if each were being typed.

Run it with ``python tests/benchmarks/prefixes.py``; it takes half an hour. The tests read a sample.
"""

from __future__ import annotations

import time
from pathlib import Path

from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.syntax.reader import read

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def main() -> None:
    """Read them, and report how many there were and what the slowest cost."""
    files = [path for path in sorted(CORPUS.rglob("*.yaml")) if path.is_file()]
    seen: set[int] = set()
    worst = 0.0
    count = 0
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        for end in range(len(text) + 1):
            prefix = text[:end]
            if hash(prefix) in seen:
                continue
            seen.add(hash(prefix))
            for dialect in (Dialect.SYMFONY, Dialect.PLATFORM):
                start = time.perf_counter()
                read(prefix, dialect)
                worst = max(worst, (time.perf_counter() - start) / (end + 200))
                count += 1
    print(f"{len(files)} files, {count} readings, worst {worst * 1e6:.1f} microseconds a character")


if __name__ == "__main__":
    main()
