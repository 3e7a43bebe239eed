"""What a tree means: the values that the file's own parser would make of it.

Aliases share one value, merges are resolved, types follow the dialect. Keys are strings, because
PHP's arrays hold ``1`` and ``"1"`` under one key.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.nodes import (
    Alias,
    Dialect,
    Entry,
    Mapping,
    Node,
    Problem,
    Scalar,
    Sequence,
    Style,
    Tree,
)
from zdd_lsp.syntax.scalars import (
    UNDEFINED,
    UNKNOWN,
    PhpValue,
    constant,
    core_plain,
    php_float,
    php_key,
    symfony_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_EXPANSION: Final = 100_000
"""How many values one alias may stand for; more is an attack and is read as null."""


def is_truthy(value: PhpValue) -> bool:
    """Tell whether PHP takes a value for true: ``"no"`` is, ``0``, ``"0"`` and ``[]`` are not."""
    return bool(value) and value != "0"


def php_type(value: PhpValue) -> str:
    """Return the type of a value as PHP's ``gettype`` names it."""
    if value is None:
        return "NULL"
    if isinstance(value, (dict, list)):
        return "array"
    return {bool: "boolean", int: "integer", float: "double", str: "string"}[type(value)]


class Values:
    """The values of a tree's nodes, made once each."""

    def __init__(self, tree: Tree) -> None:
        self._dialect = tree.dialect
        self._made: dict[int, PhpValue] = {}
        self._making: set[int] = set()
        self._weights: dict[int, int] = {}
        self.root = self.of(tree.root)

    def of(self, node: Node | None) -> PhpValue:
        """Return the value of a node of the tree."""
        if node is None:
            return None
        if isinstance(node, Alias):
            return self._alias(node)
        known = id(node)
        if known in self._made:
            return self._made[known]
        if known in self._making:
            return None
        self._making.add(known)
        value = self._made[known] = self._tagged(node)
        self._making.discard(known)
        return value

    def _alias(self, alias: Alias) -> PhpValue:
        if alias.target is None or weight(alias, self._weights) > MAX_EXPANSION:
            return None
        return self.of(alias.target)

    def _tagged(self, node: Mapping | Sequence | Scalar) -> PhpValue:
        tag = node.tag.text if node.tag is not None else ""
        if tag and self._dialect.is_symfony:
            return self._symfony_tag(tag, node)
        if tag == "!!str" and isinstance(node, Scalar):
            return node.text
        return self._bare(node)

    def _bare(self, node: Mapping | Sequence | Scalar) -> PhpValue:
        if isinstance(node, Scalar):
            if node.style is Style.PLAIN:
                plain = symfony_plain if self._dialect.is_symfony else core_plain
                return plain(node.text)
            return None if node.style is Style.ABSENT else node.text
        if isinstance(node, Sequence):
            return [self.of(item.value) for item in node.items if not self._is_gap(item.value)]
        values: dict[int | str, PhpValue] = {}
        for entry in node.entries:
            key = self.key(entry)
            if key == "<<":
                self._merge(values, entry)
            else:
                values[key] = self.of(entry.value)
        return values

    @staticmethod
    def _is_gap(node: Node) -> bool:
        """Tell whether a sequence item is one that could not be read."""
        return isinstance(node, Scalar) and node.style is Style.PLAIN and not node.text

    def _merge(self, values: dict[int | str, PhpValue], entry: Entry) -> None:
        """Add what ``<<`` brings; keys that are there already win."""
        value = self.of(entry.value)
        sources = value if isinstance(value, list) else [value]
        for number, source in enumerate(sources):
            if isinstance(source, dict):
                for key, inner in source.items():
                    values.setdefault(key, inner)
            elif isinstance(value, list):
                values.setdefault(str(number), source)

    def key(self, entry: Entry) -> str:
        """Return the key of an entry as PHP's array would have it, as a string."""
        key = entry.key
        if isinstance(key, Alias):
            return str(self._alias(key))
        if not isinstance(key, Scalar):
            return ""
        if not self._dialect.is_symfony:
            return key.text
        if key.tag is not None:
            value = self._symfony_tag(key.tag.text, key)
        elif key.style is Style.PLAIN:
            value = symfony_plain(key.text)
        else:
            value = key.text
        return str(php_key(value)) if isinstance(value, (str, int)) else key.text

    def _symfony_tag(self, tag: str, node: Mapping | Sequence | Scalar) -> PhpValue:
        text = node.text if isinstance(node, Scalar) else ""
        if tag in _SCALAR_TAGS:
            return _SCALAR_TAGS[tag](text)
        if tag.startswith("!php/"):
            return _php(tag, text)
        if tag != "!" and self._dialect is Dialect.SYMFONY_TAGS:
            return self._custom_tag(tag, node)
        return self._bare(node)

    def _custom_tag(self, tag: str, node: Mapping | Sequence | Scalar) -> PhpValue:
        """Apply what ece-tools 2002.2.9 and later make of application tags."""
        if tag in ("!env", "!include"):
            # An environment variable or another file: neither is known here.
            return None
        value = self._bare(node)
        return value if isinstance(value, (dict, list)) else [value]


def _php(tag: str, text: str) -> PhpValue:
    """Return the value of ``!php/const``; of PHP's other tags nothing is known here but null."""
    if not tag.startswith("!php/const"):
        return None
    value = constant((tag[11:] or text).strip())
    return None if value is UNKNOWN or value is UNDEFINED else value


def _binary(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


_SCALAR_TAGS: Final[dict[str, Callable[[str], PhpValue]]] = {
    "!!str": str,
    "!!float": php_float,
    "!!binary": _binary,
}


def weight(node: Node, known: dict[int, int]) -> int:
    """Return how many values a node stands for once aliases are followed.

    Args:
        node: The node.
        known: The weights of nodes that were asked for before, by identity; it is extended.
    """
    if isinstance(node, Alias):
        if node.target is None:
            return 1
        # An alias inside its own anchor ends here: the weight is still being made.
        return known.get(id(node.target)) or weight(node.target, known)
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = 1
    total = 1
    if isinstance(node, Mapping):
        total += sum(weight(e.key, known) + weight(e.value, known) for e in node.entries)
    elif isinstance(node, Sequence):
        total += sum(weight(item.value, known) for item in node.items)
    known[id(node)] = total
    return total


def expansion_problems(aliases: list[Alias]) -> list[Problem]:
    """Report every alias that stands for more than `MAX_EXPANSION` values."""
    known: dict[int, int] = {}
    return [
        problems.alias_expansion(alias.span, alias.name, MAX_EXPANSION)
        for alias in aliases
        if weight(alias, known) > MAX_EXPANSION
    ]
