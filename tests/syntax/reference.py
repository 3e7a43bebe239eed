"""ruamel.yaml's reading of a text, and ours, as lists of events that can be compared."""

from __future__ import annotations

import warnings
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from zdd_lsp.syntax.nodes import Alias, Mapping, Scalar, Sequence, Style, full_span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node, Tree

STYLES = {
    None: (Style.PLAIN, Style.ABSENT),
    "'": (Style.SINGLE,),
    '"': (Style.DOUBLE,),
    "|": (Style.LITERAL,),
    ">": (Style.FOLDED,),
}
SIGNS = {style: sign for sign, styles in STYLES.items() for style in styles}


class Event(NamedTuple):
    """A node, or the end of a collection.

    ``place`` is where it starts and ends, for all that stands on a few characters: the ends of
    block scalars and the bounds of block collections are marked otherwise by ruamel.yaml.
    """

    kind: str
    text: str = ""
    style: str | None = None
    anchor: str | None = None
    tag: str | None = None
    place: tuple[int, int] | None = None


def theirs(text: str) -> list[Event] | None:
    """Return ruamel.yaml's events of a text; None if it refuses the text."""
    parser = YAML(typ="safe", pure=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an anchor may be used again
            return [
                event for raw in parser.parse(StringIO(text)) if (event := _event(raw)) is not None
            ]
    except (YAMLError, ValueError, IndexError, AttributeError):
        return None


def is_valid(text: str) -> bool:
    """Tell whether ruamel.yaml makes one document of a text; duplicate keys do not matter."""
    parser = YAML(typ="safe", pure=True)
    parser.allow_duplicate_keys = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parser.compose(StringIO(text))
    except (YAMLError, ValueError, IndexError, AttributeError):
        return False
    return True


def _event(raw: Any) -> Event | None:
    if isinstance(raw, DocumentStartEvent):
        return Event("document")
    if isinstance(raw, CollectionEndEvent):
        return Event("end")
    if not isinstance(raw, (AliasEvent, ScalarEvent, MappingStartEvent, SequenceStartEvent)):
        return None
    start, end = raw.start_mark.index, raw.end_mark.index
    if isinstance(raw, AliasEvent):
        return Event("alias", raw.anchor, place=(start, end))
    tag = None
    if raw.ctag is not None:
        tag = f"{raw.ctag.handle or ''}{raw.ctag.suffix}"
        if raw.ctag.handle is None and tag != "!":
            tag = f"!<{tag}>"
    if isinstance(raw, ScalarEvent):
        # Of an anchor behind a tag it forgets the tag's place.
        exact = raw.style not in ("|", ">") and not (raw.anchor and tag)
        exact = exact and (raw.value != "" or raw.style is not None)
        return Event(
            "scalar", raw.value, raw.style, raw.anchor, tag, (start, end) if exact else None
        )
    kind = "mapping" if isinstance(raw, MappingStartEvent) else "sequence"
    return Event(kind, style="flow" if raw.flow_style else None, anchor=raw.anchor, tag=tag)


def ours(tree: Tree) -> list[Event]:
    """Return the events of a tree."""
    events = []
    for document in tree.documents:
        if document.root is None and not tree.text.startswith("---", document.span.start):
            continue  # ruamel.yaml makes no document of comments
        events.append(Event("document"))
        events += _events(document.root)
    return events


def _events(node: Node | None) -> list[Event]:
    if node is None:
        return [Event("scalar")]
    anchor = node.anchor.text if node.anchor is not None else None
    tag = node.tag.text if node.tag is not None else None
    place = full_span(node).start, node.span.end
    if isinstance(node, Alias):
        return [Event("alias", node.name, place=place)]
    if isinstance(node, Scalar):
        exact = node.style in (Style.PLAIN, Style.SINGLE, Style.DOUBLE) and not (anchor and tag)
        return [
            Event("scalar", node.text, SIGNS[node.style], anchor, tag, place if exact else None)
        ]
    children = (
        [part for entry in node.entries for part in (entry.key, entry.value)]
        if isinstance(node, Mapping)
        else [item.value for item in node.items]
    )
    kind = "sequence" if isinstance(node, Sequence) else "mapping"
    events = [Event(kind, style="flow" if node.flow else None, anchor=anchor, tag=tag)]
    for child in children:
        events += _events(child)
    return [*events, Event("end")]
