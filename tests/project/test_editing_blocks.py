"""Braces and brackets that become lines: each row is a file before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.env_texts import env_texts
from zdd_lsp.project.editing import braces_at, to_block
from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import Dialect, Mapping, Sequence, walk
from zdd_lsp.syntax.values import is_same
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.text.span import Span


def source_of(text: str, dialect: Dialect = Dialect.PLATFORM) -> SourceFile:
    return SourceFile("a.yaml", text, dialect)


def converted(marked: str, dialect: Dialect = Dialect.PLATFORM) -> str | None:
    """Convert what stands at the cursor ``<|>``."""
    offset = marked.index("<|>")
    source = source_of(marked.replace("<|>", ""), dialect)
    braces = braces_at(source, offset)
    change = braces and to_block(source, braces)
    return apply(source.text, [(change.span, change.text)]) if change else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a: {x: 1, <|>y: 2}\nb: 3\n", "a:\n  x: 1\n  y: 2\nb: 3\n", id="a map"),
        pytest.param("a<|>: [x, 'y z']\n", "a:\n  - x\n  - 'y z'\n", id="a list, from its key"),
        pytest.param(
            "a:\n    b: {x: {y: 1<|>}, z: [2]}\n",
            "a:\n    b:\n        x: {y: 1}\n        z: [2]\n",
            id="one level, with the indentation of the file",
        ),
        pytest.param(
            "a: {x: {y: 1,\r\n  z: 2}, <|>u: [\r\n  3]}\r\n",
            "a:\r\n  x:\r\n    y: 1\r\n    z: 2\r\n  u:\r\n    - 3\r\n",
            id="what is spread over lines stays so",
        ),
        pytest.param(
            "a: {  # one\n  # two\n  x: 1,  # three\n  y: <|>2  # four\n  # five\n}  # six\n",
            "a:  # one\n  # six\n  # two\n  x: 1  # three\n  y: 2  # four\n  # five\n",
            id="comments stay beside their entries",
        ),
        pytest.param("{a: 1, <|>b: {c: 2}}\n", "a: 1\nb: {c: 2}\n", id="the root"),
        pytest.param(
            "a: &n !t {x: <|>!u 1}\nb: *n\n", "a: &n !t\n  x: !u 1\nb: *n\n", id="names and tags"
        ),
        pytest.param("a: [{x: 1,\n  y: 2}<|>]\n", "a:\n  - x: 1\n    y: 2\n", id="a list of maps"),
        pytest.param("a: {x:, <|>y: ''}\n", "a:\n  x:\n  y: ''\n", id="nothing behind the colon"),
    ],
)
def test_braces_become_lines(before: str, after: str) -> None:
    assert converted(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: {<|>}\n", id="empty"),
        pytest.param("a: 1<|>\n", id="a scalar"),
        pytest.param("a: {x: 1}\n\n<|>b: 2\n", id="elsewhere"),
        pytest.param("a:\n  - {x: <|>1}\n", id="an item"),
        pytest.param("a: {x: 'one\n  two<|>'}\n", id="a text of several lines"),
        pytest.param("a: {x: <|>1, x\n", id="no YAML"),
        pytest.param("a: {x, <|>y}\n", id="keys alone"),
    ],
)
def test_what_has_no_lines_stays(text: str) -> None:
    assert converted(text) is None


def flows(source: SourceFile) -> Iterator[Span]:
    for node in walk(source.tree.root):
        if isinstance(node, (Mapping, Sequence)) and node.flow:
            yield node.span


@given(env_texts(), st.data())
@settings(deadline=None)
def test_the_lines_mean_the_same(text: str, data: st.DataObject) -> None:
    dialect = data.draw(st.sampled_from(Dialect))
    source = source_of(text, dialect)
    places = list(flows(source))
    if source.verdict or not places:
        return
    braces = braces_at(source, data.draw(st.sampled_from(places)).start)
    change = braces and to_block(source, braces)
    if not change:
        return
    assert braces is not None

    new = apply(text, [(change.span, change.text)])

    changed = source_of(new, dialect)
    assert changed.verdict == []
    assert is_same(source.value(source.tree.root), changed.value(changed.tree.root))
    assert sorted(each.text for each in source.tree.comments) == sorted(
        each.text for each in changed.tree.comments
    )
    assert line_breaks(new) <= (line_breaks(text) or {"\n"})
    assert len(list(flows(changed))) < len(places)


def line_breaks(text: str) -> set[str]:
    index = LineIndex(text)
    return {index.line_break(line) for line in range(len(index))} - {""}
