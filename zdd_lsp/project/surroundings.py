"""Where the files of an application lie that are not beside its `.magento.app.yaml`.

The rules know each file of a project by one name, such as ``composer.json``. In most repositories
the name is also the way to the file. Where a repository has several applications, services and
routes lie in its top folder, and ``source.root`` may put the code of an application anywhere.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.discovery import CONTEXT_FILES, PATHS, PLATFORM_FILES, SETTINGS_FILE
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.folders import is_listed

if TYPE_CHECKING:
    from zdd_lsp.project.app import AppFile

SOURCE_FILES = (ENV_FILE, *CONTEXT_FILES)
"""The files that lie with the code of an application."""


class Surroundings(NamedTuple):
    """The ways from the root of a project to the folders of its files.

    Attributes:
        platform: The way to the folder whose `.magento` counts; empty for the root itself.
        source: The way to the code; empty for the root itself.
        is_complete: Whether all applications of the repository are known.
        settings: The way to the folder whose `.zdd.toml` counts; empty for the root itself.
    """

    platform: str = ""
    source: str = ""
    is_complete: bool = True
    settings: str = ""

    def way(self, name: str) -> str:
        """Return the way from the root to a file of the project."""
        folder = ""
        if name in PLATFORM_FILES:
            folder = self.platform
        elif name in SOURCE_FILES or is_listed(name):
            folder = self.source
        elif name == SETTINGS_FILE:
            folder = self.settings
        return posixpath.normpath(f"{folder}/{name}") if folder else name

    def name(self, way: str) -> str | None:
        """Return the name of the project's file at a way from the root; None if it is not one."""
        if not self.platform and not self.source and not self.settings:
            return way if way in PATHS else None
        return next((name for name in PATHS if self.way(name) == way), None)


def way_from(root: Path, path: Path) -> str:
    """Return the way from a folder to a file or folder, with slashes; empty for itself."""
    if path.is_relative_to(root):
        way = path.relative_to(root).as_posix()
    else:
        try:
            way = Path(os.path.relpath(path, root)).as_posix()
        except ValueError:  # on another drive of Windows
            return path.as_posix()
    return "" if way == "." else way


def at(root: Path, way: str) -> Path:
    """Return what lies at a way from a folder."""
    return Path(os.path.normpath(root / way)) if way.startswith("..") else root / way


def source_way(app: AppFile, root: Path, top: Path) -> str:
    """Return the way from an application's root to the folder of its code.

    Platform.sh, create-apps/multi-app/project-structure: ``source.root`` counts from the top of
    the repository. What lies outside of it, or is not there, is not followed. A folder below the
    root of the application is taken, too.
    """
    written = _source_root(app)
    if written is None:
        return ""
    for base in (top, root):
        folder = Path(os.path.normpath(base / written.strip("/")))
        if folder.is_relative_to(top) and os.path.isdir(folder):  # noqa: PTH112 - raises nothing
            return way_from(root, folder)
    return ""


def _source_root(app: AppFile) -> str | None:
    source, entry = app.source, app.root.get("source")
    if source is None or entry is None or not source.is_known(entry.value):
        return None
    inner = entries(source, entry.value).get("root")
    value = source.value(inner.value) if inner is not None else None
    return value if isinstance(value, str) else None
