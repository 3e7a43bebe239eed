"""Completion in the `log` section of `.magento.env.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import log_section
from zdd_lsp.ide.completion import offers
from zdd_lsp.ide.completion.body import Body, Hole
from zdd_lsp.ide.completion.candidate import Icon
from zdd_lsp.ide.completion.offers import Choice, Name
from zdd_lsp.ide.completion.slot import ITEM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.catalogue import Handler, HandlerKey
    from zdd_lsp.ide.completion.candidate import Candidate
    from zdd_lsp.ide.completion.slot import Slot

_TRANSPORT: Final = "transport"
_SAMPLES: Final = {"strings": "admin@example.com", "integer": "514"}
"""What stands at first for a key that must be there and has no default."""


def offered(slot: Slot) -> Iterator[Candidate]:
    """Offer what belongs at a place of the section."""
    log = log_section()
    match slot.path[1:]:
        case ():
            yield from offers.keys(slot, _handlers(log.handlers, "output"))
        case (str(name),) if name in log.handlers:
            yield from offers.keys(slot, _keys("handler", log.handlers[name]))
        case (str(name), str(key)) if name in log.handlers:
            if key == _TRANSPORT and key in log.handlers[name].keys:
                yield from offers.keys(slot, _handlers(log.transports, _TRANSPORT))
            else:
                yield from _value(slot, log.handlers[name].keys.get(key))
        case (_, "transport", str(name)) if name in log.transports:
            yield from offers.keys(slot, _keys(_TRANSPORT, log.transports[name]))
        case (_, "transport", str(name), str(key)) if name in log.transports:
            yield from _value(slot, log.transports[name].keys.get(key))


def _handlers(handlers: Mapping[str, Handler], kind: str) -> Iterator[Name]:
    word = _TRANSPORT if kind == _TRANSPORT else "handler"
    for handler in handlers.values():
        yield Name(
            name=handler.name,
            body=_body(handler),
            detail=kind,
            topic=f"{word}:{handler.name}",
            icon=Icon.SECTION,
        )


def _body(handler: Handler) -> Body:
    """Return what an output must have; one that must have nothing gets a level or an address."""
    needed = [key for key in handler.keys.values() if key.required]
    usual = [key for key in handler.keys.values() if key.name in ("min_level", "host", "port")]
    return {key.name: _inner(key) for key in needed or usual}


def _inner(key: HandlerKey) -> Body:
    if key.type == "map":
        first = log_section().transports["udp"]
        return {first.name: _body(first)}
    found = list(_choices(key))
    if found:
        sources = tuple(
            str(each.value).lower() if isinstance(each.value, bool) else str(each.value)
            for each in found
        )
        return Hole(sources[0], sources)
    return Hole(_SAMPLES.get(key.type, f'"<{key.name}>"'))


def _keys(word: str, handler: Handler) -> Iterator[Name]:
    for rank, key in enumerate(handler.keys.values()):
        yield Name(
            name=key.name,
            body=_inner(key),
            detail=key.type,
            note="required" if key.required else "",
            rank=rank,
            topic=f"{word}:{handler.name}:{key.name}",
        )


def _value(slot: Slot, key: HandlerKey | None) -> Iterator[Candidate]:
    if key is not None and slot.path[-1] != ITEM:
        yield from offers.values(slot, _choices(key))


def _choices(key: HandlerKey) -> Iterator[Choice]:
    if key.type == "level":
        for level in sorted(log_section().levels, key=lambda level: level != key.default):
            note = "default" if level == key.default else ""
            yield Choice(
                value=level,
                note=note,
                topic=f"level:{level}",
                icon=Icon.MEMBER,
            )
    elif key.type == "boolean":
        for value in (True, False):
            note = "default" if value is key.default else ""
            yield Choice(value=value, note=note, icon=Icon.MEMBER)
    elif key.default is not None:
        yield Choice(value=key.default, note="default")
