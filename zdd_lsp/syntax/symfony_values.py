"""The values of a text while symfony/yaml's judge reads it: anchors, merges, tagged values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax.pause import go_on
from zdd_lsp.syntax.scalars import PHP_OBJECT, Opaque, constant, php_key, php_number, php_string
from zdd_lsp.syntax.symfony_refusal import CrashError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeAlias, TypeGuard

    from zdd_lsp.syntax.scalars import PhpValue

    PhpList: TypeAlias = list[PhpValue]
    PhpMap: TypeAlias = dict[int | str, PhpValue]

MAX_MERGED: Final = 1_000_000
"""How many entries merge keys may copy in one text."""


class Tagged(Opaque):
    """A value under an application tag, until the text is read."""

    def __init__(self, tag: str, value: PhpValue) -> None:
        super().__init__()
        self.tag = tag
        self.value = value


class Document:
    """What all blocks of one text share.

    Attributes:
        custom_tags: Whether application tags are read.
        constants: Whether PHP constants are resolved.
        pause: Is called at every line that is read, and may break the reading off by raising.
        anchors: The value behind each anchor that is complete.
        length: The number of lines without the head of the text.
        has_aliases: Whether an alias stands for a list or map.
        has_tags: Whether there are tagged values.
    """

    def __init__(
        self, *, custom_tags: bool, constants: bool, pause: Callable[[], object] = go_on
    ) -> None:
        self.custom_tags = custom_tags
        self.constants = constants
        self.pause = pause
        self.anchors: PhpMap = {}
        self.length = 0
        self.has_aliases = False
        self.has_tags = False
        self._merged = 0

    def aliased(self, value: PhpValue) -> PhpValue:
        """Take note that an alias stands for a value."""
        if isinstance(value, (list, dict)):
            self.has_aliases = True
        return value

    def tagged(self, tag: str, value: PhpValue) -> PhpValue:
        """Put a value under a tag."""
        self.has_tags = True
        return Tagged(tag, value)

    def merge(self, target: PhpMap, source: PhpValue) -> None:
        """Add the entries that ``target`` lacks, as PHP's ``+=`` does.

        Raises:
            CrashError: The source is not an array, or the text merges more than `MAX_MERGED`
                entries.
        """
        if not is_array(source):
            operands = f"array + {_type_name(source)}"
            raise CrashError("merge-scalar", f"Unsupported operand types: {operands}")
        self._merged += len(source)
        if self._merged > MAX_MERGED:
            text = f"The merge keys copy more than {MAX_MERGED} entries."
            raise CrashError("alias-expansion", text)
        for key, value in enumerate(source) if isinstance(source, list) else source.items():
            target.setdefault(key, value)


def is_array(value: PhpValue) -> TypeGuard[PhpList | PhpMap]:
    """Tell whether PHP sees an array."""
    return isinstance(value, (list, dict)) and not isinstance(value, Opaque)


def children(node: PhpList | PhpMap) -> Collection[PhpValue]:
    """Return the values directly inside a list, a map or a tagged value."""
    if isinstance(node, Tagged):
        return (node.value,)
    return node if isinstance(node, list) else node.values()


def _type_name(value: PhpValue) -> str:
    """Name the type as PHP's error messages do."""
    if isinstance(value, Tagged):
        return "Symfony\\Component\\Yaml\\Tag\\TaggedValue"
    return "null" if value is None else _TYPE_NAMES.get(type(value), "mixed")


_TYPE_NAMES: Final[dict[type, str]] = {bool: "bool", int: "int", float: "float", str: "string"}


def is_deeper(value: PhpValue, limit: int) -> bool:
    """Tell whether a value is nested deeper than ``limit``; what aliases share is walked once."""
    heights: dict[int, int] = {}
    stack = [(value, False)]
    while stack:
        node, entered = stack.pop()
        if not isinstance(node, (list, dict)) or (not entered and id(node) in heights):
            continue
        inner = children(node)
        if entered:
            tallest = max((heights.get(id(child), 0) for child in inner), default=0)
            heights[id(node)] = tallest + 1
            if tallest >= limit:
                return True
        else:
            heights[id(node)] = 0
            stack.append((node, True))
            stack.extend((child, False) for child in inner)
    return False


def untagged(value: PhpValue, *, custom_tags: bool) -> PhpValue:
    """Replace tagged values.

    Args:
        value: The value of a text.
        custom_tags: Do what ece-tools 2002.2.10 does (Util/YamlNormalizer, which visits values
            only, never keys); else a tagged value is an object.

    Returns:
        The value. Parts that aliases share are shared still.
    """
    known: dict[int, PhpValue] = {}

    def visit(node: PhpValue) -> PhpValue:
        if not isinstance(node, (list, dict)):
            return node
        if id(node) not in known:
            known[id(node)] = replace(node)
        return known[id(node)]

    def replace(node: PhpList | PhpMap) -> PhpValue:
        if isinstance(node, Tagged):
            return normalised(node.tag, visit(node.value)) if custom_tags else PHP_OBJECT
        if isinstance(node, Opaque):
            return node
        # Comprehensions would cost one more level of Python's stack per level of nesting.
        if isinstance(node, list):
            items: PhpList = []
            for child in node:
                items.append(visit(child))
            return items
        entries: PhpMap = {}
        for key, child in node.items():
            entries[key] = visit(child)
        return entries

    return visit(value)


def normalised(tag: str, value: PhpValue) -> PhpValue:
    """Return what the normaliser makes of a tag over a value that is normalised already."""
    if tag in ("env", "include"):
        # Neither the environment nor another file is read here; unset and missing give null.
        return None
    if tag.startswith("php/const:"):
        name = tag.removeprefix("php/const:").removeprefix("\\")
        key = constant(name)
        return {php_key(name if isinstance(key, Opaque) else php_string(key)): _digits(value)}
    return value if is_array(value) else [value]


def _digits(value: PhpValue) -> PhpValue:
    """Return the value of ``!php/const:NAME value``: an integer if numeric, else text."""
    if is_array(value):
        return value
    text = php_string(value).replace(":", "").replace(" ", "")
    number = php_number(text)
    return text if number is None else number
