"""The YAML files of real projects; they may not be copied here, so that they may be absent."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus"


class File(NamedTuple):
    """A file: its path below the corpus, and its text with its line endings."""

    name: str
    text: str


@cache
def files() -> tuple[File, ...]:
    """Return all files, old versions included; skip the test where there are none."""
    if not FOLDER.is_dir():
        pytest.skip("../shared/corpus is absent: real projects are not ours to ship")
    paths = sorted(path for path in FOLDER.rglob("*.yaml") if path.is_file())
    return tuple(
        File(str(path.relative_to(FOLDER)), path.read_bytes().decode("utf-8", "replace"))
        for path in paths
    )
