"""Which projects the paths on the command line mean."""

from __future__ import annotations

import os.path
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.cli.console import complain
from zdd_lsp.cli.settings import require_valid_files
from zdd_lsp.cli.status import UsageError
from zdd_lsp.project.discovery import find_projects, find_root
from zdd_lsp.project.workspace import Workspace
from zdd_lsp.report.text import display_path
from zdd_lsp.settings import Given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.settings import Layer


class Target(NamedTuple):
    """A project to look at.

    Attributes:
        root: Its folder, absolute.
        only: The files to report, by the way from the root with slashes; None for all of them.
        within: The folder that was named, below which the project was found.
    """

    root: Path
    only: frozenset[str] | None
    within: Path | None = None

    def workspace(self, settings: Layer = MappingProxyType({})) -> Workspace:
        """Return a workspace for the project; one each lets hundreds of projects go by.

        Args:
            settings: What the command line says.
        """
        folders = () if self.within is None else (self.within,)
        return Workspace(given=lambda _: Given(strong=settings), folders=lambda: folders)

    def wants(self, finding: Finding, project: Project) -> bool:
        """Tell whether a finding in the project is to be reported."""
        way = project.way_to(project.file(finding.location.path))
        return self.only is None or way in self.only


def select(paths: Iterable[str]) -> list[Target]:
    """Find the projects of the given paths, each once, in the order of the paths.

    A folder means every project in it, a file the project around it, of which only this file is
    reported. A path without a project is said on standard error.

    Raises:
        UsageError: A path does not exist, or the `.zdd.toml` of a project is wrong.
    """
    selected: dict[Path, frozenset[str] | None] = {}
    within: dict[Path, Path] = {}
    for given in paths:
        # Not resolved: the report should speak of the path that the user knows.
        path = Path(os.path.abspath(given))  # noqa: PTH100 - keeps symbolic links
        if path.is_dir():
            found = find_projects(path)
            selected.update(dict.fromkeys(found))
            within = {**dict.fromkeys(found, path), **within}
        elif os.path.lexists(path):
            root = find_root(path)
            found = [] if root is None else [root]
            for project in found:
                files = selected.get(project, frozenset())
                name = path.relative_to(project).as_posix()
                selected[project] = None if files is None else files | {name}
        else:
            raise UsageError(f"{given}: no such file or folder")
        if not found:
            complain(f"{given}: no project here; a project has .magento.app.yaml or .magento/")
    targets = [Target(root, only, within.get(root)) for root, only in selected.items()]
    require_valid_files(targets)
    return targets


def select_one(path: str) -> Target | None:
    """Find the only project of a path, for a command that gives a single verdict.

    Returns:
        The project as a whole; None if there is none, which is said on standard error.

    Raises:
        UsageError: The path does not exist or holds several projects, or a `.zdd.toml` is wrong.
    """
    targets = select([path])
    if len(targets) > 1:
        roots = ", ".join(display_path(target.root) for target in targets)
        raise UsageError(f"{path} holds several projects, name one of them: {roots}")
    return targets[0]._replace(only=None) if targets else None
