"""Open buffers over disk: where the texts of a project come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project import Project, present_day
from zdd_lsp.project.discovery import (
    COMPOSER_LOCK,
    CONFIG_LOCAL_PHP,
    CONFIG_PHP,
    CONTEXT_FILES,
    FILES,
    find_root,
)
from zdd_lsp.project.disk import (
    LOCK_LIMIT,
    PHP_LIMIT,
    YAML_LIMIT,
    Failure,
    Unreadable,
    read,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path

PATHS = (*FILES, *CONTEXT_FILES)
"""Every file of a project that is read, by path relative to its root."""

_LIMITS = {COMPOSER_LOCK: LOCK_LIMIT, CONFIG_PHP: PHP_LIMIT, CONFIG_LOCAL_PHP: PHP_LIMIT}

_Signature = tuple[int, ...] | None


class Workspace:
    """The files that an editor holds open, and for the rest the disk.

    It reads files when a snapshot is asked for and their size or time has changed; it writes
    nothing and raises nothing.
    """

    def __init__(self, clock: Callable[[], dt.date] = present_day) -> None:
        """Make a workspace without open files.

        Args:
            clock: Tells the present day.
        """
        self._clock = clock
        self._buffers: dict[Path, str] = {}
        self._disk: dict[Path, tuple[_Signature, str | Unreadable | None]] = {}
        self._projects: dict[Path, Project] = {}

    def open(self, path: Path, text: str) -> None:
        """Let ``text`` stand for the file at ``path``."""
        self._buffers[path] = text

    def close(self, path: Path) -> None:
        """Let the disk speak for the file at ``path`` again."""
        self._buffers.pop(path, None)

    def changed_on_disk(self, path: Path) -> None:
        """Forget what was read from ``path``, whatever its size and time say."""
        self._disk.pop(path, None)

    def root_of(self, path: Path, folders: Iterable[Path] = ()) -> Path | None:
        """Return the root of the project that a file belongs to, if it is one of its files."""
        root = find_root(path, folders)
        if root is None:
            root = self._root_of_new_file(path)
        if root is None or path.relative_to(root).as_posix() not in PATHS:
            return None
        return root

    @staticmethod
    def _root_of_new_file(path: Path) -> Path | None:
        """Return the folder that a file not yet saved would make a project."""
        for name in FILES:
            depth = name.count("/") + 1
            if path.parts[-depth:] == tuple(name.split("/")) and len(path.parts) > depth:
                return path.parents[depth - 1]
        return None

    def snapshot(self, root: Path) -> Project:
        """Return the project as it is today; the same object while nothing has changed."""
        contents: dict[str, str | Unreadable] = {}
        for name in PATHS:
            content = self._content(root / name, _LIMITS.get(name, YAML_LIMIT))
            if content is not None:
                contents[name] = content
        today = self._clock()
        previous = self._projects.get(root)
        if previous is not None and previous.contents == contents and previous.today == today:
            return previous
        project = self._projects[root] = Project(root, contents, previous, today=today)
        return project

    def _content(self, path: Path, limit: int) -> str | Unreadable | None:
        if path in self._buffers:
            return self._buffers[path]
        signature = _signature(path)
        known = self._disk.get(path)
        if known is not None and known[0] == signature:
            return known[1]
        found = read(path, limit)
        content: str | Unreadable | None
        if isinstance(found, Unreadable):
            content = None if found.kind is Failure.MISSING else found
        else:
            content = found.text
        self._disk[path] = (signature, content)
        return content


def _signature(path: Path) -> _Signature:
    """Return what changes when a file changes; None where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino, status.st_mode)
