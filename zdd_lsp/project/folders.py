"""Folders of a project in which the names of the files matter, and what is in them does not.

Patches of one's own lie in `m2-hotfixes`, themes in `app/design`. A folder is looked into only
while `.magento.env.yaml` has variables that are about its files.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_HOTFIXES: Final = "m2-hotfixes"
_AREAS: Final = ("app/design/frontend", "app/design/adminhtml")
_MARKS: Final = ("theme.xml", "registration.php")
"""The files that make a theme of a folder; one of them is enough."""

PATTERNS: Final = (f"{_HOTFIXES}/*.patch", *(f"{area}/*/*/theme.xml" for area in _AREAS))
"""The files whose coming and going is worth a look, as an editor wants to have them."""

_PATCH: Final = re.compile(rf"{_HOTFIXES}/[^/]+\.patch")
_THEME: Final = re.compile(rf"(?:{'|'.join(_AREAS)})/([^/]+/[^/]+)/(?:{'|'.join(_MARKS)})")
_END: Final = re.compile(rf"(?:.*/)?({_PATCH.pattern}|{_THEME.pattern})")

MOST: Final = 1000
"""How many entries of a folder are looked at."""

_Signature = tuple[tuple["Path", int], ...]


def listed_name(path: str) -> str | None:
    """Return by which name a project knows a file whose name alone matters; None for others."""
    match = _END.fullmatch(path)
    return match[1] if match is not None else None


def is_listed(name: str) -> bool:
    """Tell whether a project knows a file by this name for the name alone."""
    return name.startswith((f"{_HOTFIXES}/", *(f"{area}/" for area in _AREAS)))


def hotfixes(contents: Iterable[str]) -> tuple[str, ...]:
    """Return the patches in `m2-hotfixes` among the paths of a project, in their order."""
    return tuple(sorted(path for path in contents if _PATCH.fullmatch(path)))


def design_themes(contents: Iterable[str]) -> tuple[str, ...]:
    """Return the themes in `app/design` among the paths of a project, such as ``Acme/shop``."""
    return tuple(sorted({match[1] for path in contents if (match := _THEME.fullmatch(path))}))


class Folders:
    """What lies in these folders on disk; nothing is read, and nothing is raised."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, str], tuple[_Signature, tuple[str, ...]]] = {}

    def files(self, code: Path, env: str) -> Iterator[str]:
        """Yield the files that an env file asks for, by path relative to the folder of the code.

        Args:
            code: The folder.
            env: The text of `.magento.env.yaml`.
        """
        if "QUALITY_PATCHES" in env:
            yield from self._listed(code, _HOTFIXES)
        if "SCD_" in env:
            for area in _AREAS:
                yield from self._listed(code, area)

    def _listed(self, code: Path, name: str) -> tuple[str, ...]:
        known = self._known.get((code, name))
        if known is not None and known[0] == _signature(folder for folder, _ in known[0]):
            return known[1]
        looked_at = [code / name]
        find = _patches if name == _HOTFIXES else _themes
        found = tuple(path.relative_to(code).as_posix() for path in find(code / name, looked_at))
        self._known[code, name] = (_signature(looked_at), found)
        return found


def _signature(folders: Iterable[Path]) -> _Signature:
    """Return what changes when something in one of the folders comes or goes."""
    return tuple((folder, _time(folder)) for folder in folders)


def _time(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except (OSError, ValueError):
        return 0


def _patches(folder: Path, _: list[Path]) -> Iterator[Path]:
    for name in _names(folder):
        if name.endswith(".patch"):
            yield folder / name


def _themes(area: Path, looked_at: list[Path]) -> Iterator[Path]:
    vendors = [area / name for name in _names(area)]
    themes = [vendor / name for vendor in vendors for name in _names(vendor)][:MOST]
    looked_at += [*vendors, *themes]
    for theme in themes:
        mark = next((theme / name for name in _MARKS if os.path.lexists(theme / name)), None)
        if mark is not None:
            yield mark


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))[:MOST]  # noqa: PTH208 - names are all that is wanted
    except (OSError, ValueError):
        return []
