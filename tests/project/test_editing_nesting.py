"""Entries that go below another key, or get a new key above them: whatever stands around them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.block_writer import Writer
from zdd_lsp.project.editing import Change, move_below, put_below_new
from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import Dialect, Entry, Mapping
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.syntax.scalars import PhpValue

BLOCKS: tuple[tuple[tuple[str, ...], PhpValue], ...] = (
    ((" 1",), 1),
    ((" [a, b]",), ["a", "b"]),
    (("", "  a: 1", "  b:", "    c: x"), {"a": 1, "b": {"c": "x"}}),
    (("", "  - a", "  - b"), ["a", "b"]),
    (("", "- a", "- b"), ["a", "b"]),
)
"""Values: what stands behind the colon and below the key, and what they mean."""


def entry(source: SourceFile, *path: str) -> Entry:
    node = source.tree.root
    found: Entry | None = None
    for name in path:
        assert isinstance(node, Mapping)
        found = node.get(name)
        assert found is not None
        node = found.value
    assert found is not None
    return found


def mapping(source: SourceFile, *path: str) -> Mapping:
    value = entry(source, *path).value
    assert isinstance(value, Mapping)
    return value


def applied(source: SourceFile, changes: Iterable[Change]) -> SourceFile:
    edits = [(change.span, change.text) for change in changes]
    return SourceFile("a.yaml", apply(source.text, edits), source.dialect)


def comments(source: SourceFile) -> Counter[str]:
    return Counter(comment.text for comment in source.tree.comments)


@dataclass(frozen=True)
class Case:
    """A file in which ``moved`` belongs below ``target``, and what it means afterwards."""

    source: SourceFile
    wanted: PhpValue


@st.composite
def cases(draw: st.DrawFn) -> Case:
    writer = Writer(draw, draw(st.integers(1, 4)))
    values: dict[int | str, PhpValue] = {}
    keys = ["target", *draw(st.permutations(["moved", "other", "last"]))]
    if draw(st.booleans()):
        keys.reverse()
    below: PhpValue = None
    writer.key(0, "r")
    moved: PhpValue = None
    for name in keys:
        if name == "target":
            writer.key(1, "target")
            if draw(st.booleans()):
                block, below = draw(st.sampled_from(BLOCKS))
                writer.key(2, "inner", block)
                below = {"inner": below}
            values["target"] = below
            continue
        block, value = draw(st.sampled_from(BLOCKS))
        writer.key(1, name, block)
        if name == "moved":
            moved = value
        else:
            values[name] = value
    writer.between(1)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    end = newline if draw(st.booleans()) else ""
    source = SourceFile("a.yaml", newline.join(writer.lines) + end, Dialect.SYMFONY_TAGS)
    assert isinstance(below, dict) or below is None
    values["target"] = {**(below or {}), "moved": moved}
    return Case(source, {"r": values})


@given(cases())
@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
def test_what_moves_is_below_the_key_and_nothing_else_changes(case: Case) -> None:
    source = case.source
    # symfony/yaml refuses some comments between a list in the column of its key and the next key.
    assume(not source.verdict)

    changes = move_below(
        source, mapping(source, "r"), [entry(source, "r", "moved")], entry(source, "r", "target")
    )

    assert changes is not None
    after = applied(source, changes)
    assume(not after.verdict)  # the fixes ask whether the file can still be read
    assert after.value(after.tree.root) == case.wanted, after.text
    assert comments(after) == comments(source), after.text
    assert set(after.text) & set("\r\n") <= set(source.text) & set("\r\n") | {"\n"}


@st.composite
def lists(draw: st.DrawFn) -> tuple[SourceFile, PhpValue]:
    writer = Writer(draw, draw(st.integers(1, 4)))
    block, value = draw(st.sampled_from(BLOCKS[2:]))
    writer.key(0, "r")
    writer.key(1, "theme", block)
    writer.key(1, "other", (" 1",))
    text = "\n".join(writer.lines) + "\n"
    wanted: PhpValue = {"r": {"theme": {"language": value}, "other": 1}}
    return SourceFile("a.yaml", text, Dialect.SYMFONY_TAGS), wanted


@given(lists())
@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
def test_a_new_key_takes_all_that_is_below(drawn: tuple[SourceFile, PhpValue]) -> None:
    source, wanted = drawn
    # symfony/yaml refuses some comments between a list in the column of its key and the next key.
    assume(not source.verdict)

    change = put_below_new(source, entry(source, "r", "theme"), "language")

    assert change is not None
    after = applied(source, [change])
    assume(not after.verdict)  # the fixes ask whether the file can still be read
    assert after.value(after.tree.root) == wanted, after.text
    assert comments(after) == comments(source), after.text


TARGET_TAKEN = "r:\n  t:\n    m: 2\n  m: 1\n"
ALONE = "t:\nr:\n  m: 1\n"
IN_BRACES = "r: {t: , m: 1}\n"
SHARED = "r:\n  t: &t\n    a: 1\n  m: 1\nx: *t\n"
BLOCK = "r:\n  t:\n  m: |\n    text\n"
FULL = "r:\n  t: 1\n  m: 1\n"


@pytest.mark.parametrize("text", [TARGET_TAKEN, IN_BRACES, SHARED, BLOCK, FULL])
def test_what_cannot_move(text: str) -> None:
    source = SourceFile("a.yaml", text, Dialect.SYMFONY_TAGS)
    parent = mapping(source, "r")

    assert move_below(source, parent, [entry(source, "r", "m")], entry(source, "r", "t")) is None


def test_the_last_entry_of_a_map_stays() -> None:
    source = SourceFile("a.yaml", ALONE, Dialect.SYMFONY_TAGS)

    assert (
        move_below(source, mapping(source, "r"), [entry(source, "r", "m")], entry(source, "t"))
        is None
    )


@pytest.mark.parametrize("text", ["t: [a]\n", "t: a\n", "t:\n", "t: &a\n  - b\n", "t: !x\n  - b\n"])
def test_what_gets_no_new_key(text: str) -> None:
    source = SourceFile("a.yaml", text, Dialect.SYMFONY_TAGS)

    assert put_below_new(source, entry(source, "t"), "new") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("r:\n  s:\n    a: 1\n    m:\n      b: 2\n", "r:\n  s:\n    a: 1\n  m:\n    b: 2\n"),
        (
            "r:\n  s:\n    # of m\n    m: 1\n    a: 1\n  t: 2\n# end\n",
            "r:\n  s:\n    a: 1\n  t: 2\n  # of m\n  m: 1\n# end\n",
        ),
    ],
)
def test_an_entry_goes_up_to_the_level_above(before: str, after: str) -> None:
    source = SourceFile("a.yaml", before, Dialect.SYMFONY_TAGS)
    moved = entry(source, "r", "s", "m")

    changes = move_below(source, mapping(source, "r", "s"), [moved], entry(source, "r"))

    assert changes is not None
    assert applied(source, changes).text == after
