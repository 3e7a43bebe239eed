"""Files without a text: every one that exists is spoken of, and by one rule only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import FILES
from zdd_lsp.project.workspace import PATHS, Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from zdd_lsp.findings import Finding

LATIN_1 = "# für den Bäcker\nstage: {}\n".encode("latin-1")
RULES = ("file-not-analysed", "yaml-invalid-utf8")


def findings(root: Path) -> list[Finding]:
    project = Workspace().snapshot(root).judged()
    return [finding for finding in lint.check(project) if finding.rule in RULES]


@pytest.mark.parametrize("path", PATHS)
def test_a_folder_in_a_files_place_is_reported(tmp_path: Path, path: str) -> None:
    (tmp_path / path).mkdir(parents=True)

    (finding,) = findings(tmp_path)

    assert finding.rule == "file-not-analysed"
    assert finding.severity is Severity.WARNING
    assert finding.location.path == path
    assert finding.location.span == (0, 0)
    assert finding.location.path == path
    assert finding.location.span == (0, 0)
    assert "not analysed because it is a directory" in finding.message


@pytest.mark.parametrize("path", PATHS)
def test_other_bytes_than_utf8_are_reported_once(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_bytes(LATIN_1)

    (finding,) = findings(tmp_path)

    is_yaml = path in FILES
    assert finding.rule == ("yaml-invalid-utf8" if is_yaml else "file-not-analysed")
    assert finding.severity is (Severity.ERROR if is_yaml else Severity.WARNING)
    assert "byte 0xFC at offset 3, line 1" in finding.message
    assert (finding.upstream is not None) == (path == ".magento.env.yaml")


def test_the_buffer_of_an_editor_may_hold_what_is_no_character(tmp_path: Path) -> None:
    project = Project(tmp_path, {".magento.env.yaml": "stage:\n  global: {A: \udce9}\n"})

    found = [finding for finding in lint.check(project.judged()) if finding.rule in RULES]

    assert [finding.rule for finding in found] == ["yaml-invalid-utf8"]


def test_files_that_do_not_exist_are_no_matter(tmp_path: Path) -> None:
    assert findings(tmp_path) == []
