"""Relationships: by which names the application and its workers reach services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.env import known_entries
from zdd_lsp.project.parts import part_place
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.project.app import AppFile
    from zdd_lsp.project.services import Service
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.syntax.scalars import PhpValue


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of the application, or of one of its workers.

    Attributes:
        name: Its name. ece-tools knows services by this name alone.
        service_name: What it leads to: a service or another application; empty if nobody can tell.
        endpoint: The endpoint there; None where the platform chooses it.
        entry: The relationship in the tree.
        span: Its value; the name where nothing is written.
        service: The service, if `.magento/services.yaml` declares it.
        service_span: The name of what it leads to.
        endpoint_span: The endpoint; the whole value where none is written.
    """

    name: str
    service_name: str
    endpoint: str | None
    entry: Entry
    span: Span
    service: Service | None
    service_span: Span
    endpoint_span: Span


class _Target(NamedTuple):
    service: str
    endpoint: str | None
    service_span: Span
    endpoint_span: Span


def relationships(app: AppFile, services: Mapping[str, Service]) -> dict[str, Relationship]:
    """Return the relationships of the application by name, in the order of the file."""
    if app.relationships_entry is None or app.source is None:
        return {}
    return relationships_at(app.source, app.relationships_entry, services)


def relationships_at(
    source: SourceFile, entry: Entry, services: Mapping[str, Service]
) -> dict[str, Relationship]:
    """Return the relationships below a key by name, in the order of the file.

    A relationship is a text such as ``redis:redis``, a map with ``service`` and ``endpoint``, or
    nothing at all, which means the service of the same name. What is none of these leads nowhere.
    """
    found = {}
    for name, inner in known_entries(source, entry.value).items():
        span = inner.value.span
        where = span if span.end > span.start else inner.key.span
        target = _target(source, name, inner, where)
        service = services.get(target.service)
        found[name] = Relationship(
            name,
            target.service,
            target.endpoint,
            inner,
            where,
            service,
            target.service_span,
            target.endpoint_span,
        )
    return found


def _target(source: SourceFile, name: str, entry: Entry, where: Span) -> _Target:
    value = source.value(entry.value)
    if not source.is_known(entry.value):
        return _Target("", None, where, where)
    if isinstance(value, str):
        service, _, endpoint = value.partition(":")
        ends = len(service), len(value)
        service_span = part_place(source, entry.value, Span(0, ends[0]))
        span = part_place(source, entry.value, Span(ends[0] + 1, ends[1])) if endpoint else where
        return _Target(service, endpoint or None, service_span, span)
    if value is None:
        return _Target(name, None, where, where)
    if isinstance(value, dict):
        keys = known_entries(source, entry.value)
        written, at = value.get("service", name), value.get("endpoint")
        return _Target(
            _text(written) or "",
            _text(at),
            keys["service"].value.span if _text(value.get("service")) else entry.key.span,
            keys["endpoint"].value.span if _text(at) else entry.key.span,
        )
    return _Target("", None, where, where)


def _text(value: PhpValue) -> str | None:
    return value if isinstance(value, str) else None
