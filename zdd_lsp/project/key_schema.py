"""What the catalogue of keys has against a file of the platform.

The platform checks `.magento.app.yaml`, `.magento/services.yaml` and `.magento/routes.yaml` when
they are pushed, and refuses the push if one of them does not fit. Aliases and merge keys are
followed, and what several places share is judged once. Where a tag fetches a value from elsewhere
nothing is known about it, and a key without a value is as good as none.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.project.env import entries, followed
from zdd_lsp.project.places import value_place
from zdd_lsp.syntax.nodes import Mapping, Scalar, Sequence
from zdd_lsp.text.similar import close, similar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.catalogue.keys import Condition, Key, KeyFile, KeySchema, KeyValue
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.text.span import Span


class Fault(Enum):
    """What is wrong with a key."""

    UNKNOWN = "unknown"
    """There is no such key here."""
    MISSING = "missing"
    """A key lacks others below it."""
    NAME = "name"
    """A name of the project's own choice has characters that it may not have."""
    FORM = "form"
    """The value is a text instead of a number, a list instead of a map and so on."""
    VERSION = "version"
    """The value is a number where a version is meant."""
    VALUE = "value"
    """The value has the right form, and is none of those that are allowed."""
    RANGE = "range"
    """The number is too small or too large."""
    PLACE = "place"
    """The key has no place beside what another key says."""
    EXCLUSIVE = "exclusive"
    """Another key is there that rules this one out."""
    LEGACY = "legacy"
    """The key has had its day."""


class KeyFault(NamedTuple):
    """Something that is wrong with a key.

    Attributes:
        fault: What it is.
        path: The key as the file has it; of a missing one the key that lacks it.
        key: The key in the catalogue; of an unknown or a missing one the one above.
        span: The place of the fault.
        entry: The key in the tree; None for an item of a list and for the root.
        value: The value that is wrong.
        others: The keys that are missing, or that rule this one out.
        because: The key and the value that make it so.
        siblings: What stands beside an unknown key, or below one that lacks others.
        is_shared: Whether it came through an alias or a merge key.
        parent: The map that the key stands in.
    """

    fault: Fault
    path: tuple[str, ...]
    key: Key
    span: Span
    entry: Entry | None = None
    value: PhpValue = None
    others: tuple[str, ...] = ()
    because: tuple[str, KeyValue] | None = None
    siblings: dict[str, Entry] = {}  # noqa: RUF012 - a tuple's default; nobody changes it
    is_shared: bool = False
    parent: Mapping | None = None

    @property
    def judged_by(self) -> str:
        """The rule of its own that the fault has; empty if it has none."""
        key = self.key
        if self.fault is Fault.MISSING:
            key = key.keys[self.others[0]]
        return key.judged_by.get(self.fault.value, "")


def key_faults(source: SourceFile, file: KeyFile) -> tuple[KeyFault, ...]:
    """Judge a file, in the order of its keys.

    What stands behind a fault that hides the structure of the file is left out. Faults that have
    a rule of their own are found as well; `KeyFault.judged_by` names it.

    Args:
        source: The file.
        file: Which of the files it is.
    """
    return tuple(_Judge(source, key_schema(file)).root())


def form_of(value: PhpValue) -> str:
    """Return the form of a value as the catalogue names it; null has none."""
    if isinstance(value, bool):
        return "boolean"
    return next((name for kind, name in _FORMS if isinstance(value, kind)), "")


_FORMS: Final = ((str, "text"), (int, "integer"), (float, "number"), (dict, "map"), (list, "list"))


def has_form(key: Key, value: PhpValue) -> bool:
    """Tell whether a value has a form that a key may have."""
    form = form_of(value)
    if form in key.forms or "any" in key.forms:
        return True
    if form == "integer":
        return "number" in key.forms
    # The platform's parser may be one of YAML 1.1, to which these are booleans.
    return "boolean" in key.forms and isinstance(value, str) and value.lower() in _BOOLEANS


_BOOLEANS: Final = frozenset({"y", "yes", "n", "no", "on", "off"})


def is_allowed(key: Key, value: PhpValue) -> bool:
    """Tell whether a key may have a value, whose form is right."""
    if isinstance(value, str) and key.pattern and not re.fullmatch(key.pattern, value):
        return False
    if not key.values or isinstance(value, (dict, list)):
        return True
    head = value.partition(":")[0] if isinstance(value, str) and key.pattern else value
    if head in key.values:
        return True
    return key.open and not similar(str(head), map(str, key.values))


def is_in_range(key: Key, value: PhpValue) -> bool:
    """Tell whether a value is no number, or one that a key may have."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return True
    is_enough = key.minimum is None or value >= key.minimum
    return is_enough and (key.maximum is None or value <= key.maximum)


class _At(NamedTuple):
    """Where a value stands: see `KeyFault`."""

    path: tuple[str, ...]
    span: Span
    entry: Entry | None = None
    is_shared: bool = False
    above: tuple[dict[str, Entry], ...] = ()
    """The entries of the maps that it stands in, from the root on."""
    parent: Mapping | None = None


class _Judge:
    """Judges one file."""

    def __init__(self, source: SourceFile, schema: KeySchema) -> None:
        self._source = source
        self._schema = schema
        self._seen: set[tuple[int, int]] = set()
        fatal = [each for each in source.tree.problems if each.fatal]
        hiding = [each.span.start for each in fatal if each.kind not in _HARMLESS]
        self._end = min(hiding, default=len(source.text) + 1)
        """Where the structure of the file begins to be a guess."""
        self._is_whole = not hiding

    def root(self) -> Iterator[KeyFault]:
        """Judge the whole file."""
        root = self._source.tree.root
        node = followed(root)
        if root is None or not (self._is_whole or isinstance(node, Mapping)):
            return
        span = node.entries[0].key.span if isinstance(node, Mapping) and node.entries else root.span
        yield from self._value(root, self._schema.root, _At((), span))

    def _value(self, node: Node, key: Key, at: _At, *, is_own: bool = False) -> Iterator[KeyFault]:
        """Judge a value.

        Args:
            node: The value.
            key: The key in the catalogue.
            at: Where it stands.
            is_own: Whether the key is a name of the project's own choice.
        """
        target = followed(node)
        if target is None or not self._source.is_known(node) or not self._is_new(target, key):
            return
        value = self._source.value(target)
        if value is None:
            if is_own:
                yield from self._missing(key, {}, at)
        elif not has_form(key, value):
            is_version = key.version and form_of(value) in ("integer", "number")
            fault = Fault.VERSION if is_version else Fault.FORM
            yield self._fault(fault, key, at, value=value)
        elif isinstance(target, Mapping):
            yield from self._map(target, key, at)
        elif isinstance(target, Sequence):
            yield from self._list(target, key, at)
        else:
            yield from self._scalar(key, value, at)

    def _is_new(self, what: object, key: Key) -> bool:
        known = (id(what), id(key))
        is_new = known not in self._seen
        self._seen.add(known)
        return is_new

    def _scalar(self, key: Key, value: PhpValue, at: _At) -> Iterator[KeyFault]:
        if not is_allowed(key, value):
            yield self._fault(Fault.VALUE, key, at, value=value)
        elif not is_in_range(key, value):
            yield self._fault(Fault.RANGE, key, at, value=value)
        elif key.least and isinstance(value, int):
            kind = self._said("type", at.above)
            if isinstance(kind, str) and value < key.least.get(kind, value):
                fault = self._fault(Fault.RANGE, key, at, value=value)
                yield fault._replace(because=("type", kind))

    def _list(self, node: Sequence, key: Key, at: _At) -> Iterator[KeyFault]:
        if key.item is None:
            return
        for number, item in enumerate(node.items):
            *path, last = at.path
            span = item.value.span
            inner = followed(item.value)
            if isinstance(inner, Mapping) and not inner.flow and inner.entries:
                span = inner.entries[0].key.span
            place = _At((*path, f"{last}[{number}]"), span, None, at.is_shared, at.above)
            yield from self._value(item.value, key.item, place)

    def _map(self, node: Mapping, key: Key, at: _At) -> Iterator[KeyFault]:
        found = entries(self._source, node)
        if not at.path:
            found = {name: entry for name, entry in found.items() if entry.span.end <= self._end}
        above = (*at.above, found)
        mine = {id(entry) for entry in node.entries}
        for name, entry in found.items():
            # What is merged into several maps is judged in the first of them. A key without a
            # name is one that somebody is about to write.
            if name and self._is_new(entry, key):
                is_shared = at.is_shared or id(entry) not in mine
                span = entry.key.span
                here = _At((*at.path, name), span, entry, is_shared, above, node)
                yield from self._entry(name, entry, key, here)
        if not self._is_open(node) and (at.path or self._is_whole):
            unknown = (name for name in found if key.below(name) is None)
            yield from self._missing(key, found, at, list(islice(unknown, _MOST)))

    def _entry(self, name: str, entry: Entry, above: Key, at: _At) -> Iterator[KeyFault]:
        key = above.below(name)
        if key is None:
            yield self._fault(Fault.UNKNOWN, above, at)._replace(siblings=at.above[-1])
        elif not key.foreign:
            is_own = name not in above.keys
            if is_own and above.names and not re.fullmatch(above.names, name):
                yield self._fault(Fault.NAME, above, at)
            faults = list(self._presence(key, entry, at)) if self._is_set(entry) else []
            yield from faults
            if any(each.fault is Fault.PLACE for each in faults):
                return  # What it says does not matter where it has no place.
            place = at._replace(span=value_place(entry))
            yield from self._value(entry.value, key, place, is_own=is_own)

    def _presence(self, key: Key, entry: Entry, at: _At) -> Iterator[KeyFault]:
        """Judge that a key is there at all."""
        found = at.above[-1]
        if key.legacy:
            yield self._fault(Fault.LEGACY, key, at)
        because = self._first(key.never_when, at.above)
        if because is not None:
            yield self._fault(Fault.PLACE, key, at)._replace(because=because)
        for name in key.excludes:
            other = found.get(name)
            # Of two keys that rule each other out the later one is reported.
            if other is None or not self._is_set(other):
                continue
            if other.key.span.start < entry.key.span.start:
                fault = self._fault(Fault.EXCLUSIVE, key, at)
                yield fault._replace(others=(name,), siblings=found)

    def _missing(
        self, key: Key, found: dict[str, Entry], at: _At, unknown: Iterable[str] = ()
    ) -> Iterator[KeyFault]:
        """Judge what is not there.

        Args:
            key: The key that may lack others.
            found: The entries below it.
            at: Its place.
            unknown: The names below it that do not exist; one of them may be meant for the other.
        """
        here = {name for name, entry in found.items() if self._is_set(entry)}
        span = at.entry.key.span if at.entry is not None else at.span
        fault = KeyFault(
            Fault.MISSING, at.path, key, span, at.entry, siblings=found, is_shared=at.is_shared
        )
        certain = []
        for name, inner in key.keys.items():
            if name in here or close(name, unknown):
                continue
            because = self._first(inner.required_when, (found,))
            is_needed = inner.required and not here.intersection(inner.required_unless)
            if is_needed and not inner.doubtful and "missing" not in inner.judged_by:
                certain.append(name)
            elif is_needed or because is not None:
                yield fault._replace(others=(name,), because=because)
            else:
                beside = [other for other in inner.required_with if other in here]
                if beside:
                    yield fault._replace(others=(name,), because=(beside[0], True))
        if certain:
            yield fault._replace(others=tuple(certain))
        is_meant = any(close(name, unknown) for name in key.one_of)
        if key.one_of and not here.intersection(key.one_of) and not is_meant:
            yield fault._replace(others=key.one_of, because=("one_of", True))

    def _is_set(self, entry: Entry) -> bool:
        is_known = self._source.is_known(entry.value)
        return not is_known or self._source.value(entry.value) is not None

    def _is_open(self, node: Mapping) -> bool:
        """Tell whether a map may have keys that nobody sees."""
        for entry in node.entries:
            if not isinstance(followed(entry.key), Scalar):
                return True
            if self._source.values.key(entry) == "<<" and not self._source.is_known(entry.value):
                return True
        return False

    def _first(
        self, condition: Condition, above: tuple[dict[str, Entry], ...]
    ) -> tuple[str, KeyValue] | None:
        """Return the part of a condition that is met, or None."""
        for name, values in condition.items():
            said = self._said(name, above)
            for value in values:
                if type(said) is type(value) and said == value:
                    return name, value
        return None

    def _said(self, name: str, above: tuple[dict[str, Entry], ...]) -> PhpValue:
        """Return what the nearest key of a name says; of a type what stands before the colon."""
        for found in reversed(above):
            if name in found:
                said = self._source.value(found[name].value)
                return said.partition(":")[0] if isinstance(said, str) else said
        return None

    @staticmethod
    def _fault(fault: Fault, key: Key, at: _At, *, value: PhpValue = None) -> KeyFault:
        found = KeyFault(fault, at.path, key, at.span, at.entry, value)
        return found._replace(is_shared=at.is_shared, parent=at.parent)


_MOST: Final = 20
"""How many unknown names are compared with a missing one."""
_HARMLESS: Final = frozenset({"duplicate-key"})
"""Faults of YAML that hide nothing of the structure."""
