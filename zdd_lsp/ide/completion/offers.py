"""Candidates for the three places of YAML: keys, values and items."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.ide.completion.body import Body, Hole, SnippetWriter, escaped
from zdd_lsp.ide.completion.candidate import Candidate, Icon
from zdd_lsp.ide.completion.quoting import key_source, minimal, value_source
from zdd_lsp.ide.completion.slot import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.syntax.writing import Writable


class Name(NamedTuple):
    """A key that may be inserted; for the attributes see `Candidate`.

    Attributes:
        name: The key.
        body: What follows it.
        quoted: Whether it is in quotes although it needs none.
        label: What is shown in the place of the key, for a block that is a snippet or nothing.
    """

    name: str
    body: Body
    detail: str = ""
    note: str = ""
    rank: int = 0
    is_deprecated: bool = False
    topic: str = ""
    quoted: bool = False
    icon: Icon = Icon.KEY
    label: str = ""


class Choice(NamedTuple):
    """A value that may be inserted; for the attributes see `Candidate`.

    Attributes:
        value: The value.
        quoted: Whether it is in quotes unless its neighbours are not.
        source: The value as YAML source, where it is not a scalar.
    """

    value: Writable
    detail: str = ""
    note: str = ""
    rank: int = 0
    topic: str = ""
    quoted: bool = False
    source: str = ""
    icon: Icon = Icon.VALUE

    @property
    def label(self) -> str:
        """The value as it is shown."""
        if self.source:
            return self.source
        if isinstance(self.value, bool):
            return str(self.value).lower()
        return str(self.value)

    def written(self, slot: Slot) -> str:
        """Return the value as YAML source for a place."""
        return self.source or value_source(self.value, slot, quoted=self.quoted)


def keys(slot: Slot, names: Iterable[Name]) -> Iterator[Candidate]:
    """Offer keys, those left out that stand there already."""
    if slot.kind is Kind.VALUE or (slot.kind is Kind.KEY and slot.has_dash):
        return
    for each in names:
        if each.name not in slot.beside:
            yield _key(slot, each)


def _key(slot: Slot, name: Name) -> Candidate:
    written = key_source(name.name, slot.quote or ('"' if name.quoted else ""))
    text, snippet = written, None
    if not slot.has_colon:
        is_scalar = isinstance(name.body, Hole) or slot.is_flow
        text = f"{written}: " if is_scalar else f"{written}:"
        if not slot.shift:
            writer = SnippetWriter(slot.indent, slot.step, slot.is_flow)
            snippet = f"{escaped(written)}:{writer.behind_colon(name.body, slot.column)}"
    return Candidate(
        label=name.label or name.name,
        icon=name.icon,
        text=text,
        snippet=snippet,
        detail=name.detail,
        note=name.note,
        rank=name.rank,
        is_deprecated=name.is_deprecated,
        topic=name.topic,
        filter=slot.quote + name.name,
        needs_snippets=bool(name.label),
    )


def values(slot: Slot, choices: Iterable[Choice]) -> Iterator[Candidate]:
    """Offer values behind a colon."""
    if slot.kind is Kind.VALUE:
        lead = " " if slot.needs_blank else ""
        yield from (_value(slot, each, lead) for each in choices)


def items(slot: Slot, choices: Iterable[Choice]) -> Iterator[Candidate]:
    """Offer items of a list, those left out that stand there already."""
    if slot.kind is Kind.VALUE or (slot.kind is Kind.KEY and slot.beside):
        return
    lead = "- " if slot.kind is Kind.KEY else ""
    present = {each.strip("'\"") for each in slot.items}
    yield from (_value(slot, each, lead) for each in choices if each.label not in present)


def _value(slot: Slot, choice: Choice, lead: str) -> Candidate:
    return Candidate(
        label=choice.label,
        icon=choice.icon,
        text=lead + choice.written(slot),
        detail=choice.detail,
        note=choice.note,
        rank=choice.rank,
        topic=choice.topic,
        filter=slot.quote + choice.label,
    )


def hole(slot: Slot, choices: Iterable[Choice]) -> Hole:
    """Return a place for one of some values, the first of which stands there at first."""
    found = tuple(
        each.source or minimal(each.value, quoted=each.quoted, is_flow=slot.is_flow)
        for each in choices
    )
    return Hole(found[0], found) if found else Hole()
