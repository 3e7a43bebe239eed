"""The relationships of `.magento.app.yaml`: by which names the application reaches services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.project.env import entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.project.app import AppFile
    from zdd_lsp.project.services import Service
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.text.span import Span


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of the application.

    Attributes:
        name: Its name. ece-tools knows services by this name alone.
        service_name: What it leads to: a service or another application; empty if nobody can tell.
        endpoint: The endpoint there; None where the platform chooses it.
        entry: The relationship in the tree.
        span: Its value; the name where nothing is written.
        service: The service, if `.magento/services.yaml` declares it.
    """

    name: str
    service_name: str
    endpoint: str | None
    entry: Entry
    span: Span
    service: Service | None


def relationships(app: AppFile, services: Mapping[str, Service]) -> dict[str, Relationship]:
    """Return the relationships by name, in the order of the file.

    A relationship is a text such as ``redis:redis``, a map with ``service`` and ``endpoint``, or
    nothing at all, which means the service of the same name. What is none of these leads nowhere.
    """
    entry, source = app.relationships_entry, app.source
    if entry is None or source is None:
        return {}
    found = {}
    for name, inner in entries(source, entry.value).items():
        service_name, endpoint = _target(source, name, inner)
        span = inner.value.span
        where = span if span.end > span.start else inner.key.span
        service = services.get(service_name)
        found[name] = Relationship(name, service_name, endpoint, inner, where, service)
    return found


def _target(source: SourceFile, name: str, entry: Entry) -> tuple[str, str | None]:
    value = source.value(entry.value)
    if isinstance(value, str):
        service, _, endpoint = value.partition(":")
        return service, endpoint or None
    if value is None:
        return name, None
    if isinstance(value, dict):
        written, at = value.get("service", name), value.get("endpoint")
        return _text(written) or "", _text(at)
    return "", None


def _text(value: PhpValue) -> str | None:
    return value if isinstance(value, str) else None
