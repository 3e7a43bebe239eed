"""Finds the projects of a folder, the project of a file, and what a file is in its project."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Kind = Literal["env", "app", "services", "routes"]

FILES: Mapping[str, Kind] = {
    ".magento.env.yaml": "env",
    ".magento.app.yaml": "app",
    ".magento/services.yaml": "services",
    ".magento/routes.yaml": "routes",
}
"""The files that configure a project, by path relative to its root."""

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

MAX_DEPTH = 4
"""How many levels below the folder a project is looked for."""
MAX_FOLDERS = 2000
"""How many folders one search visits; the shallow ones come first."""

_APP = ".magento.app.yaml"
_ENV = ".magento.env.yaml"
_PLATFORM = ".magento"
_PLATFORM_FILES = ("services.yaml", "routes.yaml")
# Installed, generated or uploaded content. Adobe's own template, for one, lies in `vendor`.
_SKIPPED = frozenset({"vendor", "node_modules", "generated", "var", "pub"})


def kind_of(relative: str) -> Kind | None:
    """Return what the file at a path relative to the root configures, by exact name."""
    return FILES.get(relative)


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
    level: list[tuple[Path, bool]] = [(start, False)]
    visited = 0
    for _ in range(MAX_DEPTH + 1):
        below: list[tuple[Path, bool]] = []
        for folder, inside in level[: MAX_FOLDERS - visited]:
            visited += 1
            is_root = _is_root(folder, inside=inside)
            if is_root:
                roots.append(folder)
            below += [(child, inside or is_root) for child in _children(folder)]
        level = below
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


def _is_root(folder: Path, *, inside: bool) -> bool:
    if os.path.lexists(folder / _APP):
        return True
    if inside:
        return False
    platform = folder / _PLATFORM
    return os.path.lexists(folder / _ENV) or any(
        os.path.lexists(platform / name) for name in _PLATFORM_FILES
    )


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
