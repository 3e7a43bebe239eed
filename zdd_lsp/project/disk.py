"""Reads the files of a project: whatever lies at a path, nothing hangs and nothing raises.

A checkout is not to be trusted. A path may name a directory, a pipe that nobody writes to, a
chain of links without an end or half a gigabyte; each of them becomes a stated reason.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from enum import Enum
from pathlib import Path
from typing import NamedTuple

MIB = 1024 * 1024
YAML_LIMIT = 4 * MIB
"""The largest YAML file or `composer.json` that is read, in bytes; real ones are below 100 KB."""
PHP_LIMIT = 1 * MIB
"""The largest PHP file that is read, in bytes; the largest one known has 75 KB."""
LOCK_LIMIT = 64 * MIB
"""The largest `composer.lock` that is read, in bytes; real ones are about 1 MB."""
SETTINGS_LIMIT = MIB // 4
"""The largest `.zdd.toml` that is read, in bytes; a real one has a few hundred."""

_CHUNK = 64 * 1024
# Without O_NONBLOCK, opening a pipe that took the file's place after the check would block.
# Windows has neither of the first two and would translate line ends without the last.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Failure(Enum):
    """Why a file was not read."""

    MISSING = "missing"
    DIRECTORY = "directory"
    NOT_REGULAR = "not-a-regular-file"
    """A pipe, a device or a socket."""
    PERMISSION = "permission"
    TOO_LARGE = "too-large"
    NOT_UTF8 = "not-utf8"
    LOOP = "loop"
    """Symbolic links that lead to each other."""
    OTHER = "other"


class FileText(NamedTuple):
    """The text of a file as it is: byte-order mark, NUL bytes and line ends are kept."""

    text: str


class Unreadable(NamedTuple):
    """A file without a text.

    Attributes:
        reason: Completes the sentence "not analysed because …".
        kind: The sort of failure.
        offset: For ``NOT_UTF8`` the offset of the first wrong byte, in bytes from 0.
        line: For ``NOT_UTF8`` the line of that byte, from 1.
    """

    reason: str
    kind: Failure
    offset: int | None = None
    line: int | None = None


_BY_ERRNO = {
    errno.ENOENT: Unreadable("it does not exist", Failure.MISSING),
    errno.ENOTDIR: Unreadable("it does not exist", Failure.MISSING),
    errno.EISDIR: Unreadable("it is a directory", Failure.DIRECTORY),
    errno.EACCES: Unreadable("it may not be read: permission denied", Failure.PERMISSION),
    errno.EPERM: Unreadable("it may not be read: permission denied", Failure.PERMISSION),
    errno.ELOOP: Unreadable("its symbolic links form a loop", Failure.LOOP),
}
_SPECIAL = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read(path: Path, limit: int = YAML_LIMIT) -> FileText | Unreadable:
    """Read a text file. A symbolic link counts as the file that it leads to.

    Args:
        path: The file.
        limit: The largest size that is read, in bytes.

    Returns:
        The text, or the reason why there is none.
    """
    try:
        # A device may act on being opened, so it is told from a file before that. What is
        # opened is then checked again, because it may have been replaced in between.
        data = _refusal(path.stat(), limit) or _bytes(path, limit)
    except OSError as error:
        return _BY_ERRNO.get(error.errno or 0) or Unreadable(
            f"reading it failed: {error.strerror or error}", Failure.OTHER
        )
    except ValueError as error:
        # A name that the system cannot express, such as one with a NUL.
        return Unreadable(f"its name is not possible: {error}", Failure.OTHER)
    return data if isinstance(data, Unreadable) else _decoded(data)


def file_inside(top: Path, folder: Path, way: str) -> Path | None:
    """Return the regular file at a way, if it exists and lies below a folder.

    Args:
        top: The folder that it must not leave, not by way of a symbolic link either.
        folder: Where the way begins.
        way: A relative path, from somebody who is not to be trusted.
    """
    path = Path(os.path.normpath(folder / way))
    try:
        if not path.is_relative_to(top) or not path.is_file():
            return None
        return path if path.resolve().is_relative_to(top.resolve()) else None
    except (OSError, ValueError, RuntimeError):
        # Neither a name that is not possible nor a circle of links leads to a file.
        return None


def _bytes(path: Path, limit: int) -> bytes | Unreadable:
    handle = os.open(path, _FLAGS)
    try:
        refusal = _refusal(os.fstat(handle), limit)
        if refusal is not None:
            return refusal
        chunks = []
        room = limit
        while chunk := os.read(handle, _CHUNK):
            room -= len(chunk)
            if room < 0:
                # The size was a lie, as it is in /proc, or the file has grown.
                return _too_large(limit)
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        os.close(handle)


def _refusal(status: os.stat_result, limit: int) -> Unreadable | None:
    mode = status.st_mode
    if stat.S_ISREG(mode):
        return _too_large(limit) if status.st_size > limit else None
    if stat.S_ISDIR(mode):
        return _BY_ERRNO[errno.EISDIR]
    what = next((name for test, name in _SPECIAL if test(mode)), "something else")
    return Unreadable(f"it is not a regular file but {what}", Failure.NOT_REGULAR)


def _too_large(limit: int) -> Unreadable:
    size = f"{limit // MIB} MiB" if limit >= MIB and limit % MIB == 0 else f"{limit} bytes"
    return Unreadable(f"it is larger than {size}", Failure.TOO_LARGE)


def _decoded(data: bytes) -> FileText | Unreadable:
    try:
        return FileText(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        offset = error.start
    line = 1 + sum(1 for _ in _LINE_END.finditer(data, 0, offset))
    reason = f"it is not UTF-8: byte 0x{data[offset]:02X} at offset {offset}, line {line}"
    if data.startswith(_UTF16_MARKS):
        reason += "; it looks like UTF-16"
    return Unreadable(reason, Failure.NOT_UTF8, offset, line)
