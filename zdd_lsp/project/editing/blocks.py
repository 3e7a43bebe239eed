"""Values in braces and brackets that become lines."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.editing.adding import file_step
from zdd_lsp.project.editing.changes import Change, column_of, line_text
from zdd_lsp.project.editing.extent import comments_in, end_of
from zdd_lsp.project.editing.flow import portable, portable_key
from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import (
    Entry,
    Item,
    Mapping,
    Scalar,
    Sequence,
    Style,
    full_span,
    walk,
)
from zdd_lsp.syntax.values import is_same
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.syntax.nodes import Comment, Node


class Braces(NamedTuple):
    """A value in braces or brackets that stands in none itself.

    Attributes:
        node: The value.
        holder: The entry whose value it is; None for the root of the file.
    """

    node: Mapping | Sequence
    holder: Entry | None


def braces_at(source: SourceFile, offset: int) -> Braces | None:
    """Return the braces or brackets at an offset, or those behind the key there; not empty ones."""
    node: Node | None = source.tree.root
    holder: Entry | Item | None = None
    while isinstance(node, (Mapping, Sequence)) and not node.flow:
        children = _children(node)
        at = bisect_right(children, offset, key=_start)
        holder = children[at - 1] if at else None
        if holder is None or offset > _end(holder):
            return None
        node = holder.value
    if not isinstance(node, (Mapping, Sequence)) or not _children(node):
        return None
    # An item of a list is left alone, because its dash would have to share its line.
    return None if isinstance(holder, Item) else Braces(node, holder)


def to_block(source: SourceFile, braces: Braces) -> Change | None:
    """Write a value in braces or brackets in lines, one for each of its entries or items.

    What is nested in it stays in braces if it stands on one line. Comments stay beside what they
    are about.

    Returns:
        The change, or None where the value has parts that have no such form, such as a text of
        several lines, or where lines would mean something else.
    """
    for is_verbatim in (True, False):
        change = _Writer(source, is_verbatim=is_verbatim).change(braces)
        if change is not None and _means_the_same(source, change):
            return change
    return None


class _Writer:
    """Writes braces as lines.

    A text without quotes may mean something else in a line than in braces. So it is taken over as
    it is first, and quoted if that turns out to be wrong.
    """

    def __init__(self, source: SourceFile, *, is_verbatim: bool) -> None:
        self._source = source
        self._is_verbatim = is_verbatim
        self._step = file_step(source)

    def change(self, braces: Braces) -> Change | None:
        """Return the change of a value and of what stands before it on its line."""
        source, (node, holder) = self._source, braces
        behind = self._behind(node)
        if behind is None:
            return None
        column = 0
        if holder is not None:
            column = column_of(source, full_span(holder.key).start) + self._step
        written = self._lines(node, column)
        if written is None:
            return None
        head, lines = written
        newline = eol(source.text)
        if holder is None:
            start = node.span.start
            if line_text(source, source.lines.line_at(start)).strip()[:1] not in ("{", "["):
                return None
            return Change(source.path, Span(start, behind), newline.join((*head, *lines)))
        if holder.colon is None:
            return None
        properties = Span(holder.colon.end, node.span.start).slice(source.text).split()
        trailing = source.text[node.span.end : behind].strip()
        first = " ".join(["", *properties])
        for comment in (*head, *filter(None, [trailing])):
            if "#" in first:
                lines = [f"{' ' * column}{comment}", *lines]
            else:
                first += f"  {comment}"
        text = newline.join((first, *lines))
        return Change(source.path, Span(holder.colon.end, behind), text)

    def _behind(self, node: Node) -> int | None:
        """Return the end of a value's last line; None if more than a comment stands on it."""
        source = self._source
        end = source.lines.line_span(source.lines.line_at(node.span.end)).end
        rest = source.text[node.span.end : end].strip(" \t")
        return end if not rest or rest.startswith("#") else None

    def _lines(self, node: Mapping | Sequence, column: int) -> tuple[list[str], list[str]] | None:
        """Return the comments behind the bracket, and the lines of what is in it."""
        source, lead = self._source, " " * column
        head: list[str] = []
        lines: list[str] = []
        end = node.span.start + 1
        for child in (*_children(node), None):
            start = node.span.end if child is None else _start(child)
            beside = source.lines.line_at(end)
            for comment in comments_in(source, Span(end, start)):
                if source.lines.line_at(comment.span.start) != beside:
                    lines.append(f"{lead}{comment.text}")
                elif lines:
                    lines[-1] += f"  {comment.text}"
                else:
                    head.append(comment.text)
            if child is not None:
                written = self._child(child, column)
                if written is None:
                    return None
                lines += written
                end = _end(child)
        return head, lines

    def _child(self, child: Entry | Item, column: int) -> list[str] | None:
        """Return the lines of an entry or an item."""
        source, lead = self._source, " " * column
        if isinstance(child, Entry):
            if child.colon is None:
                return None
            key = child.key.span.slice(source.text)
            is_word = "\n" not in key and "\r" not in key and full_span(child.key) == child.key.span
            head = f"{key if self._is_verbatim else portable_key(source, child)}:"
            if not is_word or not isinstance(child.key, Scalar):
                return None
        else:
            head = "-"
        node = child.value
        if self._is_spread(node):
            return self._nested(node, lead + head, column)
        value = self._value(node)
        return None if value is None else [f"{lead}{head} {value}".rstrip()]

    def _nested(self, node: Node, head: str, column: int) -> list[str] | None:
        """Return the lines of a child that is written over several lines itself."""
        if not isinstance(node, (Mapping, Sequence)) or full_span(node) != node.span:
            return None
        written = self._lines(node, column + (2 if head.endswith("-") else self._step))
        if written is None or not written[1]:
            return None
        comments, lines = written
        if head.endswith("-"):
            # The first entry shares its line with the dash.
            above = [f"{' ' * column}{comment}" for comment in comments]
            if lines[0].lstrip().startswith("#"):
                return None
            return [*above, f"{head} {lines[0].lstrip()}", *lines[1:]]
        return [f"{head}  {'  '.join(comments)}".rstrip(), *lines]

    def _value(self, node: Node) -> str | None:
        """Return the source of a value of one line."""
        if isinstance(node, Scalar) and node.style is Style.ABSENT:
            return "" if full_span(node) == node.span else None
        if not self._is_verbatim:
            return portable(self._source, node)
        return full_span(node).slice(self._source.text)

    def _is_spread(self, node: Node) -> bool:
        text = full_span(node).slice(self._source.text)
        return "\n" in text or "\r" in text


def _children(node: Mapping | Sequence) -> list[Entry] | list[Item]:
    return node.entries if isinstance(node, Mapping) else node.items


def _end(child: Entry | Item) -> int:
    return end_of(child) if isinstance(child, Entry) else child.value.span.end


def _start(child: Entry | Item) -> int:
    return full_span(child.key if isinstance(child, Entry) else child.value).start


def _means_the_same(source: SourceFile, change: Change) -> bool:
    """Tell whether a file has the same values, anchors and comments after a change."""
    text = apply(source.text, [(change.span, change.text)])
    changed = SourceFile(source.path, text, source.dialect)
    if any(problem.fatal for problem in changed.verdict):
        return False
    return (
        is_same(source.value(source.tree.root), changed.value(changed.tree.root))
        and list(_properties(source)) == list(_properties(changed))
        and sorted(map(_text, source.tree.comments)) == sorted(map(_text, changed.tree.comments))
    )


def _properties(source: SourceFile) -> Iterator[tuple[str | None, str | None]]:
    """Yield the anchor and the tag of every node, for a tag may say what only others know."""
    for node in walk(source.tree.root):
        anchor, tag = node.anchor, node.tag
        yield anchor.text if anchor else None, tag.text if tag else None


def _text(comment: Comment) -> str:
    return comment.text
