"""What an editor may expect of a language server for configuration, row by row.

Each row has a test with a real client that is named after it, or docs/editors.md says why it is
left out. Rows that nobody tests any more are found here.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent
EDITORS = FOLDER.parents[1] / "docs" / "editors.md"

ROWS = (
    "push diagnostics",
    "pull diagnostics",
    "workspace diagnostics",
    "inter-file dependencies",
    "workspace/diagnostic refresh",
    "version on publish",
    "related information",
    "code description",
    "tags",
    "exact spans",
    "hover",
    "hover provenance",
    "completion",
    "completion item resolve",
    "snippets",
    "label details",
    "code action quickfix",
    "code action resolve",
    "source fix all",
    "disabled action with reason",
    "suppression quick fix",
    "document links",
    "document symbols",
    "workspace symbols",
    "definition across files",
    "references across files",
    "rename across files",
    "document highlight",
    "code lens",
    "inlay hints",
    "work done progress",
    "cancel request",
    "watched files",
    "configuration pull",
    "configuration change",
    "multi-root",
    "position encoding negotiation",
    "stdio",
    "offline",
)
"""What must work, and what should."""

LEFT_OUT = (
    "Data of diagnostics",
    "Semantic tokens",
    "Folding, selection ranges and formatting",
    "Signature help, colours and call hierarchies",
    "Localisation",
    "TCP, pipes and web sockets",
    "An MCP server",
)
"""What docs/editors.md gives a reason for."""


@cache
def _tests() -> frozenset[str]:
    """The names of the tests that start the server as an editor does."""
    return frozenset(
        node.name
        for file in FOLDER.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef)
        and "start" in (argument.arg for argument in node.args.args)
    )


@pytest.mark.parametrize("row", ROWS)
def test_every_row_has_its_test(row: str) -> None:
    name = "test_" + re.sub(r"\W+", "_", row)

    assert [test for test in _tests() if f"{test}_".startswith(f"{name}_")]


@pytest.mark.parametrize("row", LEFT_OUT)
def test_what_is_left_out_has_a_reason(row: str) -> None:
    (line,) = [line for line in EDITORS.read_text(encoding="utf-8").splitlines() if row in line]

    assert line.startswith(f"| {row} | ")
    assert len(line.split("|")[2].strip()) > len(row)
