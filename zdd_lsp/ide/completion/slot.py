"""What a cursor stands in: the place of a key, a value, an item, a command or a rule's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.text.span import Span

ITEM: Final = "[]"
"""The place of an item of a list in a path, as in the catalogue of keys."""


class Kind(Enum):
    """What belongs at a place."""

    KEY = auto()
    """A key; in a block where nothing stands yet, or where items stand, an item with its dash."""
    VALUE = auto()
    """What follows a colon."""
    ITEM = auto()
    """What follows a dash, or stands in brackets."""
    SCRIPT = auto()
    """A line of a block scalar."""
    COMMENT = auto()
    """Text behind ``#``."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A key beside a place, as it is written: quotes included, comments left out.

    Attributes:
        key: The key.
        value: Its value, as far as it stands on the same line, without anchor and tag.
        anchor: The name of its anchor; empty where it has none.
    """

    key: str
    value: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place where something may be inserted.

    Attributes:
        kind: What belongs there.
        path: The keys above it, from the root on; `ITEM` stands for an item of a list.
        span: What gets replaced: the word around the cursor, quotes included.
        typed: The part of it before the cursor, without the quote.
        quote: The quote that it begins with, or nothing.
        column: Where the key or the item begins. In brackets it means nothing.
        indent: The leading blanks of the line.
        step: How much deeper the next level stands.
        shift: How many blanks the line lacks to stand where its neighbours do.
        is_flow: Whether it stands in brackets or braces.
        has_colon: Of a key: whether a colon follows already.
        has_dash: Of a key: whether its neighbours are items of a list; None if there are none.
        needs_blank: Of a value: whether it follows its colon directly.
        beside: The keys beside it by name, the one at the cursor left out.
        around: The same of each level above, from the outermost on.
        items: The items beside it, as they are written.
        head: Of a line of a block scalar: its text up to the cursor. Of a comment: all before it.
        before: Of a line of a block scalar: the lines before it.
        after: The lines behind it.
    """

    kind: Kind
    path: tuple[str, ...]
    span: Span
    typed: str = ""
    quote: str = ""
    column: int = 0
    indent: int = 0
    step: int = 2
    shift: int = 0
    is_flow: bool = False
    has_colon: bool = False
    has_dash: bool | None = None
    needs_blank: bool = False
    beside: Mapping[str, Neighbour] = field(default_factory=dict)
    around: tuple[Mapping[str, Neighbour], ...] = ()
    items: tuple[str, ...] = ()
    head: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
