"""Document URIs and the files that they name."""

from __future__ import annotations

import os
import re
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from zdd_lsp.project.discovery import FILES

_NOWHERE = Path(os.devnull).absolute()
_DRIVE = re.compile(r"/[A-Za-z]:")


def to_path(uri: str) -> Path | None:
    """Return the file that a URI names.

    A document that is no file, such as ``untitled:.magento.env.yaml`` or one of a remote scheme,
    gets a stand-in path below a folder that cannot exist, if its name says that it is one of ours:
    it is then looked at alone.

    Returns:
        An absolute path without ``.`` and ``..``, or None where the URI names nothing for us.
    """
    try:
        parts = urlsplit(uri)
        host, path = (os.fsdecode(unquote_to_bytes(part)) for part in (parts.netloc, parts.path))
    except ValueError:
        return None
    if "\0" in host + path:
        return None
    if parts.scheme.lower() == "file":
        return _local(host, path)
    return _stand_in(uri, path)


def from_path(path: Path) -> str:
    """Return the URI of an absolute path."""
    return path.as_uri()


def is_ours(path: Path) -> bool:
    """Tell whether a path has the name of one of the files that the server is about."""
    return f"/{path.as_posix()}".endswith(tuple(f"/{name}" for name in FILES))


def is_real(path: Path) -> bool:
    """Tell whether a path is one of a file system, not a stand-in."""
    return _NOWHERE not in path.parents


def stand_in_root(path: Path) -> Path | None:
    """Return the root of a stand-in path; None for a real one."""
    return None if is_real(path) else _NOWHERE / path.relative_to(_NOWHERE).parts[0]


def to_folder(value: object) -> Path | None:
    """Return the folder that a value names: a URI, or a path as old clients send it.

    Anything else, and what is not on this machine, gives None.
    """
    if not isinstance(value, str) or "\0" in value:
        return None
    if os.path.isabs(value):  # noqa: PTH117 - it is no path yet
        return Path(os.path.normpath(value))
    path = to_path(value)
    return path if path is not None and is_real(path) else None


def _local(host: str, path: str) -> Path | None:
    if host and host != "localhost":
        path = f"//{host}{path}"
    elif os.name == "nt" and _DRIVE.match(path):
        path = path[1:]
    found = Path(os.path.normpath(path))
    return found if found.is_absolute() else None


def _stand_in(uri: str, path: str) -> Path | None:
    for name in FILES:
        if f"/{path}".endswith(f"/{name}"):
            digest = blake2b(uri.encode("utf-8", "surrogatepass"), digest_size=8)
            return _NOWHERE / digest.hexdigest() / name
    return None
