"""What may be a key, and which keys a mapping has already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.nodes import Scalar, Style
from zdd_lsp.syntax.quoted import QuotedReader
from zdd_lsp.syntax.scalars import symfony_plain

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Entry, Node

_MAYBE_ODD: Final = frozenset("0123456789+-.tTfFnN~")
"""What a number, a boolean or null can begin with."""
_RESERVED: Final = frozenset("@`|>%")
_RESERVED_BY_YAML: Final = _RESERVED | frozenset(",]}&*!")
"""Beyond what symfony/yaml reserves, YAML does not let these begin a plain scalar."""


class KeyReader(QuotedReader):
    """Checks keys and plain scalars."""

    def reserved(self, scalar: Scalar) -> None:
        """Report a plain scalar whose first character YAML reserves."""
        if scalar.text and scalar.text[0] in (_RESERVED if self.symfony else _RESERVED_BY_YAML):
            self.report(problems.reserved_indicator(scalar.span, scalar.text))

    def note_key(self, entry: Entry, seen: dict[str, Entry]) -> None:
        """Report a duplicate key, or one of a type that cannot be a key.

        Args:
            entry: The entry.
            seen: The entries before it in its mapping, by name; the entry is added.
        """
        key = entry.key
        if not isinstance(key, Scalar):
            return
        name = key.text
        if name in seen:
            self._duplicate(key, seen[name], seen)
        seen[name] = entry
        if self.symfony and key.style is Style.PLAIN and name:
            if name[0] in _MAYBE_ODD and key.tag is None and _is_odd(name):
                self.report(problems.key_type(key.span, name))
            elif name[0] in _RESERVED:
                self.reserved(key)

    def _duplicate(self, key: Scalar, first: Entry, seen: dict[str, Entry]) -> None:
        # In symfony/yaml a merge key lifts the ban on duplicates for the rest of its mapping, and
        # a key whose value is null does not count.
        fatal = not self.symfony or not ("<<" in seen or _is_null(first.value))
        if fatal or key.text != "<<":
            self.report(problems.duplicate_key(key.span, key.text, first.key.span, fatal=fatal))


def _is_odd(name: str) -> bool:
    """Tell whether symfony/yaml reads a plain key as a float, a boolean or null."""
    value = symfony_plain(name)
    return isinstance(value, bool) or not isinstance(value, (str, int))


def _is_null(value: Node) -> bool:
    if not isinstance(value, Scalar) or value.tag is not None:
        return False
    if value.style is Style.PLAIN:
        return symfony_plain(value.text) is None
    return value.style is Style.ABSENT
