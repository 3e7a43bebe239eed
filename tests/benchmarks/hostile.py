"""Does time stay linear on hostile texts? Reports the time for n and 2n characters.

Run it with ``python tests/benchmarks/hostile.py``. A ratio near 2 is linear, near 4 quadratic.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from zdd_lsp.project.php import read_php
from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.symfony import judge

if TYPE_CHECKING:
    from collections.abc import Callable

YAML = (
    "a",
    "a:",
    "a: ",
    " #",
    "&",
    "!",
    "'",
    "[",
    "{a: ",
    "- ",
    "? a\n",
    "#\n",
    "\t\n",
    "\tx:\n",
    'a: "x\n',
    "x: 'a\n  b: c\n",
    "a: [\n",
    "a:\n    b:\n  c:\n",
    "     a:\n    b: 1\n c: 2\n",
)
PHP = ("1,", "'a'=>[],", "/**/", "<<<A\nA\n,", "(", "`")


def seconds(call: Callable[[str], object], text: str) -> float:
    """Return the best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        call(text)
        best = min(best, time.perf_counter() - start)
    return best


def report(name: str, call: Callable[[str], object], unit: str, head: str = "") -> None:
    """Print one row."""
    text = head + unit * (50_000 // len(unit))
    once, twice = seconds(call, text), seconds(call, text + unit * (50_000 // len(unit)))
    print(f"{name:9} {unit!r:26} {once * 1000:8.1f} ms  x{twice / once:.1f}")


def main() -> None:
    """Print the table."""
    for unit in YAML:
        report("symfony", lambda text: read(text, Dialect.SYMFONY), unit)
        report("platform", lambda text: read(text, Dialect.PLATFORM), unit)
        report("judge", judge, unit)
    for unit in PHP:
        report("php", read_php, unit, "<?php return [")


if __name__ == "__main__":
    main()
