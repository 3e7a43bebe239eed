"""Places of names in scalars, and all entries of a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.ide.names.model import Name, Place, Writing
from zdd_lsp.project.env import followed
from zdd_lsp.syntax.nodes import Mapping, Scalar, Sequence
from zdd_lsp.syntax.origin import origin
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node


def every_entry(source: SourceFile, node: Node | None) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of a mapping with their keys, and those that it merges.

    Unlike the facts of a file these are all: a duplicate has a name as well, and so has an entry
    that hides a merged one. What a tag fetches from elsewhere has none.
    """
    seen: set[int] = set()
    stack: list[Node | None] = [node]
    while stack:
        current = stack.pop()
        if not source.is_known(current):
            continue
        current = followed(current)
        if not isinstance(current, Mapping) or id(current) in seen:
            continue
        seen.add(id(current))
        merged: list[Node] = []
        for entry in current.entries:
            key = source.values.key(entry)
            if key != "<<":
                yield key, entry
                continue
            target = followed(entry.value)
            items = target.items if isinstance(target, Sequence) else None
            merged += [entry.value] if items is None else [item.value for item in items]
        stack += reversed(merged)


def text_of(source: SourceFile, node: Node) -> tuple[Scalar, str] | None:
    """Return the scalar of a value that is a text, behind an alias too; None for anything else."""
    scalar, value = followed(node), source.value(node)
    if not isinstance(scalar, Scalar) or not isinstance(value, str) or not source.is_known(node):
        return None
    return (scalar, value) if value and value == scalar.text else None


class Finder:
    """Finds the places of names in the scalars of a file: all, or those that are asked for.

    Most questions are about one name or one offset, and to find out where exactly a part of a
    scalar stands is most of the work.
    """

    def __init__(self, source: SourceFile, name: Name | None, near: int | None) -> None:
        """Prepare to find places.

        Args:
            source: The file.
            name: The name that is asked for; None for all.
            near: The offset that a place has to touch; None for any.
        """
        self.source = source
        self._name = name
        self._near = near

    def wants(self, name: Name, span: Span) -> bool:
        """Tell whether the place of a name is asked for, if it is somewhere in a span."""
        if self._name is not None and name != self._name:
            return False
        return self._near is None or span.touches(self._near)

    def place(
        self,
        name: Name,
        node: Node,
        part: Span | None = None,
        *,
        is_definition: bool = False,
        writing: Writing = Writing.TEXT,
        entry: Entry | None = None,
    ) -> Iterator[Place]:
        """Yield the place of a name in a scalar, if it has one.

        Args:
            name: The name.
            node: The scalar, or an alias of it.
            part: The part of the scalar's text; by default all of it.
            is_definition: See `Place`.
            writing: See `Place`.
            entry: See `Place`.
        """
        source, scalar = self.source, followed(node)
        if not isinstance(scalar, Scalar) or not self.wants(name, scalar.span):
            return
        way = origin(scalar, source.text)
        if way is None:
            return
        part = part or Span(0, len(scalar.text))
        span = way.span(*part)
        # A cursor on a quote, or on the slash of a folder, is at the name beside it.
        before, behind = scalar.text[: part.start], scalar.text[part.end :]
        reach = Span(
            span.start if before.strip("/") else scalar.span.start,
            span.end if behind.strip("/") else scalar.span.end,
        )
        if self._near is None or reach.touches(self._near):
            yield Place(name, source.path, span, reach, is_definition, writing, scalar, part, entry)
