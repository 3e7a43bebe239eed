"""What a tree means: the values that the file's own parser would make of it.

Aliases share one value, merges are resolved, types follow the dialect. Keys are strings, because
PHP's arrays hold ``1`` and ``"1"`` under one key.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final, NamedTuple

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
    Opaque,
    PhpValue,
    constant,
    core_plain,
    php_float,
    php_key,
    symfony_plain,
)
from zdd_lsp.syntax.symfony_values import normalised

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_EXPANSION: Final = 100_000
"""How many values one alias may stand for; more is an attack and is read as null."""
MAX_EXPANDED: Final = 1_000_000
"""How many values all aliases of a text together may stand for; later ones are read as null."""
MAX_HEIGHT: Final = 100
"""How many levels the value of an alias may have, for the sake of all that walks through it."""
MAX_MERGED: Final = 1_000_000
"""How many entries merge keys may copy in one text; the others are left out."""


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
    """The values of a tree's nodes, each made once, when it is first asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree  # nodes are known by their identity, so that they must live
        self._dialect = tree.dialect
        self._made: dict[int, PhpValue] = {}
        self._making: set[int] = set()
        self._expansion = Expansion()
        self._aliases: dict[int, PhpValue] = {}
        self._merged = 0
        if tree.anchors:
            # In the order of the text no chain of aliases leads deep: each of them ends at once.
            for document in tree.documents:
                self.of(document.root)

    @property
    def root(self) -> PhpValue:
        """The value of the first document."""
        return self.of(self._tree.root)

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
        known = id(alias)
        if known not in self._aliases:
            follow = alias.target is not None and not self._expansion.excess(alias)
            self._aliases[known] = self.of(alias.target) if follow else None
        return self._aliases[known]

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
            return [
                self._child(item.value, node) for item in node.items if not self._is_gap(item.value)
            ]
        values: dict[int | str, PhpValue] = {}
        for entry in node.entries:
            key = self.key(entry)
            if key == "<<":
                self._merge(values, entry)
            else:
                values[key] = self._child(entry.value, node)
        return values

    def _child(self, node: Node, parent: Mapping | Sequence) -> PhpValue:
        """Return the value of a node in a collection."""
        if parent.flow and self._dialect.is_symfony and isinstance(node, Scalar):
            # In brackets symfony/yaml keeps what has an anchor or the tag `!` as it is written.
            is_kept = node.anchor is not None or (node.tag is not None and node.tag.text == "!")
            if is_kept and node.style in (Style.PLAIN, Style.ABSENT):
                self._made[id(node)] = node.text
        return self.of(node)

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
                self._merged += len(source)
                if self._merged > MAX_MERGED:
                    return
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
            value = self._symfony_tag(key.tag.text, key, is_key=True)
        elif key.style is Style.PLAIN:
            value = symfony_plain(key.text)
        else:
            value = key.text
        return str(php_key(value)) if isinstance(value, (str, int)) else key.text

    def _symfony_tag(
        self, tag: str, node: Mapping | Sequence | Scalar, *, is_key: bool = False
    ) -> PhpValue:
        text = node.text if isinstance(node, Scalar) else ""
        if tag in _SCALAR_TAGS:
            return _SCALAR_TAGS[tag](text)
        if tag in _PHP_TAGS or (is_key and tag.startswith("!php/const:")):
            return _php(tag, text)
        if tag != "!" and self._dialect is Dialect.SYMFONY_TAGS:
            return normalised(tag[1:], self._bare(node))
        return _php(tag, text) if tag.startswith("!php/") else self._bare(node)


def difference(node: Node | None, values: Values, value: PhpValue) -> Node | None:
    """Return the smallest node that stands for something else than in ``value``, or None.

    The line break at the end of a block scalar does not count: symfony/yaml loses it near the end
    of a text that begins with comments or ``---``, which is nothing to tell a person.

    Args:
        node: A node.
        values: The values of its tree.
        value: What the node should stand for. Aliases may share parts of it.
    """
    if node is None or is_same(values.of(node), value, but_for_break=True):
        return None
    if isinstance(node, Mapping) and isinstance(value, dict):
        inner = {str(key): child for key, child in value.items()}
        for entry in node.entries:
            name = values.key(entry)
            found = name in inner and difference(entry.value, values, inner[name])
            if found:
                return found
    return node


def is_same(one: PhpValue, other: PhpValue, *, but_for_break: bool = False) -> bool:
    """Tell whether two values are the same in PHP, where lists are maps with numbers for keys.

    What is not known is the same as anything.

    Args:
        one: A value.
        other: Another one.
        but_for_break: Whether texts are the same that differ in a line break at their end only.
    """
    if isinstance(one, Opaque) or isinstance(other, Opaque):
        return True
    if isinstance(one, (dict, list)) and isinstance(other, (dict, list)):
        first, second = _entries(one), _entries(other)
        return first.keys() == second.keys() and all(
            is_same(value, second[key], but_for_break=but_for_break) for key, value in first.items()
        )
    if but_for_break and isinstance(one, str) and isinstance(other, str):
        return one.removesuffix("\n") == other.removesuffix("\n")
    return type(one) is type(other) and one == other


def _entries(value: dict[int | str, PhpValue] | list[PhpValue]) -> dict[str, PhpValue]:
    pairs = enumerate(value) if isinstance(value, list) else value.items()
    return {str(key): child for key, child in pairs}


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


_PHP_TAGS: Final = frozenset({"!php/const", "!php/enum", "!php/object"})
_SCALAR_TAGS: Final[dict[str, Callable[[str], PhpValue]]] = {
    "!!str": str,
    "!!float": php_float,
    "!!binary": _binary,
}


class Expansion:
    """Decides which aliases are followed, asked in the order of the text."""

    def __init__(self) -> None:
        self._extents: dict[int, _Extent] = {}
        self._total = 0

    def excess(self, alias: Alias) -> str:
        """Return what an alias has too much of; empty if it may be followed."""
        size = _extent(alias, self._extents)
        if size.height > MAX_HEIGHT:
            return f"{MAX_HEIGHT} levels"
        if size.weight > MAX_EXPANSION:
            return f"{MAX_EXPANSION} values"
        if self._total + size.weight > MAX_EXPANDED:
            return f"what is left of the {MAX_EXPANDED} values that all aliases may stand for"
        self._total += size.weight
        return ""


class _Extent(NamedTuple):
    """How large a value is once aliases are followed: its number of values, and its levels."""

    weight: int
    height: int


def _extent(node: Node, known: dict[int, _Extent]) -> _Extent:
    """Return how large the value of a node is.

    Args:
        node: The node.
        known: The extents of nodes that were asked for before, by identity; it is extended.
    """
    if isinstance(node, Alias):
        # An alias inside its own anchor ends here: that extent is still being made.
        return _extent(node.target, known) if node.target is not None else _LEAF
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = _LEAF
    inner: list[Node] = []
    if isinstance(node, Mapping):
        for entry in node.entries:
            inner += entry.key, entry.value
    elif isinstance(node, Sequence):
        inner += [item.value for item in node.items]
    weight, height = 1, 0
    for child in inner:
        size = _extent(child, known)
        weight += size.weight
        height = max(height, size.height)
    known[id(node)] = _Extent(weight, height + 1)
    return known[id(node)]


_LEAF: Final = _Extent(1, 1)


def expansion_problems(aliases: list[Alias]) -> list[Problem]:
    """Report the first alias that stands for too much, given all in the order of the text.

    The aliases behind it stand for as much because it does.
    """
    expansion = Expansion()
    for alias in aliases:
        excess = expansion.excess(alias)
        if excess:
            return [problems.alias_expansion(alias.span, alias.name, excess)]
    return []
