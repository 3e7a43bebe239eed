"""What ece-tools itself says about small projects; measured, and read by many tests."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zdd_lsp.project import Project

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "conformance"

SETS = ("handmade", "random", "random-2.2")
"""The first one lies outside of the project, because it repeats text of Adobe's template."""

every_set = pytest.mark.parametrize(
    "name",
    [
        pytest.param("handmade", marks=pytest.mark.xdist_group("handmade")),
        *(
            pytest.param(name, marks=[pytest.mark.xdist_group(name), pytest.mark.no_cover])
            for name in SETS[1:]
        ),
    ],
)
"""Runs a test on each set, all tests of a set in one process: they share what `judged_cases` keeps.

The random sets are many, and run the same lines as the other one: coverage would only cost time.
"""

Case = dict[str, Any]


@cache
def cases(name: str) -> list[Case]:
    """Return the cases of a set: ``name``, ``files`` and ``expect``; skip where it is absent."""
    packed = HERE / "conformance" / f"{name}.jsonl.gz"
    if packed.exists():
        text = gzip.decompress(packed.read_bytes()).decode()
    else:
        path = SHARED / f"{name}.jsonl"
        if not path.exists():
            pytest.skip(f"../shared/conformance/{name}.jsonl is absent: it may not be copied")
        text = path.read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def judged_cases(name: str) -> list[tuple[Case, Project]]:
    """Return the cases of a set with their projects, each of which is judged once."""
    return [(case, Project(Path("/project"), case["files"]).judged()) for case in cases(name)]


def normal(value: object) -> Any:
    """Return a value as PHP's JSON has it: lists are maps, and an empty one is ``[]``."""
    if isinstance(value, dict):
        if list(value) == ["$float"]:
            return {"INF": float("inf"), "-INF": float("-inf")}[value["$float"]]
        return {str(key): normal(inner) for key, inner in value.items()} or []
    if isinstance(value, list):
        return {str(number): normal(inner) for number, inner in enumerate(value)} or []
    return value
