"""Entries that move a level down or up, or go."""

from __future__ import annotations

import pytest

from zdd_lsp.project.editing import Change, drop_entry, drop_item, lift, push_down
from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import Dialect, Entry, Mapping, Sequence
from zdd_lsp.text.edits import apply


def file(text: str) -> SourceFile:
    return SourceFile("a.yaml", text, Dialect.PLATFORM)


def entry(source: SourceFile, *path: str) -> tuple[Mapping, Entry]:
    """Return an entry of the file by its path, with the mapping that it stands in."""
    node = source.tree.root
    for name in path[:-1]:
        assert isinstance(node, Mapping)
        above = node.get(name)
        assert above is not None
        node = above.value
    assert isinstance(node, Mapping)
    found = node.get(path[-1])
    assert found is not None
    return node, found


def applied(source: SourceFile, *changes: Change) -> str:
    return apply(source.text, [(change.span, change.text) for change in changes])


# Down


@pytest.mark.parametrize(
    ("before", "moved", "heads", "depth", "after"),
    [
        ("r:\n  x:\n  a: 1\n  b: 2\n", ["a", "b"], [], 1, "r:\n  x:\n    a: 1\n    b: 2\n"),
        ("r:\n  a: 1\n  y: 3\n", ["a"], ["x"], 1, "r:\n  x:\n    a: 1\n  y: 3\n"),
        ("r:\n  a: 1\n", ["a"], ["x", "y"], 2, "r:\n  x:\n    y:\n      a: 1\n"),
        ("r:\n  x:\n  a: 1\n", ["a"], ["y"], 2, "r:\n  x:\n    y:\n      a: 1\n"),
        (
            "r:\n    a:\n        b: 1\n",
            ["a"],
            ["x"],
            1,
            "r:\n    x:\n        a:\n            b: 1\n",
        ),
        (
            "r:\n  x: # why\n  # of a\n  a: |\n    text\n\n    more\n  # behind\n  b: 1\n",
            ["a"],
            [],
            1,
            "r:\n  x: # why\n    # of a\n    a: |\n      text\n\n      more\n  # behind\n  b: 1\n",
        ),
        ("r:\r\n  x:\r\n  a: 1\r\n", ["a"], [], 1, "r:\r\n  x:\r\n    a: 1\r\n"),
    ],
)
def test_entries_are_pushed_down(
    before: str, moved: list[str], heads: list[str], depth: int, after: str
) -> None:
    source = file(before)
    parent, _ = entry(source, "r", moved[0])

    change = push_down(source, parent, [entry(source, "r", n)[1] for n in moved], heads, depth)

    assert change is not None
    assert applied(source, change) == after


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("r: {x: , a: 1}\n", ["a"]),
        ("r:\n  a: 1\n  x:\n  b: 2\n", ["a", "b"]),
        ("r:\n  x:\n  a: |+\n    text\n\n", ["a"]),
    ],
)
def test_what_cannot_be_pushed_down(text: str, moved: list[str]) -> None:
    source = file(text)
    parent, _ = entry(source, "r", moved[0])

    assert push_down(source, parent, [entry(source, "r", n)[1] for n in moved], [], 1) is None


# Up


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "r:\n  c:\n    e: 1\n    s:\n      e: 2\n",
            "r:\n  c:\n    e: 1\n  s:\n    e: 2\n",
        ),
        (
            "r:\n  c:\n    # of s\n    s: {e: 2} # two\n    e: 1\n  d: 3\n",
            "r:\n  c:\n    e: 1\n  # of s\n  s: {e: 2} # two\n  d: 3\n",
        ),
        (
            "r:\n  c:\n    s:\n      e: 2\n    e: 1",
            "r:\n  c:\n    e: 1\n  s:\n    e: 2",
        ),
    ],
)
def test_an_entry_is_lifted(before: str, after: str) -> None:
    source = file(before)
    (_, above), (_, inner) = entry(source, "r", "c"), entry(source, "r", "c", "s")

    changes = lift(source, above, inner)

    assert changes is not None
    assert applied(source, *changes) == after


@pytest.mark.parametrize(
    "text",
    [
        "r:\n  c:\n    s: 1\n",
        "r:\n  c: {s: 1, e: 2}\n",
        "r:\n  c:\n    e: |+\n      text\n\n    s: 1\n",
    ],
)
def test_what_cannot_be_lifted(text: str) -> None:
    source = file(text)

    assert lift(source, entry(source, "r", "c")[1], entry(source, "r", "c", "s")[1]) is None


def test_a_text_has_nothing_to_lift() -> None:
    source = file("r:\n  c: text\n")
    _, above = entry(source, "r", "c")

    assert lift(source, above, above) is None


# Away


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("r:\n  a: 1\n  b: 2\n", "r:\n  b: 2\n"),
        ("r:\n  b: 2\n  a: 1\n", "r:\n  b: 2\n"),
        ("r:\n  b: 2\n  a: 1", "r:\n  b: 2"),
        ("r:\n  a:\n    c: 1 # why\n    # more\n  b: 2\n", "r:\n  # why\n  # more\n  b: 2\n"),
        ("r:\n  # of a\n  a: 1\n  b: 2\n", "r:\n  # of a\n  b: 2\n"),
        ("r: {a: 1, b: 2}\n", "r: {b: 2}\n"),
        ("r: {b: 2, a: 1}\n", "r: {b: 2}\n"),
    ],
)
def test_an_entry_goes(before: str, after: str) -> None:
    source = file(before)

    changes = drop_entry(source, *entry(source, "r", "a"))

    assert changes is not None
    assert applied(source, *changes) == after


@pytest.mark.parametrize(
    "text",
    [
        "r:\n  a: 1\n",
        "r:\n  a: &x 1\n  b: *x\n",
        "r: &r\n  a: 1\n  b: 2\ns: *r\n",
        "r:\n  b: |+\n    text\n\n  a: 1\n",
        "r:\n  ? a\n  : 1\n  b: 2\n",
    ],
)
def test_what_cannot_go(text: str) -> None:
    source = file(text)

    assert drop_entry(source, *entry(source, "r", "a")) is None


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("r: [a, b, c]\n", 0, "r: [b, c]\n"),
        ("r: [a, b, c]\n", 1, "r: [a, c]\n"),
        ("r: [a, b, c]\n", 2, "r: [a, b]\n"),
        ("r:\n  - a\n  - 'b'\n", 1, "r:\n  - a\n"),
        ("r:\n- a\n- b\n", 0, "r:\n- b\n"),
    ],
)
def test_an_item_goes(before: str, number: int, after: str) -> None:
    source = file(before)
    node = entry(source, "r")[1].value
    assert isinstance(node, Sequence)

    change = drop_item(source, node, node.items[number])

    assert change is not None
    assert applied(source, change) == after


@pytest.mark.parametrize(
    "text",
    [
        "r: [a]\n",
        "r:\n  - a\n",
        "r:\n  - a # why\n  - b\n",
        "r: [a, # why\n  b]\n",
        "r: [&x a, b]\ns: *x\n",
        "r:\n  - - a\n    - c\n  - b\n",
    ],
)
def test_what_item_cannot_go(text: str) -> None:
    source = file(text)
    node = entry(source, "r")[1].value
    assert isinstance(node, Sequence)

    assert drop_item(source, node, node.items[0]) is None
