"""The tree that the reader makes of a YAML text.

Every node says where it stands, in code-point offsets. Nodes are values: nothing changes them
after the reader returned. They are plain slotted classes, because a keystroke makes hundreds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.syntax.lines import Lines


class Dialect(Enum):
    """Whose reading of YAML counts."""

    SYMFONY = "symfony"
    """`.magento.env.yaml`: symfony/yaml 6.4 with ``PARSE_CONSTANT``, up to ece-tools 2002.2.8."""
    SYMFONY_TAGS = "symfony-tags"
    """The same with ``PARSE_CUSTOM_TAGS``, as ece-tools 2002.2.9 and later read the file."""
    PLATFORM = "platform"
    """The platform's own files: YAML 1.2 with application tags such as ``!include``."""

    @property
    def is_symfony(self) -> bool:
        """Tell whether symfony/yaml reads the file."""
        return self is not Dialect.PLATFORM


class Style(Enum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single-quoted"
    DOUBLE = "double-quoted"
    LITERAL = "literal"
    FOLDED = "folded"
    ABSENT = "absent"
    """Nothing is written: the value after ``key:`` at the end of a line."""


@dataclass(slots=True)
class Property:
    """An anchor (``&name``) or a tag (``!name``) before a node; ``text`` is as written."""

    span: Span
    text: str


@dataclass(slots=True)
class Scalar:
    """A single value.

    Attributes:
        span: The source of the value, quotes and block header included; empty for ``ABSENT``.
        text: The content after folding, chomping and escapes; types are not applied to it.
        style: How it is written.
        anchor: The anchor before it.
        tag: The tag before it.
        header: For block scalars the span of the header, such as ``|-``.
        lines: For block scalars the span of each content line, without indentation.
    """

    span: Span
    text: str
    style: Style = Style.PLAIN
    anchor: Property | None = None
    tag: Property | None = None
    header: Span | None = None
    lines: tuple[Span, ...] = ()


@dataclass(slots=True)
class Alias:
    """A reference to an anchored node, ``*name``. It is never expanded by copying.

    ``target`` is None where no such anchor stands before it.
    """

    span: Span
    name: str
    target: Node | None = None
    anchor: Property | None = None
    tag: Property | None = None


@dataclass(slots=True)
class Entry:
    """One ``key: value`` of a mapping. ``colon`` is None where the colon is missing."""

    key: Node
    colon: Span | None
    value: Node

    @property
    def span(self) -> Span:
        """From the key (with its properties) to the end of the value."""
        return Span(full_span(self.key).start, max(self.value.span.end, self.key.span.end))

    @property
    def name(self) -> str:
        """The text of the key; empty for a key that is not a scalar."""
        return self.key.text if isinstance(self.key, Scalar) else ""


@dataclass(slots=True)
class Mapping:
    """A block or flow mapping: its entries in the order of the text, duplicates included."""

    span: Span
    entries: list[Entry]
    flow: bool = False
    anchor: Property | None = None
    tag: Property | None = None

    def get(self, name: str) -> Entry | None:
        """Return the first entry whose key is written ``name``, or None."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        return None


@dataclass(slots=True)
class Item:
    """One item of a sequence. ``dash`` is None in flow sequences."""

    dash: Span | None
    value: Node


@dataclass(slots=True)
class Sequence:
    """A block or flow sequence."""

    span: Span
    items: list[Item]
    flow: bool = False
    anchor: Property | None = None
    tag: Property | None = None


Node = Scalar | Alias | Mapping | Sequence


@dataclass(slots=True)
class Comment:
    """A comment from its ``#`` to the end of the line."""

    span: Span
    text: str


@dataclass(slots=True)
class Repair:
    """A replacement of text that certainly cures a problem."""

    title: str
    edits: tuple[tuple[Span, str], ...]


@dataclass(slots=True)
class Problem:
    """Something wrong with the text as YAML.

    Attributes:
        kind: The problem's name; each kind is documented by the rule ``yaml-<kind>``.
        span: The cause.
        message: What is wrong and what happens, in one or two sentences.
        related: Other places that explain it.
        repairs: What would cure it, the likeliest first.
        fatal: Whether the dialect's parser refuses the file because of it.
        upstream: What that parser says, if it is symfony/yaml and its message is known.
    """

    kind: str
    span: Span
    message: str
    related: tuple[tuple[Span, str], ...] = ()
    repairs: tuple[Repair, ...] = ()
    fatal: bool = True
    upstream: str | None = None


@dataclass(slots=True)
class Document:
    """One document of a stream. ``root`` is None where it holds nothing but comments."""

    span: Span
    root: Node | None


@dataclass(slots=True)
class Tree:
    """All that the reader found in a text.

    Attributes:
        text: The text that was read.
        dialect: Whose reading was applied.
        documents: The documents of the stream; the first one is the file's meaning.
        comments: All comments in the order of the text.
        problems: Everything wrong, in the order of the text.
        anchors: The node behind each anchor name; a later anchor replaces an earlier one.
        lines: The lines of the text.
        is_reusable: Whether a later reading may take over parts of it: what each node is depends
            on its own lines and the next one only.
    """

    text: str
    dialect: Dialect
    documents: list[Document] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    lines: Lines = field(kw_only=True, repr=False, compare=False)
    is_reusable: bool = field(default=False, kw_only=True, compare=False)

    @property
    def root(self) -> Node | None:
        """The root node of the first document, if it has one."""
        return self.documents[0].root if self.documents else None


def full_span(node: Node) -> Span:
    """Return the span of a node together with its anchor and tag."""
    start = node.span.start
    if node.anchor is not None:
        start = min(start, node.anchor.span.start)
    if node.tag is not None:
        start = min(start, node.tag.span.start)
    return Span(start, node.span.end)


def walk(node: Node | None) -> Iterator[Node]:
    """Yield a node and everything below it, parents first, without recursion."""
    stack = [node] if node is not None else []
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, Mapping):
            for entry in reversed(current.entries):
                stack.append(entry.value)
                stack.append(entry.key)
        elif isinstance(current, Sequence):
            stack.extend(item.value for item in reversed(current.items))
