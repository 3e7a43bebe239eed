"""How keys and values are written: in quotes where they need them or where the file has them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax.writing import scalar, single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.syntax.writing import Writable

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_/][\w./-]*", re.ASCII)
_PLAIN_PAIR: Final = re.compile(r"[A-Za-z][\w.-]*(?::[\w.@*/-]+)*", re.ASCII)
"""A text with colons that every reader takes for a text."""
_QUOTES: Final = ("'", '"')


@lru_cache(maxsize=1024)  # the same names are offered at each keystroke
def key_source(name: str, quote: str = "") -> str:
    """Return a key as YAML source."""
    if name == "<<" or (_PLAIN_KEY.fullmatch(name) and not quote and scalar(name) == name):
        return name
    return in_quotes(name, quote or '"')


def value_source(value: Writable, slot: Slot, *, quoted: bool = False) -> str:
    """Return a value as YAML source, quoted as what stands around it is.

    Args:
        value: The value.
        slot: Its place.
        quoted: Whether it is in quotes unless its neighbours are not.
    """
    if not isinstance(value, str):
        return scalar(value)
    if slot.quote:
        return in_quotes(value, slot.quote)
    habit = _habit([each.value for each in slot.beside.values()]) or _habit(slot.items)
    if habit in _QUOTES and scalar(value) == value and not slot.is_flow and not quoted:
        # What needs no quotes gets none, unless the items of its own list have them.
        habit = _habit(slot.items)
    if habit in _QUOTES:
        return in_quotes(value, habit)
    return minimal(value, quoted=quoted and not habit, is_flow=slot.is_flow)


@lru_cache(maxsize=1024, typed=True)  # True is no 1
def minimal(value: Writable, *, quoted: bool = False, is_flow: bool = False) -> str:
    """Return a value as YAML source with as few quotes as its readers need.

    Args:
        value: The value.
        quoted: Whether a text is in quotes all the same.
        is_flow: Whether it stands in brackets.
    """
    if quoted and isinstance(value, str):
        return in_quotes(value, '"')
    if isinstance(value, str) and not is_flow and ":" in value and _PLAIN_PAIR.fullmatch(value):
        return value
    return scalar(value)


def in_quotes(text: str, quote: str) -> str:
    """Return a text in quotes of a kind, or in single ones where the kind would change it."""
    if quote == '"' and "\\" not in text and '"' not in text and text.isprintable():
        return f'"{text}"'
    return single_quoted(text) if text.isprintable() else scalar(text)


def _habit(sources: Iterable[str]) -> str:
    """Return the first character of texts: a quote, a letter, or nothing where there are none."""
    for source in sources:
        if source[:1] in _QUOTES:
            return source[:1]
    for source in sources:
        if source[:1].isalpha() and source not in ("true", "false", "null"):
            return source[:1]
    return ""
