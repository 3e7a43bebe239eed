"""Inlay hints, drawn in the file between guillemets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zdd_lsp.ide.hints import hints
from zdd_lsp.project import Project
from zdd_lsp.text.span import Span

ENV = ".magento.env.yaml"


def drawn(text: str, path: str = ENV) -> str:
    """Draw the hints of a file into it."""
    project = Project(Path("/project"), {path: text})
    for hint in reversed(hints(project, path, Span(0, len(text)))):
        text = f"{text[: hint.offset]} «{hint.label}»{text[hint.offset :]}"
    return text


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(
            "stage:\n"
            "  global:\n"
            "    SCD_THREADS: 4 «overridden by build and deploy»  # why\n"
            "  build:\n"
            "    SCD_THREADS: 4 «the same as in global»\n"
            "  deploy:\n"
            "    SCD_THREADS: 2 «instead of 4 from global»\n",
            id="a value of global",
        ),
        pytest.param(
            "stage:\n"
            "  global:\n"
            "    SCD_MATRIX: {a: 1, «overridden by build»\n"
            "      b: 2}\n"
            "  build:\n"
            '    SCD_MATRIX: «instead of {"a": 1, "b": 2} from global»  # why\n'
            "      a: 1\n",
            id="values of several lines",
        ),
        pytest.param(
            "stage: {global: {SCD_THREADS: 4 «overridden by build»}, "
            "build: {SCD_THREADS: 2 «instead of 4 from global»}}\n",
            id="in braces",
        ),
        pytest.param(
            "stage:\n  build:\n    SCD_THREADS: &n 4\n  deploy:\n    SCD_THREADS: *n «= 4»\n",
            id="an alias",
        ),
        pytest.param(
            "stage:\n  build: &n\n    SCD_THREADS: 4\n  deploy:\n    <<: *n\n",
            id="what is merged has no place of its own",
        ),
        pytest.param(
            "stage:\n  global:\n    SCD_THREADS: 4\n  post-deploy:\n    SCD_THREADS: 2\n",
            id="a stage that does not read the variable",
        ),
        pytest.param(
            "stage:\n  global:\n    NO_SUCH: 4\n  build:\n    NO_SUCH: 2\n", id="no variable"
        ),
        pytest.param("stage:\n  global:\n    SCD_THREADS:\n  build: [\n", id="half typed"),
    ],
)
def test_hints(picture: str) -> None:
    assert drawn(re.sub(" «[^»]*»", "", picture)) == picture


def test_no_hints_in_other_files() -> None:
    text = "stage:\n  global:\n    SCD_THREADS: 4\n  build:\n    SCD_THREADS: 2\n"

    assert drawn(text, ".magento.app.yaml") == text


def test_a_hint_shows_all_stages_when_pointed_at() -> None:
    text = "stage:\n  global:\n    SCD_THREADS: 4\n  build:\n    SCD_THREADS: 2\n"
    project = Project(Path("/project"), {ENV: text})

    hint, _ = hints(project, ENV, Span(0, len(text)))

    assert "| `build` | `-1` | **`2`** | `build`, line 5 |" in hint.tooltip
    assert hints(project, ENV, Span(0, 5)) == []
