"""Mounts: the folders that an application can write to, and the storage behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.env import known_entries

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.text.span import Span

LOCAL: Final = "local"
"""The storage that an application has for itself, on its own disk."""
SERVICE: Final = "service"
"""The storage that a service shares."""

_LEGACY: Final = re.compile(r"shared:files(?:/(.*))?", re.DOTALL)


class Mount(NamedTuple):
    """A folder that is mounted.

    Attributes:
        path: The folder, relative to the application, without slashes at its ends.
        source: The kind of storage, such as ``local``; None if nobody can tell.
        source_path: The folder in that storage; None if nobody can tell.
        service: The service that a mount of kind ``service`` names; None where it names none.
        entry: The mount in the tree.
        span: Its value; the folder where nothing is written.
        service_span: The service's name; the same as ``span`` where there is none.
    """

    path: str
    source: str | None
    source_path: str | None
    service: str | None
    entry: Entry
    span: Span
    service_span: Span

    @property
    def storage(self) -> tuple[str, str | None, str] | None:
        """What identifies the folder in its storage; None if nobody can tell."""
        if self.source is None or self.source_path is None:
            return None
        return self.source, self.service, self.source_path


def mounts(source: SourceFile, entry: Entry) -> list[Mount]:
    """Return the mounts below a key ``mounts``, in the order of the file."""
    return [
        _mount(source, name, inner) for name, inner in known_entries(source, entry.value).items()
    ]


def folder(path: str) -> str:
    """Return a path without slashes at its ends and without parts that mean nothing."""
    return "/".join(part for part in path.split("/") if part not in ("", "."))


def is_inside(path: str, outer: str) -> bool:
    """Tell whether a folder lies below another one."""
    return path != outer and (not outer or path.startswith(f"{outer}/"))


def _mount(source: SourceFile, name: str, entry: Entry) -> Mount:
    path, value = folder(name), source.value(entry.value)
    span = entry.value.span if entry.value.span.end > entry.value.span.start else entry.key.span
    unknown = Mount(path, None, None, None, entry, span, span)
    if not source.is_known(entry.value):
        return unknown
    if isinstance(value, str):
        legacy = _LEGACY.fullmatch(value)
        if legacy is None:
            return unknown
        return unknown._replace(source=LOCAL, source_path=folder(legacy[1] or ""))
    if not isinstance(value, dict):
        return unknown
    keys = known_entries(source, entry.value)
    kind, where, service = (_text(value.get(key)) for key in ("source", "source_path", "service"))
    service_span = keys["service"].value.span if service and "service" in keys else span
    return Mount(
        path,
        kind,
        folder(where) if where is not None else None if "source_path" in value else path,
        service,
        entry,
        span,
        service_span,
    )


def _text(value: PhpValue) -> str | None:
    return value if isinstance(value, str) else None
