"""Keys and values of the catalogue of keys, at whatever level a place is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zdd_lsp.ide.completion import offers
from zdd_lsp.ide.completion.body import Body, Hole
from zdd_lsp.ide.completion.candidate import Candidate, Icon
from zdd_lsp.ide.completion.line import unquoted
from zdd_lsp.ide.completion.offers import Choice, Name
from zdd_lsp.ide.completion.slot import ITEM, Kind
from zdd_lsp.ide.keys import form

if TYPE_CHECKING:
    from zdd_lsp.catalogue.keys import Condition, Key
    from zdd_lsp.ide.completion.slot import Neighbour, Slot
    from zdd_lsp.project import Project

Names = Callable[["Project", "Slot", "Key"], Iterator[Name]]
Choices = Callable[["Project", "Slot"], Iterator[Choice]]

_NO_NAMES: Final[Mapping[str, Names]] = {}
_REQUIRED, _USUAL, _DEFAULT, _PLATFORM = range(4)
_DEPTH: Final = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """What a project knows beyond the catalogue, by the path of the table of a key there.

    Attributes:
        names: The names of the project's own choice below a key.
        choices: The values of a key, or of an item.
        bodies: What follows a key.
    """

    names: Mapping[str, Names] = field(default_factory=dict)
    choices: Mapping[str, Choices] = field(default_factory=dict)
    bodies: Mapping[str, Callable[[Project, Slot], Body]] = field(default_factory=dict)


def at(root: Key, path: tuple[str, ...]) -> Key | None:
    """Return the key at a path; None where the catalogue has none."""
    key: Key | None = root
    for name in path:
        if key is None:
            return None
        key = key.item if name == ITEM else key.below(name)
    return key


def offered(project: Project, slot: Slot, root: Key, offer: Offer) -> Iterator[Candidate]:
    """Offer what belongs at a place of a file.

    Args:
        project: The project.
        slot: The place; its path begins at the root.
        root: The root of the file.
        offer: What the project knows.
    """
    key = at(root, slot.path)
    if key is None or key.foreign or slot.kind is Kind.SCRIPT:
        return
    yield from offers.keys(slot, _names(project, slot, key, offer))
    listed = key if slot.path[-1:] == (ITEM,) else key.item
    if listed is not None:
        yield from offers.items(slot, choices(project, slot, listed, offer))
    found = choices(project, slot, key, offer)
    if key.forms[0] in ("list", "map"):
        found = _booleans(key) if "boolean" in key.forms else iter(())
    above = at(root, slot.path[:-1])
    yield from offers.values(slot, (each for each in found if _leaves(slot, above, each)))


def _names(project: Project, slot: Slot, key: Key, offer: Offer) -> Iterator[Name]:
    own = offer.names.get(key.told[1])
    if own is not None:
        yield from own(project, slot, key)
    for name, inner in key.keys.items():
        if not _is_out_of_place(slot, inner, key):
            yield Name(
                name=name,
                body=body(project, slot, inner, offer),
                detail=form(inner),
                note="required" if inner.required else "",
                rank=_REQUIRED if inner.required else _USUAL if inner.by == "adobe" else _PLATFORM,
                topic=f"key:{inner.file}:{inner.path}",
            )


def _is_out_of_place(slot: Slot, key: Key, above: Key) -> bool:
    """Tell whether a key has no place beside what stands there."""
    if key.legacy or key.foreign or any(name in slot.beside for name in key.excludes):
        return True
    if any(key.name in other.excludes for name, other in above.keys.items() if name in slot.beside):
        return True
    return _is_met(key.never_when, (*slot.around, slot.beside))


def _leaves(slot: Slot, above: Key | None, choice: Choice) -> bool:
    """Tell whether a value leaves the keys beside it in their place."""
    head = choice.label.partition(":")[0]
    for name in slot.beside:
        other = above.keys.get(name) if above is not None else None
        if other is not None and head in map(_text, other.never_when.get(slot.path[-1], ())):
            return False
    return True


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_met(condition: Condition, around: tuple[Mapping[str, Neighbour], ...]) -> bool:
    for name, values in condition.items():
        for level in reversed(around):
            if name in level:
                said = unquoted(level[name].value).partition(":")[0]
                if said in map(_text, values):
                    return True
                break
    return False


def body(project: Project, slot: Slot, key: Key, offer: Offer, depth: int = 0) -> Body:
    """Return what follows a key that is inserted: at least what it must have."""
    own = offer.bodies.get(key.told[1])
    if own is not None:
        return own(project, slot)
    if key.forms[0] == "map" and depth < _DEPTH:
        needed = [
            inner for inner in key.keys.values() if inner.required and not inner.required_unless
        ]
        if key.one_of and not needed:
            needed = [key.keys[key.one_of[0]]]
        return {each.name: body(project, slot, each, offer, depth + 1) for each in needed}
    if key.forms[0] == "list":
        if key.item is None:
            return [Hole()]
        return [body(project, slot, key.item, offer, depth + 1)]
    found = offers.hole(slot, choices(project, slot, key, offer))
    if found.default or not key.required:
        return found
    return Hole(key.name if key.forms[0] == "text" else "1")


def choices(project: Project, slot: Slot, key: Key, offer: Offer) -> Iterator[Choice]:
    """Yield the values of a key, the likeliest first."""
    own = offer.choices.get(key.told[1])
    if own is not None:
        yield from own(project, slot)
        return
    if "boolean" in key.forms:
        yield from _booleans(key)
    first = key.default if key.default in key.values else None
    for value in sorted(key.values, key=lambda value: value != first):
        note = "default" if value == key.default else ""
        rank = _REQUIRED if note else _USUAL
        yield Choice(value=_writable(value), detail=key.values[value], note=note, rank=rank)
    if key.default is not None and not key.values and not isinstance(key.default, (bool, list)):
        yield Choice(value=_writable(key.default), note="default")
    elif key.minimum is not None and not key.values and key.default is None:
        yield Choice(value=key.minimum, note="smallest")


def _booleans(key: Key) -> Iterator[Choice]:
    default = key.default if isinstance(key.default, bool) else None
    for value in (True, False):
        note = "default" if value is default else ""
        yield Choice(value=value, note=note, icon=Icon.MEMBER)


def _writable(value: object) -> bool | int | str:
    return value if isinstance(value, (bool, int, str)) else str(value)
