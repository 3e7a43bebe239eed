"""Comments that silence findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.project import Project

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
        "stage:\n  global: {SCD_ON_DEMAND: true, X: '# zdd: ignore[scd-on-demand]'}\n",
    ],
)
def test_other_comments_silence_nothing(text: str) -> None:
    assert "scd-on-demand" in names(text)
