"""Hover of a job's schedule."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project

PATH = ".magento.app.yaml"


def at(picture: str) -> tuple[str, str]:
    """Return the text that the hover covers, and its Markdown."""
    offset = picture.index("<|>")
    text = picture.replace("<|>", "")
    found = hover(Project(Path("/project"), {PATH: text}), PATH, offset)
    assert found is not None
    return found.span.slice(text), found.markdown


@pytest.mark.parametrize(
    "spec",
    [
        '"*/5 8-18 <|>* * 1-5"',
        "<|>'*/5 8-18 * * 1-5'",
        ">-\n            */5 8-18 <|>* * 1-5",
        "|\n            */5 8-18 * * 1-5<|>",
    ],
)
def test_when_a_job_runs(spec: str) -> None:
    covered, markdown = at(f"crons:\n    a:\n        spec: {spec}\n        cmd: b\n")

    assert covered == "*/5 8-18 * * 1-5"
    assert markdown.startswith("### `*/5 8-18 * * 1-5`\n\n*schedule of a job*\n\n")
    assert "Every 5 minutes from 08:00 to 18:59, from Monday to Friday." in markdown
    assert "- Time zone: UTC\n- Shortest time between two runs: 5 minutes" in markdown
    assert "Plan" not in markdown


@pytest.mark.parametrize(
    ("spec", "duration"),
    [
        ("* * * * *", "1 minute"),
        ("0 * * * *", "1 hour"),
        ("0,30 6,8 * * *", "30 minutes"),
        ("0 0 29 2 *", "1461 days"),
        ("30 0,23 * * *", "1 hour"),
        ("0 0,23 * * 1", "23 hours"),
        ("15 0 * * 0,1", "1 day"),
    ],
)
def test_how_often_a_job_runs(spec: str, duration: str) -> None:
    _, markdown = at(f"timezone: Europe/Berlin\ncrons: {{a: {{spec: '<|>{spec}', cmd: b}}}}\n")

    assert f"- Time zone: `Europe/Berlin`\n- Shortest time between two runs: {duration}" in markdown
    assert ("once in 5 minutes at most" in markdown) == (spec == "* * * * *")


def test_what_is_wrong_is_said_without_emphasis() -> None:
    _, idle = at("crons: {a: {spec: '<|>0/30 0/2 * * *'}}\n")
    _, refused = at("crons: {a: {spec: '<|>61 * * * *'}}\n")

    assert "or as \\*/30." in idle
    assert "or as \\*/2." in idle
    assert "61 is no minute: it must be from 0 to 59." in refused
    assert "Time zone" not in refused


def test_what_never_happens() -> None:
    _, markdown = at("crons: {a: {spec: '<|>0 0 31 4 *'}}\n")

    assert "\n\nNever.\n\nThere is no day 31 in April.\n\n- Time zone: UTC\n\n" in markdown
