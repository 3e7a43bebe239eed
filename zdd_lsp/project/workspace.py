"""Open buffers over disk: where the texts of a project come from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from zdd_lsp.project import Project, present_day
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import (
    COMPOSER_LOCK,
    CONFIG_LOCAL_PHP,
    CONFIG_PHP,
    FILES,
    PATHS,
    PLATFORM_FILES,
    SETTINGS_FILE,
    Repository,
    find_repository,
    find_root,
    settings_folders,
)
from zdd_lsp.project.disk import (
    LOCK_LIMIT,
    PHP_LIMIT,
    SETTINGS_LIMIT,
    YAML_LIMIT,
    Failure,
    Unreadable,
    read,
)
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.folders import Folders, listed_name
from zdd_lsp.project.surroundings import SOURCE_FILES, Surroundings, at, source_way, way_from
from zdd_lsp.settings import Given

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["PATHS", "Workspace"]

_LIMITS = {
    COMPOSER_LOCK: LOCK_LIMIT,
    CONFIG_PHP: PHP_LIMIT,
    CONFIG_LOCAL_PHP: PHP_LIMIT,
    SETTINGS_FILE: SETTINGS_LIMIT,
}
_ENDS = tuple(f"/{name}" for name in PATHS)
_SHAPING = tuple(f"/{name}" for name in (APP_FILE, *PLATFORM_FILES))
"""How the paths of the files end that make a folder a part of a repository."""

_Signature = tuple[int, ...] | None


class Workspace:
    """The files that an editor holds open, and for the rest the disk.

    It reads files when a snapshot is asked for and their size or time has changed; it writes
    nothing and raises nothing. Which applications a repository has is looked up once, and again
    when it is told that one of their files came or went.
    """

    def __init__(
        self,
        clock: Callable[[], dt.date] | None = None,
        given: Callable[[Path], Given] | None = None,
        folders: Callable[[], Iterable[Path]] | None = None,
    ) -> None:
        """Make a workspace without open files.

        Args:
            clock: Tells the present day; by default that of UTC.
            given: Tells what is said about a project, by its root, from outside of it.
            folders: Tells which folders are open in the editor, or named on the command line.
        """
        self._given = given or (lambda _: Given())
        self._folders = folders or tuple
        self._clock = clock or (lambda: present_day())  # noqa: PLW0108 - tests set the day
        self._buffers: dict[Path, str] = {}
        self._disk: dict[Path, tuple[_Signature, str | Unreadable | None]] = {}
        self._projects: dict[Path, Project] = {}
        self._repositories: dict[Path, Repository] = {}
        self._files: dict[Path, tuple[Surroundings, dict[str, Path]]] = {}
        self._settings: dict[Path, list[Path]] = {}
        self._listings = Folders()

    def open(self, path: Path, text: str) -> None:
        """Let ``text`` stand for the file at ``path``."""
        is_new = not self._exists(path)
        self._buffers[path] = text
        if is_new:
            self._reshape(path)

    def close(self, path: Path) -> None:
        """Let the disk speak for the file at ``path`` again."""
        self._buffers.pop(path, None)
        if not self._exists(path):
            self._reshape(path)

    def changed_on_disk(self, path: Path) -> None:
        """Forget what was read from ``path``, whatever its size and time say."""
        self._disk.pop(path, None)
        self._reshape(path)

    def _reshape(self, path: Path) -> None:
        """Forget which applications there are, if a file may have made or ended one."""
        if f"/{path.as_posix()}".endswith(_SHAPING):
            self._repositories.clear()
            self._settings.clear()

    def folders_changed(self) -> None:
        """Look again for what a project owes to the folders around it, and to those open."""
        self._repositories.clear()
        self._settings.clear()

    def repository(self, root: Path) -> Repository:
        """Return the repository of a project."""
        known = self._repositories.get(root)
        if known is None:
            known = self._repositories[root] = find_repository(root, self._exists)
        return known

    def _exists(self, path: Path) -> bool:
        return path in self._buffers or os.path.lexists(path)

    def root_of(self, path: Path, folders: Iterable[Path] = ()) -> Path | None:
        """Return the root of the project that a file belongs to, if it is one of its files."""
        found = self.place_of(path, folders)
        return None if found is None else found[0]

    def place_of(self, path: Path, folders: Iterable[Path] = ()) -> tuple[Path, str] | None:
        """Return the root of the project that a file belongs to, and its name there.

        It is None for what is not one of the project's files. `Surroundings` says why the name
        need not be the way from the root.
        """
        if not f"/{path.as_posix()}".endswith(_ENDS):
            return None
        if path.name == SETTINGS_FILE:
            # It belongs to its folder, whether that is a project or the one above many.
            return path.parent, SETTINGS_FILE
        root = find_root(path, folders) or self._root_of_new_file(path)
        if root is None:
            return None
        for each in dict.fromkeys((root, *self.repository(root).applications)):
            name = self._surroundings(each).name(way_from(each, path))
            if name is not None and (each == root or name in SOURCE_FILES):
                return each, name
        return None

    def root_of_listed(self, path: Path, folders: Iterable[Path] = ()) -> Path | None:
        """Return the root of the project that knows a file by its name alone, or None."""
        name = listed_name(path.as_posix())
        root = find_root(path, folders) if name is not None else None
        if name is None or root is None:
            return None
        return next(
            (
                each
                for each in dict.fromkeys((root, *self.repository(root).applications))
                if self._surroundings(each).way(name) == way_from(each, path)
            ),
            None,
        )

    @staticmethod
    def _root_of_new_file(path: Path) -> Path | None:
        """Return the folder that a file not yet saved would make a project."""
        for name in FILES:
            depth = name.count("/") + 1
            if path.parts[-depth:] == tuple(name.split("/")) and len(path.parts) > depth:
                return path.parents[depth - 1]
        return None

    def settings_file(self, root: Path) -> tuple[Path, str | Unreadable | None]:
        """Return which `.zdd.toml` counts for a project, and what is in it; None for none."""
        top = self.repository(root).top
        path = at(root, self._settings_way(root, top)) / SETTINGS_FILE
        return path, self._content(path, _LIMITS[SETTINGS_FILE])

    def snapshot(self, root: Path) -> Project:
        """Return the project as it is today; the same object while nothing has changed."""
        return self._snapshot(root, self._clock())

    def _snapshot(self, root: Path, today: dt.date) -> Project:
        repository, surroundings = self.repository(root), self._surroundings(root)
        given = self._given(root)
        files = dict(self._files_of(root, surroundings))
        others = [folder for folder in repository.applications if folder != root]
        members: tuple[Project, ...] = ()
        if root == repository.top:
            members = tuple(self._snapshot(folder, today) for folder in others)
        else:
            beside = [folder / APP_FILE for folder in others]
            files |= {way_from(root, file): file for file in beside}
        contents = {
            name: content
            for name, file in files.items()
            if (content := self._content(file, _LIMITS.get(name, YAML_LIMIT))) is not None
        }
        env = contents.get(ENV_FILE)
        if isinstance(env, str):
            code = at(root, surroundings.source)
            contents |= dict.fromkeys(self._listings.files(code, env), "")
        for member in members:
            for name in filter(member.owns, member.contents):
                contents.setdefault(way_from(root, member.file(name)), member.contents[name])
        previous = self._projects.get(root)
        if (
            previous is not None
            and previous.contents == contents
            and (previous.day, previous.surroundings) == (today, surroundings)
            and previous.members == members
            and previous.given == given
        ):
            return previous
        project = self._projects[root] = Project(
            root,
            contents,
            previous,
            today=today,
            surroundings=surroundings,
            members=members,
            given=given,
        )
        return project

    def _files_of(self, root: Path, surroundings: Surroundings) -> dict[str, Path]:
        """Return where the files of a project lie; a keystroke does not change that."""
        known = self._files.get(root)
        if known is None or known[0] != surroundings:
            files = {name: at(root, surroundings.way(name)) for name in PATHS}
            known = self._files[root] = (surroundings, files)
        return known[1]

    def _surroundings(self, root: Path) -> Surroundings:
        top, _, is_complete = self.repository(root)
        text, source = self._content(root / APP_FILE, YAML_LIMIT), ""
        if isinstance(text, str) and "source" in text:
            known = self._projects.get(root)
            if known is None or known.text(APP_FILE) != text:
                # The next snapshot uses again what this one has read.
                known = self._projects[root] = Project(root, {APP_FILE: text}, known)
            source = source_way(known.app, root, top)
        return Surroundings(way_from(root, top), source, is_complete, self._settings_way(root, top))

    def _settings_way(self, root: Path, top: Path) -> str:
        """Return the way to the nearest `.zdd.toml`; without one it would lie in the root."""
        known = self._settings.get(root)
        if known is None:
            known = self._settings[root] = settings_folders(root, top, self._folders())
        found = next((each for each in known if self._exists(each / SETTINGS_FILE)), root)
        return way_from(root, found)

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
