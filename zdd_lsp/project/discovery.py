"""Finds the projects of a folder, the project of a file, and what a file is in its project."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

Kind = Literal["env", "app", "services", "routes"]

FILES: Mapping[str, Kind] = {
    ".magento.env.yaml": "env",
    ".magento.app.yaml": "app",
    ".magento/services.yaml": "services",
    ".magento/routes.yaml": "routes",
}
"""The files that configure a project, by path relative to its root."""
PLATFORM_FILES = (".magento/services.yaml", ".magento/routes.yaml")
"""Those of them that all applications of a repository share."""

COMPOSER_JSON = "composer.json"
COMPOSER_LOCK = "composer.lock"
CONFIG_PHP = "app/etc/config.php"
CONFIG_LOCAL_PHP = "app/etc/config.local.php"
"""What ece-tools 2002.1.17 reads instead of `config.php` with Commerce before 2.2."""
PHP_INI = "php.ini"
OP_EXCLUDE = "op-exclude.txt"
"""The paths that OPcache shall not keep; `php.ini` names the file."""
LOCAL_XML = "pub/errors/local.xml"
"""How Commerce reports errors."""
BUILD_OPTIONS = "build_options.ini"
"""The build's options before `.magento.env.yaml` took its place."""
VENDOR_SCHEMA = "vendor/magento/ece-tools/config/schema.yaml"
"""The variables that the installed ece-tools declares."""
CONTEXT_FILES = (
    COMPOSER_JSON,
    COMPOSER_LOCK,
    CONFIG_PHP,
    CONFIG_LOCAL_PHP,
    PHP_INI,
    OP_EXCLUDE,
    LOCAL_XML,
    BUILD_OPTIONS,
    VENDOR_SCHEMA,
)
"""The files that are read beside them, by path relative to the root."""
SETTINGS_FILE = ".zdd.toml"
"""What the team tells zdd-lsp. It may lie in a folder above the root."""
PATHS = (*FILES, *CONTEXT_FILES, SETTINGS_FILE)
"""Every file of a project that is read, by path relative to its root."""

MAX_DEPTH = 4
"""How many levels below the folder a project is looked for."""
MAX_FOLDERS = 2000
"""How many folders one search visits; the shallow ones come first."""

_APP = ".magento.app.yaml"
_ENV = ".magento.env.yaml"
_UNIFIED = ".magento/applications.yaml"
"""Declares applications on newer platforms. Adobe does not document it, and it is not read."""
# Installed, generated or uploaded content. Adobe's own template, for one, lies in `vendor`.
_SKIPPED = frozenset({"vendor", "node_modules", "generated", "var", "pub"})


def kind_of(relative: str) -> Kind | None:
    """Return what the file at a path relative to the root configures, by exact name."""
    return FILES.get(relative)


def is_app_file(relative: str) -> bool:
    """Tell whether the file at a path relative to the root is an application's, here or there."""
    return relative == _APP or relative.endswith(f"/{_APP}")


def is_yaml(relative: str) -> bool:
    """Tell whether the file at a path relative to the root configures something."""
    return relative in FILES or is_app_file(relative)


def find_projects(start: Path) -> list[Path]:
    """Return the roots at and below a folder, sorted.

    A folder is a root if it has `.magento.app.yaml`, whatever lies above it. One that has only
    `.magento.env.yaml`, `.magento/services.yaml` or `.magento/routes.yaml` is a root unless it
    lies inside another, because ece-tools and the platform read these at the top alone. A name
    counts even if no file can be read there, so that the fault can be reported.

    Links to folders are not followed, hidden folders and those of installed or generated code
    are skipped, and the search is bounded by `MAX_DEPTH` and `MAX_FOLDERS`.
    """
    roots: list[Path] = []

    def visit(folder: Path, *, inside: bool) -> bool:
        if _is_root(folder, inside=inside):
            roots.append(folder)
            return True
        return inside

    _walk(start, visit)
    return sorted(roots)


def find_root(path: Path, stop_at: Iterable[Path] = ()) -> Path | None:
    """Return the root of the project that a file belongs to.

    It is the one that `find_projects` would name, however deep.

    Args:
        path: An absolute path of a file, which need not exist.
        stop_at: The folders that are open in the editor. Where one of them holds the file,
            nothing above is looked at.

    Returns:
        The nearest root above the file, or None.
    """
    folders = list(path.parents)
    limits = [folders.index(limit) for limit in stop_at if limit in folders]
    if limits:
        del folders[max(limits) + 1 :]
    folders.reverse()
    root = None
    for depth, folder in enumerate(folders):
        # Above the first root of a file that no open folder holds, names mean nothing: many a
        # store lives in /var/www.
        if _is_skipped(folder.name) and (root is not None or (limits and depth > 0)):
            break
        if _is_root(folder, inside=root is not None):
            root = folder
    return root


class Repository(NamedTuple):
    """What one push brings to the platform: its own files, and the applications.

    Attributes:
        top: The folder whose `.magento` declares services and routes for all applications.
        applications: The folders that have `.magento.app.yaml`, sorted.
        is_complete: Whether these are all applications.
    """

    top: Path
    applications: tuple[Path, ...]
    is_complete: bool = True

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that are projects: the top, and those of the applications."""
        return tuple(dict.fromkeys((self.top, *self.applications)))


def find_repository(root: Path, exists: Callable[[Path], bool] = os.path.lexists) -> Repository:
    """Return the repository of a project.

    Its top is the nearest folder at or above the root that has `.magento/services.yaml` or
    `.magento/routes.yaml` and is a root itself. Nothing beyond `MAX_DEPTH` levels, a folder with
    installed code or the folder of a Git repository is looked at. Without a top the project is
    alone. A `.git` that is a file marks a submodule, which is a part of the repository.

    Args:
        root: The folder of the project.
        exists: Tells whether there is a file; one that is not saved yet may count.
    """
    top = _top(root, exists)
    found = {root} if exists(root / _APP) else set()
    if top is None:
        return Repository(root, tuple(found))

    def visit(folder: Path, *, inside: bool) -> bool | None:
        if inside and (_has_git(folder) or _is_top(folder, exists, inside=True)):
            return None
        if exists(folder / _APP):
            found.add(folder)
        return True

    is_whole = _walk(top, visit)
    return Repository(top, tuple(sorted(found)), is_whole and not exists(top / _UNIFIED))


def settings_folders(root: Path, top: Path, folders: Iterable[Path] = ()) -> list[Path]:
    """Return the folders whose `.zdd.toml` may count for a project, the nearest first.

    They are those from the root up to the top of the repository, which a `.git` marks, and up to
    the open folder that holds the root. Nothing above both is looked at.

    Args:
        root: The folder of the project.
        top: The folder whose `.magento` counts; see `find_repository`.
        folders: The folders that are open in the editor, or named on the command line.
    """
    above = [root, *root.parents]
    limits = [above.index(folder) for folder in (top, *folders) if folder in above]
    checkout = next((at for at, folder in enumerate(above) if os.path.lexists(folder / ".git")), 0)
    return above[: max(*limits, checkout) + 1] if limits else above[: checkout + 1]


def _top(root: Path, exists: Callable[[Path], bool]) -> Path | None:
    above = [root]
    while len(above) <= MAX_DEPTH and above[-1].parent != above[-1]:
        if _has_git(above[-1]) or _is_skipped(above[-1].name):
            break
        above.append(above[-1].parent)
    top, inside = None, False
    for folder in reversed(above):
        if _is_top(folder, exists, inside=inside):
            top = folder
        inside = inside or _is_root(folder, exists, inside=False)
    return top


def _has_git(folder: Path) -> bool:
    return os.path.isdir(folder / ".git")  # noqa: PTH112 - no error is raised here


def _is_top(folder: Path, exists: Callable[[Path], bool], *, inside: bool) -> bool:
    return any(exists(folder / name) for name in PLATFORM_FILES) and (
        not inside or exists(folder / _APP)
    )


def _is_root(
    folder: Path, exists: Callable[[Path], bool] = os.path.lexists, *, inside: bool
) -> bool:
    if exists(folder / _APP):
        return True
    if inside:
        return False
    return any(exists(folder / name) for name in (_ENV, *PLATFORM_FILES))


def _walk(start: Path, visit: Callable[..., bool | None]) -> bool:
    """Visit folders level by level, and tell whether none had to be left out for their number.

    Args:
        start: The first folder.
        visit: Is called with each folder and, as ``inside``, with what it returned for the one
            above. What lies below a folder for which it returns None is left out.
    """
    level: list[tuple[Path, bool]] = [(start, False)]
    left = MAX_FOLDERS
    for _ in range(MAX_DEPTH + 1):
        below: list[tuple[Path, bool]] = []
        for folder, state in level[:left]:
            inside = visit(folder, inside=state)
            if inside is not None:
                below += [(child, inside) for child in _children(folder)]
        left -= len(level)
        if left < 0:
            return False
        level = below
    return True


def _children(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [
                entry.name
                for entry in entries
                if not _is_skipped(entry.name) and entry.is_dir(follow_symlinks=False)
            ]
    except (OSError, ValueError):
        # A folder that is gone, closed to us or impossible to name holds no project for us.
        return []
    return [folder / name for name in sorted(names)]


def _is_skipped(name: str) -> bool:
    return name in _SKIPPED or name.startswith(".")
