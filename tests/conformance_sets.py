"""What ece-tools itself says about small projects; measured, and read by many tests."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "conformance"

SETS = ("handmade", "random", "random-2.2")
"""The first one lies outside of the project, because it repeats text of Adobe's template."""

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


def normal(value: object) -> Any:
    """Return a value as PHP's JSON has it: lists are maps, and an empty one is ``[]``."""
    if isinstance(value, dict):
        if list(value) == ["$float"]:
            return {"INF": float("inf"), "-INF": float("-inf")}[value["$float"]]
        return {str(key): normal(inner) for key, inner in value.items()} or []
    if isinstance(value, list):
        return {str(number): normal(inner) for number, inner in enumerate(value)} or []
    return value
