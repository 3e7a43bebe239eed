"""The folders of Commerce: which ones have to be mounts, and which ones must not be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.catalogue.model import Version


class Folder(NamedTuple):
    """A folder of Commerce.

    Attributes:
        path: Its path, relative to the root of the application.
        fails: Whether the deploy fails, or the site does not work, if it is not as it should be.
        happens: What happens then.
        mount: The mount of Adobe's template, for folders that have to be one.
    """

    path: str
    fails: bool
    happens: str
    mount: str | None = None


class StaticFolder(NamedTuple):
    """The folder of static content, which the deploy need not write to.

    Attributes:
        path: Its path.
        mount: The mount of Adobe's template.
        since: The first ece-tools that leaves it alone if the build filled it.
    """

    path: str
    mount: str
    since: Version


class Folders(NamedTuple):
    """What is known about mounts and disks.

    Attributes:
        writable: The folders that the application writes to, by path.
        static: The folder of static content.
        code: The folders that come with the build, by path.
        template_disk: The disks of Adobe's template together, in MB.
        default_disk: The disk of the default plan, in MB.
    """

    writable: Mapping[str, Folder]
    static: StaticFolder
    code: Mapping[str, Folder]
    template_disk: int
    default_disk: int


@cache
def folders() -> Folders:
    """Return what is known about mounts and disks."""
    content = tables.read("mounts.toml")
    static, disks = content["static"], content["disks"]
    return Folders(
        writable=_folders(content["writable"]),
        static=StaticFolder(
            path=static["path"], mount=static["mount"], since=tables.version(static["since"])
        ),
        code=_folders(content["code"]),
        template_disk=disks["template"],
        default_disk=disks["default"],
    )


def _folders(group: Mapping[str, object]) -> dict[str, Folder]:
    return {
        path: Folder(path=path, **table) for path, table in group.items() if isinstance(table, dict)
    }
