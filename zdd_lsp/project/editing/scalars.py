"""Changes of single words: a key's name, a scalar's value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.editing.changes import Change, column_of
from zdd_lsp.project.editing.extent import comments_in, is_in_flow
from zdd_lsp.syntax.nodes import Alias, Scalar, Style, full_span
from zdd_lsp.syntax.writing import scalar, single_quoted
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node


SAFE: Final = re.compile(r"[\w.+~/-]+")
"""A plain scalar that means the same in a block and in braces, whatever its type."""


def rename_key(source: SourceFile, entry: Entry, name: str) -> Change:
    """Give the key of an entry another name, in the quotes that it had.

    Other quotes are taken only where the new name needs them.
    """
    plain = text = key_source(name)
    if isinstance(entry.key, Scalar) and plain in (name, f"'{name}'"):
        if entry.key.style is Style.SINGLE:
            text = single_quoted(name)
        elif entry.key.style is Style.DOUBLE and not set(name) & set('"\\'):
            text = f'"{name}"'
    return Change(source.path, entry.key.span, text)


def key_source(name: str) -> str:
    """Return the source of a key, for a block and for braces.

    symfony/yaml ends a key in braces at the first blank, unless the key is quoted.
    """
    plain = scalar(name)
    return single_quoted(name) if plain == name and not SAFE.fullmatch(name) else plain


def replace_scalar(source: SourceFile, node: Node, text: str) -> Change:
    """Replace a value by YAML source; its tag goes, its anchor and its comments stay.

    Args:
        source: The file of the node.
        node: A scalar, also one of several lines or an absent one, or a value in brackets.
        text: The new value as YAML source, in a form that its place allows.
    """
    if "\n" in text:
        text = text.replace("\n", eol(source.text))
    span = node.span
    if isinstance(node, Scalar) and node.header is not None:
        line = source.lines.line_span(source.lines.line_at(node.header.end))
        text += Span(node.header.end, line.end).slice(source.text)  # the comment of the header
    if node.tag is not None and (node.anchor is None or node.anchor.span < node.tag.span):
        span = Span(node.tag.span.start, span.end)
    elif node.tag is not None and node.anchor is not None:
        span = Span(full_span(node).start, span.end)
        text = f"{node.anchor.span.slice(source.text)} {text}"
    if isinstance(node, Scalar) and node.style is Style.ABSENT and span == node.span:
        before = source.text[span.start - 1 : span.start]
        # Without a colon there is a key alone, as platform files may have it in braces.
        lead = "" if before in (" ", "\t") else " " if before in (":", "-", "?") else ": "
        if node.anchor is not None:
            lead = " "
        text = lead + text
    if source.text[span.end : span.end + 1] == "#":
        text += " "  # behind a quote this is a comment, behind a plain scalar a part of it
    return Change(source.path, span, text)


def set_value(source: SourceFile, entry: Entry, text: str) -> tuple[Change, ...]:
    """Replace the value of an entry, whatever it is, by YAML source of one line.

    Its tag goes, its anchor stays. Comments within it become lines of their own below.
    """
    node, colon = entry.value, entry.colon
    comments = comments_in(source, node.span)
    is_line = isinstance(node, (Scalar, Alias)) or (node.flow and not comments)
    if is_line or colon is None:
        return (replace_scalar(source, node, text),)
    newline = eol(source.text)
    if node.anchor is not None:
        text = f"{node.anchor.span.slice(source.text)} {text}"
    if is_in_flow(source, entry):
        column = " " * column_of(source, entry.key.span.start)
        behind = "".join(f" {comment.text}{newline}{column}" for comment in comments)
        return (Change(source.path, Span(full_span(node).start, node.span.end), text + behind),)
    end = source.lines.line_span(source.lines.line_at(node.span.end)).end
    key_end = source.lines.line_span(source.lines.line_at(colon.end)).end
    comments = comments_in(source, Span(colon.end, end))
    first = f"  {comments.pop(0).text}" if comments and comments[0].span.start < key_end else ""
    column = " " * column_of(source, full_span(entry.key).start)
    below = "".join(f"{newline}{column}{comment.text}" for comment in comments)
    return (Change(source.path, Span(colon.end, end), f" {text}{first}{below}"),)
