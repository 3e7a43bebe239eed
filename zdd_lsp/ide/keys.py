"""The keys of the files that the platform reads: what there is to say, and where they stand."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.keys import ARRAYS, key_schema
from zdd_lsp.ide.explanation import Explanation, Fact, in_code
from zdd_lsp.project.discovery import FILES
from zdd_lsp.syntax.nodes import Entry, Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.keys import Condition, Key, KeyFile
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Node


def of_key(key: Key) -> Explanation:
    """Explain a key of a file of the platform, or below a variable."""
    told = key.prose
    return Explanation(
        name=title(key),
        kind=f"key of `{key_schema(key.file).name}`",
        warning=f"An old form. In its place: {key.legacy}." if key.legacy else "",
        paragraphs=(told.summary, told.description),
        facts=tuple(key_facts(key)),
        url=key.url,
    )


def title(key: Key) -> str:
    """Return the path of a key for people: names of the project's own choice have brackets."""
    parts = [_OWN[key.file] if part == "*" and not at else part for at, part in _parts(key)]
    return ".".join("<name>" if part == "*" else part for part in parts)


_OWN: Final = {"app": "<name>", "services": "<service>", "routes": "<route>"}


def _parts(key: Key) -> Iterator[tuple[int, str]]:
    yield from enumerate(key.path.split("."))


def topic(key: Key) -> str:
    """Return the name under which the command line explains a key: ``crons.spec``.

    The keys below a variable begin with its name.
    """
    parts = [part.removesuffix("[]") for part in key.path.split(".") if part != "*"]
    return ".".join(parts if key.file in ("app", ARRAYS) else [key.file, *parts])


def key_facts(key: Key) -> Iterator[Fact]:
    """Yield types, values, limits and the like."""
    facts = {
        "Type": form(key),
        "Values": _values(key),
        "Must be": key.says,
        "Names below it": key.names_say if key.own is not None else "",
        "Range": _range(key),
        "Default": in_code(key.default) if key.default is not None else "",
        "Required": required(key),
        "Needs one of": _codes(key.one_of),
        "Not together with": _codes(key.excludes),
        "Not for": _conditions(key.never_when),
        "Pro Staging and Production": "changes need a support ticket" if key.ticket else "",
        "Plans": key.plans,
        "Documented": "by Platform.sh alone" if key.by == "platform" else "",
    }
    for label, text in facts.items():
        if text:
            yield Fact(label, text)


_FORMS: Final = {"map": "map", "list": "list", "any": "anything"}


def form(key: Key) -> str:
    """Return the forms of a key's value in words."""
    unit = f" ({key.unit})" if key.unit else ""
    return " or ".join(_FORMS.get(each, each) for each in key.forms) + unit


def required(key: Key) -> str:
    """Return when a key has to be there; empty if it never has."""
    if key.required:
        unless = f", unless there is {_codes(key.required_unless)}" if key.required_unless else ""
        return f"yes{unless}"
    if key.required_when:
        return f"for {_conditions(key.required_when)}"
    return f"beside {_codes(key.required_with)}" if key.required_with else ""


def _range(key: Key) -> str:
    bounds = (("from", key.minimum), ("to", key.maximum))
    limits = [f"{word} {bound}" for word, bound in bounds if bound is not None]
    least = [f"{kind} from {bound}" for kind, bound in key.least.items()]
    return "; ".join(filter(None, (" ".join(limits), ", ".join(least))))


def _values(key: Key) -> str:
    told = (f" ({meaning})" if meaning else "" for meaning in key.values.values())
    listed = ", ".join(
        f"`{value}`{meaning}" for value, meaning in zip(key.values, told, strict=True)
    )
    return f"{listed}, maybe others" if key.open and listed else listed


def _conditions(condition: Condition) -> str:
    return "; ".join(
        f"{name} {', '.join(in_code(value).replace(chr(34), '') for value in values)}"
        for name, values in condition.items()
    )


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def keys_at(source: SourceFile, offset: int) -> Iterator[tuple[Key, Entry | Node]]:
    """Yield the keys of a file of the platform, or items of its lists, around an offset.

    The outermost is the first. What comes through an alias or a merge key has its own place.
    """
    file: dict[str, KeyFile] = {path: kind for path, kind in FILES.items() if kind != "env"}
    if source.path in file:
        yield from _around(offset, source, key_schema(file[source.path]).root, source.tree.root)


def keys_below(
    source: SourceFile, name: str, value: Node, offset: int
) -> Iterator[tuple[Key, Entry | Node]]:
    """Yield the keys below a variable of `.magento.env.yaml`, in the way of `keys_at`."""
    key = key_schema(ARRAYS).root.keys.get(name)
    if key is not None:
        yield from _around(offset, source, key, value)


def _around(
    offset: int, source: SourceFile, key: Key, node: Node | None
) -> Iterator[tuple[Key, Entry | Node]]:
    """Yield what a search for the offset passes; lists may have thousands of items."""
    if isinstance(node, Mapping):
        at = bisect_right(node.entries, offset, key=lambda entry: entry.key.span.start)
        for entry in node.entries[max(at - 1, 0) : at]:
            inner = key.below(source.values.key(entry))
            if inner is not None:
                yield inner, entry
                yield from _around(offset, source, inner, entry.value)
    elif isinstance(node, Sequence) and key.item is not None:
        at = bisect_right(node.items, offset, key=lambda item: item.value.span.start)
        for item in node.items[max(at - 1, 0) : at]:
            if not isinstance(item.value, (Mapping, Sequence)):
                yield key.item, item.value
            yield from _around(offset, source, key.item, item.value)
