"""What we say about real projects, kept under review: a change of it is a change of noise.

The projects themselves may not be copied here; the snapshot holds our words and positions only.
To accept a change, run with ``ZDD_UPDATE_SNAPSHOTS=1`` and read the difference line by line.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import find_projects
from zdd_lsp.project.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
TODAY = dt.date(2026, 11, 23)
"""The day of the snapshot: support ends on dates."""
SNAPSHOT = HERE / "snapshots" / "corpus.txt"
KINDS = {
    "app": ".magento.app.yaml",
    "env": ".magento.env.yaml",
    "routes": ".magento/routes.yaml",
    "services": ".magento/services.yaml",
}

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="../shared/corpus is absent: real projects are not ours to ship"
)


def sayings(project: Project, name: str) -> Iterator[str]:
    for finding in lint.check(project.judged()):
        source = project.source(finding.location.path)
        place = ""
        if source is not None:
            start = source.lines.position(finding.location.span.start)
            place = f":{start.line + 1}:{start.character + 1}"
        yield (
            f"{name} {finding.location.path}{place} {finding.severity.label} "
            f"{finding.rule}: {finding.message}"
        )


def everything() -> Iterator[str]:
    workspace = Workspace(lambda: TODAY)
    for root in find_projects(CORPUS / "projects"):
        name = root.relative_to(CORPUS / "projects").as_posix()
        yield from sayings(workspace.snapshot(root), name)
    for kind, path in KINDS.items():
        for file in sorted((CORPUS / "history" / kind).iterdir()):
            # One file alone says nothing of the rest of its project: only its YAML is judged.
            text = file.read_bytes().decode("utf-8", "replace")
            project = Project(CORPUS, {path: text})
            for line in sayings(project, f"history/{kind}/{file.stem}"):
                if " yaml-" in line:
                    yield line


@pytest.mark.no_cover
def test_what_is_said_about_real_projects_is_what_was_reviewed() -> None:
    said = "".join(f"{line}\n" for line in everything())
    if os.environ.get("ZDD_UPDATE_SNAPSHOTS"):
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(said, encoding="utf-8", newline="\n")

    assert said == SNAPSHOT.read_text(encoding="utf-8")
