"""Comments that silence findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.lint.silence import Silence
from zdd_lsp.project import Project, SourceFile
from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.text.span import Span

ON_DEMAND = "    SCD_ON_DEMAND: true"


def names(env: str) -> list[str]:
    project = Project(Path("/project"), {".magento.env.yaml": env})
    return [f.rule for f in lint.check(project) if f.location.path == ".magento.env.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        f"stage:\n  global:\n{ON_DEMAND}  # zdd: ignore[scd-on-demand] for the load test\n",
        f"stage:\n  global:\n{ON_DEMAND} #zdd:ignore[ZDD101]\n",
        f"stage:\n  global:\n    # zdd: ignore[scd-on-demand] why not\n{ON_DEMAND}\n",
        f"stage:\n  global:\n{ON_DEMAND}  # zdd: ignore[html-minification, scd-on-demand]\n",
        f"stage:\n  global:\n    # Yes, # zdd:ignore[scd-on-demand]\n    # so on.\n{ON_DEMAND}\n",
        f"stage:\n  # zdd: ignore-block[scd-on-demand]\n  global:\n    A: b\n{ON_DEMAND}\n",
        f"stage:  # zdd: ignore-block[scd-on-demand]\n  global:\n{ON_DEMAND}\n",
        f"# zdd: ignore-file[scd-on-demand] a sandbox\nstage:\n  global:\n{ON_DEMAND}\n",
    ],
)
def test_a_comment_silences_the_finding_it_names(text: str) -> None:
    assert "scd-on-demand" not in names(text)


@pytest.mark.parametrize(
    "text",
    [
        f"stage:\n  global:\n{ON_DEMAND}  # zdd: ignore[skip-scd-on-build]\n",
        f"stage:\n  global:\n{ON_DEMAND}  # zdd: ignore\n",
        f"stage:  # zdd: ignore[scd-on-demand]\n  global:\n{ON_DEMAND}\n",
        f"stage:\n  global:\n{ON_DEMAND}\n    # zdd: ignore[scd-on-demand]\n",
        f"stage:\n  build:  # zdd: ignore-block[scd-on-demand]\n    A: b\n  global:\n{ON_DEMAND}\n",
        f"stage:\n  global:\n    # zdd: ignore[scd-on-demand]\n\n{ON_DEMAND}\n",
        "stage:\n  global: {SCD_ON_DEMAND: true, X: '# zdd: ignore[scd-on-demand]'}\n",
    ],
)
def test_other_comments_silence_nothing(text: str) -> None:
    assert "scd-on-demand" in names(text)


def lines(text: str, path: str = ".magento.app.yaml") -> list[str]:
    """Return the lines of a text that its comments silence for the rule `x`."""
    source = Project(Path("/project"), {path: text}).yaml(path)
    assert source is not None
    silence, found = Silence(source), []
    for number, line in enumerate(text.split("\n")):
        place = Location(path, Span(source.lines.starts[number], source.lines.starts[number]))
        if silence.of(Finding("x", "ZDD999", Severity.HINT, place, "")) is not None:
            found.append(line.strip())
    return found


@pytest.mark.parametrize(
    ("text", "silenced"),
    [
        ("a: |  # zdd: ignore[x]\n  b\n  c\nd: e", ["a: |  # zdd: ignore[x]", "b", "c"]),
        ("a: 'b\n  c'  # zdd: ignore[x]\nd: e", ["a: 'b", "c'  # zdd: ignore[x]"]),
        ("a: |\n  b\n  # zdd: ignore[x]\n  c\n  d", ["# zdd: ignore[x]", "c"]),
        ("a: |\n  b  # zdd: ignore[x]\n  c\nd: e", ["b  # zdd: ignore[x]"]),
        ("a: |\n  b;# zdd: ignore[x]\n  c#zdd: ignore[x]", ["b;# zdd: ignore[x]"]),
        (
            "a: |\n  # zdd: ignore-block[x]\n  b\n  c\nd: e",
            ["a: |", "# zdd: ignore-block[x]", "b", "c"],
        ),
        ("- a: b  # zdd: ignore-block[x]\n  c: d\n- e", ["- a: b  # zdd: ignore-block[x]", "c: d"]),
        ("a: {b: c,  # zdd: ignore[x]\n  d: e}", ["a: {b: c,  # zdd: ignore[x]"]),
    ],
)
def test_how_far_a_comment_reaches(text: str, silenced: list[str]) -> None:
    assert lines(text) == silenced


def test_comments_upon_comments_take_no_longer_than_their_number() -> None:
    many = "# zdd: ignore-block[x]\n" * 20_000 + "a:\n" + "  - b\n" * 20_000

    source = SourceFile(".magento.app.yaml", many, Dialect.PLATFORM)

    assert len(Silence(source).directives) == 20_000
