"""What holds for the spans of every tree, whatever is wrong with its text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from zdd_lsp.syntax.nodes import Alias, Mapping, Scalar, Style, full_span, walk
from zdd_lsp.syntax.problems import KINDS
from zdd_lsp.syntax.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.syntax.nodes import Entry, Item, Node, Sequence, Tree
    from zdd_lsp.text.span import Span

BREAK = re.compile(r"[\r\n]")


def check(tree: Tree) -> None:
    """Assert that every span of a tree, sliced from its text, is the source of its node."""
    text = tree.text
    broken = {problem.span.start for problem in tree.problems}
    for node in walk_all(tree):
        _inside(node.span, text)
        _check_properties(node, text)
        if isinstance(node, Scalar):
            _check_scalar(node, tree, broken)
        elif isinstance(node, Alias):
            assert node.span.slice(text) == f"*{node.name}"
        elif isinstance(node, Mapping):
            _check_mapping(node, text, broken)
        else:
            _check_sequence(node, text, broken)
    for comment in tree.comments:
        assert comment.span.slice(text) == comment.text
        assert comment.text.startswith("#")
        assert not BREAK.search(comment.text)
    _in_order(comment.span for comment in tree.comments)
    _in_order(document.span for document in tree.documents)
    for document in tree.documents:
        if document.root is not None:
            _encloses(document.span, full_span(document.root))
    _check_problems(tree)


def walk_all(tree: Tree) -> list[Node]:
    """Return the nodes of all documents."""
    return [node for document in tree.documents for node in walk(document.root)]


def _check_problems(tree: Tree) -> None:
    assert [p.span for p in tree.problems] == sorted(p.span for p in tree.problems)
    for problem in tree.problems:
        assert problem.kind in KINDS
        _inside(problem.span, tree.text)
        for span, _ in problem.related:
            _inside(span, tree.text)
        for repair in problem.repairs:
            for span, _ in repair.edits:
                _inside(span, tree.text)
            _in_order(span for span, _ in repair.edits)


def _inside(span: Span, text: str) -> None:
    assert 0 <= span.start <= span.end <= len(text), span


def _in_order(spans: Iterable[Span]) -> None:
    for one, other in pairwise(spans):
        assert one.end <= other.start, (one, other)


def _encloses(outer: Span, inner: Span) -> None:
    assert outer.start <= inner.start <= inner.end <= outer.end, (outer, inner)


def _check_properties(node: Node, text: str) -> None:
    if node.anchor is not None:
        assert node.anchor.span.slice(text) == f"&{node.anchor.text}"
        assert node.anchor.span.end <= node.span.start
    if node.tag is not None:
        assert node.tag.span.slice(text) == node.tag.text
        assert node.tag.text.startswith("!")
        assert node.tag.span.end <= node.span.start


def _check_scalar(node: Scalar, tree: Tree, broken: set[int]) -> None:
    source = node.span.slice(tree.text)
    if node.style is Style.ABSENT:
        assert source == node.text == ""
    elif node.style is Style.PLAIN:
        # Lines fold; symfony/yaml folds blanks in brackets, too.
        assert "".join(source.split()) == "".join(node.text.split()) or "#" in source
        assert source == source.strip(" \t")
        if not BREAK.search(source) and not tree.dialect.is_symfony:
            assert source == node.text
    elif node.style in (Style.SINGLE, Style.DOUBLE):
        quote = "'" if node.style is Style.SINGLE else '"'
        assert source[0] == quote
        if node.span.start not in broken:
            assert source[-1] == quote
            again = read(source, tree.dialect).root
            assert isinstance(again, Scalar)
            assert (again.text, again.style) == (node.text, node.style)
    else:
        _check_block_scalar(node, tree.text)


def _check_block_scalar(node: Scalar, text: str) -> None:
    assert node.header is not None
    header = node.header.slice(text)
    assert header[0] == ("|" if node.style is Style.LITERAL else ">")
    assert node.span.start == node.header.start
    assert node.span.end == (node.lines[-1] if node.lines else node.header).end
    _in_order([node.header, *node.lines])
    lines = [span.slice(text) for span in node.lines]
    assert not any(BREAK.search(line) for line in lines)
    assert "".join("".join(lines).split()) == "".join(node.text.split())
    if node.style is Style.LITERAL:
        assert "\n".join(lines).rstrip("\n") == node.text.rstrip("\n")


def _check_mapping(node: Mapping, text: str, broken: set[int]) -> None:
    spans = [entry_span(entry) for entry in node.entries]
    _in_order(spans)
    for entry, span in zip(node.entries, spans, strict=True):
        _encloses(node.span, span)
        if entry.colon is not None:
            assert entry.colon.slice(text) == ":"
            assert entry.key.span.end <= entry.colon.start
            assert entry.colon.end <= full_span(entry.value).start
        assert entry.key.span.end <= full_span(entry.value).start
    if node.flow:
        is_pair = [node.span] == spans  # in a list it needs no braces
        assert is_pair or text[node.span.start] == "{"
        assert is_pair or text[node.span.end - 1] in "]}" or node.span.start in broken
    else:
        assert spans[0].start == node.span.start or text[node.span.start] == "?"
        assert spans[-1].end == node.span.end


def _check_sequence(node: Sequence, text: str, broken: set[int]) -> None:
    spans = [item_span(item) for item in node.items]
    _in_order(spans)
    for item, span in zip(node.items, spans, strict=True):
        _encloses(node.span, span)
        if item.dash is not None:
            assert item.dash.slice(text) == "-"
            assert item.dash.end <= full_span(item.value).start
    if node.flow:
        assert text[node.span.start] == "["
        assert text[node.span.end - 1] in "]}" or node.span.start in broken
    else:
        assert spans[0].start == node.span.start
        assert spans[-1].end == node.span.end


def entry_span(entry: Entry) -> Span:
    """Return the span of an entry, its colon included."""
    span = entry.span
    return span if entry.colon is None else span._replace(end=max(span.end, entry.colon.end))


def item_span(item: Item) -> Span:
    """Return the span of an item, its dash included."""
    span = full_span(item.value)
    return span if item.dash is None else span._replace(start=item.dash.start)
