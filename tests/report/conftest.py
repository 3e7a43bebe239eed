"""Small projects on disk, and findings by the text that they point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.project.workspace import Workspace
from zdd_lsp.report.checked import Checked
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from zdd_lsp.project import Project


class Store:
    """A project in a folder of its own."""

    def __init__(self, root: Path, files: dict[str, str]) -> None:
        self.root = root
        self.files = files
        for name, text in files.items():
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        self.project: Project = Workspace().snapshot(root).judged()

    def at(self, path: str, needle: str) -> Location:
        """Return the place of the first ``needle`` in a file."""
        start = self.files[path].index(needle)
        return Location(path, Span(start, start + len(needle)))

    def finding(
        self,
        needle: str,
        message: str = "it is wrong",
        *,
        path: str = ".magento.env.yaml",
        severity: Severity = Severity.WARNING,
    ) -> Finding:
        """Return a finding at the first ``needle`` in a file."""
        return Finding("a-rule", "ZDD999", severity, self.at(path, needle), message)

    def checked(self, *findings: Finding) -> Checked:
        """Return the project with these findings."""
        return Checked(self.project, findings)


class Stores:
    """Makes projects below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, env: str, name: str = "store", **more: str) -> Store:
        """Write a project with this `.magento.env.yaml`, and with ``app`` if it is given."""
        files = {".magento.env.yaml": env, ".magento.app.yaml": more.get("app", "name: store\n")}
        return Store(self.folder / name, files)


@pytest.fixture
def stores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stores:
    """Projects below the current folder."""
    monkeypatch.chdir(tmp_path)
    return Stores(tmp_path)
