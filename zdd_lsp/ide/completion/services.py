"""Completion in `.magento/services.yaml`: services and the versions that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide.completion.body import Body, Hole
from zdd_lsp.ide.completion.candidate import Icon
from zdd_lsp.ide.completion.line import unquoted
from zdd_lsp.ide.completion.offers import Choice, Name
from zdd_lsp.ide.completion.schema import Offer
from zdd_lsp.ide.completion.versions import fitting
from zdd_lsp.project.relationships import relationships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.ide.completion.versions import Fitting
    from zdd_lsp.project import Project

_USUAL: Final = ("mysql", "valkey", "redis", "opensearch", "rabbitmq", "activemq-artemis")
"""The types that stores have, in the order in which they need them."""
_DISK: Final = 1024
"""The disk of a new service in MB, as Adobe's template has it for the search."""
_DISKS: Final = (1024, 2048, 5120)


def _services(project: Project, _: Slot, __: Key) -> Iterator[Name]:
    for rank, kind in enumerate(_USUAL):
        versions = _versions(project, kind)
        is_replaced = kind == "redis" and _versions(project, "valkey")
        if not versions or is_replaced:
            continue
        body: dict[str, Body] = {"type": Hole(f"{kind}:{versions[0].text}")}
        if kind in key_schema("services").all["*.disk"].required_when.get("type", ()):
            body["disk"] = Hole(str(_DISK))
        yield Name(
            name=kind,
            body=body,
            detail=f"{service_types().types[kind].title} {versions[0].text}",
            rank=rank,
            topic=f"service:{kind}",
            icon=Icon.BLOCK,
        )


def _versions(project: Project, kind: str) -> list[Fitting]:
    part = matrix().part_of(kind)
    return fitting(project, part) if part is not None else []


def _types(project: Project, slot: Slot) -> Iterator[Choice]:
    wanted = _endpoints(project, slot.path[0])
    for place, kind in enumerate(service_types().types.values()):
        if wanted and kind.endpoint not in wanted:
            continue
        found = [(each.text, each.detail) for each in _versions(project, kind.name)]
        found = found or [(each, "") for each in kind.advised.values()]
        for rank, (version, detail) in enumerate(found):
            yield Choice(
                value=f"{kind.name}:{version}",
                detail=", ".join(filter(None, (kind.title, detail))),
                note="newest that fits" if rank == 0 and len(found) > 1 else "",
                rank=_rank(kind.name, place) + rank,
                topic=f"service:{kind.name}",
                icon=Icon.VERSION,
            )


def _endpoints(project: Project, service: str) -> set[str]:
    """Return the endpoints that relationships of the application expect of a service."""
    links = relationships(project.app, {}).values()
    return {link.endpoint for link in links if link.service_name == service and link.endpoint}


def _rank(kind: str, place: int) -> int:
    """Return how far down a type stands: those that stores have come first."""
    return 100 * (_USUAL.index(kind) if kind in _USUAL else len(_USUAL) + place)


def _disks(_: Project, slot: Slot) -> Iterator[Choice]:
    key = key_schema("services").all["*.disk"]
    said = slot.beside.get("type")
    kind = unquoted(said.value).partition(":")[0] if said is not None else ""
    least = max(key.minimum or 0, key.least.get(kind, 0))
    yield Choice(value=_DISK, detail=f"{key.unit}, as in Adobe's template")
    yield Choice(value=least, detail=key.unit, note="smallest", rank=1)
    for size in _DISKS:
        if size != _DISK:
            yield Choice(value=size, detail=key.unit, rank=2)


OFFER: Final = Offer(names={"": _services}, choices={"*.type": _types, "*.disk": _disks})
