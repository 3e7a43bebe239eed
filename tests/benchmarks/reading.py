"""How long reading takes, beside ruamel.yaml on the same texts.

Run it with ``python tests/benchmarks/reading.py``. Milliseconds depend on the machine; the ratio
to ruamel.yaml's pure parser, which composes nodes without typing them, hardly does.
"""

from __future__ import annotations

import statistics
import time
import warnings
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.symfony import judge
from zdd_lsp.syntax.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable

STAGE = """\
  {stage}:
    {name}_SWITCH: true
    {name}_THREADS: 4
    {name}_STRATEGY: quick
    {name}_LOCALES: [ en_US, fr_FR ]
    {name}_MATRIX:  # themes
      "Magento/luma":
        language:
          - en_US
          - de_DE
    {name}_CACHE:
      _merge: true
      frontend:
        default:
          backend: '\\Magento\\Framework\\Cache\\Backend\\Redis'
          options: {{ port: 6379, server: redis.internal }}
    {name}_PAGES:
      - "index.php"
      - 'contact'
      - name: nightly
        spec: '*/5 * * * *'
    {name}_HOOK: |
      set -e
      php bin/magento cache:flush

    # about key: value
"""
LINES = (50, 200, 650)
RUNS = 60


def text_of(lines: int) -> str:
    """Return a text of so many lines, shaped like `.magento.env.yaml`."""
    text = ["stage:"]
    number = 0
    while len(text) < lines:
        number += 1
        text += STAGE.format(stage=f"stage{number}", name=f"S{number}").splitlines()
    return "\n".join(text[:lines]) + "\n"


def compose(text: str) -> None:
    """Compose a text with ruamel.yaml."""
    YAML(typ="safe", pure=True).compose(StringIO(text))


def value(text: str) -> None:
    """Read a text and make its values."""
    Values(read(text, Dialect.SYMFONY))


def milliseconds(call: Callable[[], object]) -> float:
    """Return the median of many runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")
    print(f"{'lines':>6} {'read':>9} {'values':>9} {'judge':>9} {'ruamel':>9}   ruamel / read")
    for lines in LINES:
        text = text_of(lines)
        reading = milliseconds(partial(read, text, Dialect.SYMFONY))
        row = [
            reading,
            milliseconds(partial(value, text)) - reading,
            milliseconds(partial(judge, text)),
            milliseconds(partial(compose, text)),
        ]
        cells = " ".join(f"{cell:6.2f} ms" for cell in row)
        print(f"{lines:6} {cells}   {row[-1] / reading:.0f}")


if __name__ == "__main__":
    main()
