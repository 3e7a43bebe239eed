"""Keys that get another name, scalars that get another value, maps that get another entry."""

from __future__ import annotations

import pytest

from zdd_lsp.project import SourceFile
from zdd_lsp.project.editing import (
    rename_key,
    replace_scalar,
    set_below,
    set_value,
    stands_elsewhere,
)
from zdd_lsp.syntax.nodes import Dialect, Entry, Mapping, walk
from zdd_lsp.text.edits import apply


def source_of(text: str, dialect: Dialect = Dialect.SYMFONY) -> SourceFile:
    return SourceFile("a.yaml", text, dialect)


def entry_of(source: SourceFile, name: str = "X") -> Entry:
    """Return the first entry of a name, wherever it stands."""
    return next(
        entry
        for node in walk(source.tree.root)
        if isinstance(node, Mapping)
        for entry in node.entries
        if entry.name == name
    )


def replaced(text: str, value: str, dialect: Dialect = Dialect.SYMFONY) -> str:
    source = source_of(text, dialect)
    change = replace_scalar(source, entry_of(source).value, value)
    result = apply(text, [(change.span, change.text)])
    assert source_of(result, dialect).verdict == []
    return result


def extended(text: str, name: str = "_merge", value: str = "true") -> str | None:
    source = source_of(text)
    change = set_below(source, entry_of(source), name, value)
    if change is None:
        return None
    result = apply(text, [(change.span, change.text)])
    assert source_of(result).verdict == []
    return result


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("a:\n  X: 1  # c\n", "Y", "a:\n  Y: 1  # c\n"),
        ("'X': 1\n", "Y", "'Y': 1\n"),
        ('"X" : 1\n', "Y", '"Y" : 1\n'),
        ('{"X":1}\n', "Y", '{"Y":1}\n'),
        ('"X": 1\n', 'a"b', "'a\"b': 1\n"),
        ("X: 1\n", "it's", "'it''s': 1\n"),
        ("X: 1\n", "true", "'true': 1\n"),
        ("X: 1\n", "12", "'12': 1\n"),
        ("X: 1\n", "", "'': 1\n"),
        ("'X': 1\n", "a\nb", '"a\\nb": 1\n'),
    ],
)
def test_a_key_keeps_its_quotes(before: str, name: str, after: str) -> None:
    source = source_of(before)
    change = rename_key(source, entry_of(source), name)

    result = apply(before, [(change.span, change.text)])

    assert result == after
    assert source_of(result).verdict == []
    assert entry_of(source_of(result), name).name == name


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("X: 1 # c\n", "'2'", "X: '2' # c\n"),
        ("X: 'a'\n", "b", "X: b\n"),
        ("X:\n", "1", "X: 1\n"),
        ("X:", "1", "X: 1"),
        ("X:   # c\n", "1", "X: 1   # c\n"),
        ("a: {X: , b: 1}\n", "1", "a: {X: 1 , b: 1}\n"),
        ("a: {X:}\n", "1", "a: {X: 1}\n"),
        ("X: a\n  b\ny: 1\n", "1", "X: 1\ny: 1\n"),
        ('X: "a\n\n  b" # c\n', "1", "X: 1 # c\n"),
        ("X: |\n  a\n  b\n# d\n", "1", "X: 1\n# d\n"),
        ("X: |-  # c\r\n  a\r\n  b\r\n", "1", "X: 1  # c\r\n"),
        ("X: >+\n  a\n\ny: 1\n", "1", "X: 1\n\ny: 1\n"),
        ("X: |\n  a", "1", "X: 1"),
        ("X: [1, 2] # c\n", "1", "X: 1 # c\n"),
        ("X: !!str 5\n", "5", "X: 5\n"),
        ("X: &a 5\ny: *a\n", "6", "X: &a 6\ny: *a\n"),
        ("X: &a\ny: *a\n", "6", "X: &a 6\ny: *a\n"),
        ("X: &a !!str 5\n", "6", "X: &a 6\n"),
        ("X: 1\r\n", "\n  - 1\n  - 2", "X: \r\n  - 1\r\n  - 2\r\n"),
    ],
)
def test_a_scalar_is_replaced_and_its_comments_stay(before: str, value: str, after: str) -> None:
    assert replaced(before, value) == after


def test_a_tag_goes_and_the_anchor_behind_it_stays() -> None:
    assert replaced("X: !!str &a 5\n", "6", Dialect.PLATFORM) == "X: &a 6\n"


def test_a_key_without_a_colon_gets_one() -> None:
    assert replaced("a: {X, b: 1}\n", "1", Dialect.PLATFORM) == "a: {X: 1, b: 1}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  X: 1 # c\n", "a:\n  X: 2 # c\n"),
        ("a:\n  X: [1,\n    3] # c\n", "a:\n  X: 2 # c\n"),
        ("a:\n  X:\n  - 1\n  - 3\n  b: 1\n", "a:\n  X: 2\n  b: 1\n"),
        ("a:\n  X:\n    b: 1\n    c:\n", "a:\n  X: 2\n"),
        ("a:\r\n  X: !t # b\r\n    - 1", "a:\r\n  X: 2  # b\r\n"[:-2]),
        (
            "a:\n  X: # b\n    # c\n    - 1 # d\n    # e\n    - 3 # f\n  y: 1\n",
            "a:\n  X: 2  # b\n  # c\n  # d\n  # e\n  # f\n  y: 1\n",
        ),
        ("a:\n  X: [1, # b\n    3] # c\n", "a:\n  X: 2  # b\n  # c\n"),
        ("a: {X: [1, # b\n    3], y: 1} # c\n", "a: {X: 2 # b\n    , y: 1} # c\n"),
        ("X: &x\n  - 1\ny: *x\n", "X: &x 2\ny: *x\n"),
    ],
)
def test_a_value_is_replaced_whatever_it_is(before: str, after: str) -> None:
    source = source_of(before, Dialect.SYMFONY_TAGS)
    changes = set_value(source, entry_of(source), "2")

    result = apply(before, [(change.span, change.text) for change in changes])

    assert result == after
    assert source_of(result, Dialect.SYMFONY_TAGS).verdict == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n  X: 1\n", False),
        ("a:\n  X: &x 1\n", False),
        ("a:\n  X: &x 1\nb: *x\n", True),
        ("a: &x\n  X: 1\nb: *x\n", True),
        ("a: &x {X: 1}\nb: *x\n", True),
        ("a: {b: &x {X: 1}, c: *x}\n", True),
        ("a: &x\n  - b\n  - X: 1\nb: [*x]\n", True),
        ("a: &x\n  y: 1\nb: *x\nc:\n  X: 1\n", False),
    ],
)
def test_what_an_alias_repeats_stands_elsewhere(text: str, *, expected: bool) -> None:
    source = source_of(text)

    assert stands_elsewhere(source, entry_of(source)) is expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n    X:\n        b: 1\n", "a:\n    X:\n        b: 1\n        _merge: true\n"),
        (
            "a:\n  X:\n    b:\n      - 1\n    # c\n\n  # y\n  y: 1\n",
            "a:\n  X:\n    b:\n      - 1\n    # c\n    _merge: true\n\n  # y\n  y: 1\n",
        ),
        ("a:\n   X: # c\n   y: 1\n", "a:\n   X: # c\n      _merge: true\n   y: 1\n"),
        ("X:", "X:\n  _merge: true"),
        ("X:\r\n  b: 1", "X:\r\n  b: 1\r\n  _merge: true"),
        ("X: {b: 1} # c\n", "X: {b: 1, _merge: true} # c\n"),
        ("X: {b: 1, } # c\n", "X: {b: 1, _merge: true, } # c\n"),
        ("X: {}\n", "X: {_merge: true}\n"),
        ("X: []\n", "X: {_merge: true}\n"),
        ("X: ~ # c\n", "X: {_merge: true} # c\n"),
        ("a: {X: }\n", "a: {X: {_merge: true} }\n"),
        ("a: {X:, b: 1}\n", "a: {X: {_merge: true}, b: 1}\n"),
        ("a: [{X: null}]\n", "a: [{X: {_merge: true}}]\n"),
        ("a:\n  - X:\n      b: 1\n", "a:\n  - X:\n      b: 1\n      _merge: true\n"),
        ("a:\n  - X:\n", "a:\n  - X:\n      _merge: true\n"),
        ("X: &x\n  b: 1\ny: 1\n", "X: &x\n  b: 1\n  _merge: true\ny: 1\n"),
        ("X: &x\n", "X: &x\n  _merge: true\n"),
        ("X:\n  b: |-\n    text", "X:\n  b: |-\n    text\n  _merge: true"),
    ],
)
def test_a_map_gets_an_entry(before: str, after: str) -> None:
    assert extended(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "X: 1\n",
        "X: [1]\n",
        "X:\n  - 1\n",
        "X:\n  _merge: false\n",
        "X: {_merge: false}\n",
        "b: &b {c: 1}\nX: *b\n",
        "X: &x {c: 1}\nb: *x\n",
        "b: &b {_merge: 1}\nX: {<<: *b}\n",
        "X: &x\ny: *x\n",
        "X:\n  b: |+\n    text\n\n",
        "X:\n  b: |\n    text",
    ],
)
def test_what_is_no_map_or_has_the_key_gets_none(text: str) -> None:
    assert extended(text) is None


def test_a_value_of_several_lines_is_indented_below_its_key() -> None:
    assert extended("a:\n    X:\n        b: 1\n", "c", "\n- 1\n- 2") == (
        "a:\n    X:\n        b: 1\n        c:\n            - 1\n            - 2\n"
    )
    assert extended("X: {b: 1}\n", "c", "\n- 1") is None
