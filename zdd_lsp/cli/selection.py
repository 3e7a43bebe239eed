"""Which projects the paths on the command line mean."""

from __future__ import annotations

import os.path
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.cli.console import complain
from zdd_lsp.cli.status import UsageError
from zdd_lsp.project.discovery import find_projects, find_root
from zdd_lsp.report.text import display_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project


class Target(NamedTuple):
    """A project to look at.

    Attributes:
        root: Its folder, absolute.
        only: The files to report, by the way from the root with slashes; None for all of them.
    """

    root: Path
    only: frozenset[str] | None

    def wants(self, finding: Finding, project: Project) -> bool:
        """Tell whether a finding in the project is to be reported."""
        way = project.way_to(project.file(finding.location.path))
        return self.only is None or way in self.only


def select(paths: Iterable[str]) -> list[Target]:
    """Find the projects of the given paths, each once, in the order of the paths.

    A folder means every project in it, a file the project around it, of which only this file is
    reported. A path without a project is said on standard error.

    Raises:
        UsageError: A path does not exist.
    """
    selected: dict[Path, frozenset[str] | None] = {}
    for given in paths:
        # Not resolved: the report should speak of the path that the user knows.
        path = Path(os.path.abspath(given))  # noqa: PTH100 - keeps symbolic links
        if path.is_dir():
            found = find_projects(path)
            selected.update(dict.fromkeys(found))
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
    return [Target(root, only) for root, only in selected.items()]


def select_one(path: str) -> Target | None:
    """Find the only project of a path, for a command that gives a single verdict.

    Returns:
        The project as a whole; None if there is none, which is said on standard error.

    Raises:
        UsageError: The path does not exist, or holds several projects.
    """
    targets = select([path])
    if len(targets) > 1:
        roots = ", ".join(display_path(target.root) for target in targets)
        raise UsageError(f"{path} holds several projects, name one of them: {roots}")
    return Target(targets[0].root, None) if targets else None
