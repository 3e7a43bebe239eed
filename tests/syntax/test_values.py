"""What trees mean: types by dialect, merges, aliases, tags."""

from __future__ import annotations

import math

import pytest

from zdd_lsp.syntax.nodes import Dialect, Mapping
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.scalars import UNKNOWN, PhpValue
from zdd_lsp.syntax.values import Values, difference, is_same, is_truthy, php_type

SYMFONY, TAGS, PLATFORM = Dialect.SYMFONY, Dialect.SYMFONY_TAGS, Dialect.PLATFORM


def value(text: str, dialect: Dialect = SYMFONY) -> PhpValue:
    return Values(read(text, dialect)).root


@pytest.mark.parametrize(
    ("source", "symfony", "platform"),
    [
        ("yes", "yes", "yes"),
        ("tRuE", True, "tRuE"),
        ("true", True, True),
        ("~", None, None),
        ("", None, None),
        ("0777", "0777", 777),
        ("0o17", 15, 15),
        ("1_000", 1000, 1000),
        ("+5", 5.0, 5),
        ("2020-01-01", 1577836800, "2020-01-01"),
        ("'5'", "5", "5"),
        ('"\\x41"', "A", "A"),
        ("!!str 5", "5", "5"),
        ("!!float 5", 5.0, 5),
        ("!!binary aGk=", "hi", "aGk="),
        ("! 5", 5, 5),
        ("!php/const PHP_EOL", "\n", "PHP_EOL"),
        ("!php/const:PHP_INT_SIZE", 8, None),
        ("!php/const \\App\\X::Y", None, "\\App\\X::Y"),
        ("!php/object x", None, "x"),
        ("[1, , 2,]", [1, 2], [1, 2]),
        ("[&a 5, *a]", ["5", "5"], [5, 5]),
        ("[a  b]", ["a b"], ["a  b"]),
        ("{a: , 'b':c}", {"a": None, "b": "c"}, {"a": None, "b": "c"}),
    ],
)
def test_scalars(source: str, symfony: PhpValue, platform: PhpValue) -> None:
    assert value(f"k: {source}\n") == {"k": symfony}
    assert value(f"k: {source}\n", PLATFORM) == {"k": platform}


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("!foo x", ["x"]),
        ("!foo [x]", ["x"]),
        ("!foo {x: !bar 1}", {"x": [1]}),
        ("!env X", None),
        ("!include x.yaml", None),
        ("!php/const PHP_INT_SIZE", 8),
        ("!php/const:PHP_INT_SIZE 5", {"8": 5}),
        ("!!str 5", "5"),
    ],
)
def test_tags_of_the_2_2_line(source: str, wanted: PhpValue) -> None:
    """ece-tools 2002.2.10, Util/YamlNormalizer."""
    found = value(f"k: {source}\n", TAGS)
    assert isinstance(found, dict)
    assert is_same(found["k"], wanted)


@pytest.mark.parametrize(
    ("source", "symfony"),
    [
        ("1: a", "1"),
        ("'01': a", "01"),
        ("0x1F: a", "31"),
        ("2020-01-01: a", "1577836800"),
        ("!!str 1: a", "1"),
        ("!php/const PHP_INT_SIZE: a", "8"),
        ("'a b' : a", "a b"),
    ],
)
def test_keys(source: str, symfony: str) -> None:
    assert value(f"{source}\n") == {symfony: "a"}


def test_keys_that_are_no_text_in_yaml() -> None:
    assert value("&a x: 1\n*a : 2\n? [b]\n: 3\n", PLATFORM) == {"x": 2, "": 3}


@pytest.mark.parametrize("dialect", [SYMFONY, PLATFORM])
@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("<<: *a", {"x": 1, "y": 2}),
        ("<<: *a\n  x: 3", {"x": 3, "y": 2}),
        ("x: 3\n  <<: *a", {"x": 3, "y": 2}),
        ("<<: [*b, *a]", {"x": 5, "y": 2}),
        ("<<: {z: 7}", {"z": 7}),
        ("<<:\n    z: 7", {"z": 7}),
    ],
)
def test_merges(source: str, wanted: PhpValue, dialect: Dialect) -> None:
    text = f"a: &a {{x: 1, y: 2}}\nb: &b {{x: 5}}\nc:\n  {source}\n"
    found = value(text, dialect)
    assert isinstance(found, dict)
    assert found["c"] == wanted


def test_aliases_share_one_value() -> None:
    found = value("a: &a [1]\nb: *a\n")
    assert isinstance(found, dict)
    assert found["a"] is found["b"]


def test_a_later_anchor_replaces_an_earlier_one() -> None:
    assert value("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_what_cannot_be_read_is_null() -> None:
    assert value("a: *nope\nb: \n") == {"a": None, "b": None}


def test_all_documents_have_values() -> None:
    tree = read("a: 1\n---\n- 2\n", PLATFORM)
    values = Values(tree)
    assert values.root == {"a": 1}
    assert values.of(tree.documents[1].root) == [2]


@pytest.mark.parametrize(
    ("found", "truth", "name"),
    [
        (None, False, "NULL"),
        (False, False, "boolean"),
        (True, True, "boolean"),
        (0, False, "integer"),
        (0.0, False, "double"),
        ("", False, "string"),
        ("0", False, "string"),
        ("0.0", True, "string"),
        ("false", True, "string"),
        ("no", True, "string"),
        ([], False, "array"),
        ({}, False, "array"),
        ([None], True, "array"),
        (math.inf, True, "double"),
    ],
)
def test_truth_and_type_are_those_of_php(found: PhpValue, *, truth: bool, name: str) -> None:
    assert is_truthy(found) is truth
    assert php_type(found) == name


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1, True),
        (1, True, False),
        (1, 1.0, False),
        ("1", 1, False),
        (["a"], {0: "a"}, True),
        (["a"], {"0": "a"}, True),
        ({"a": [1]}, {"a": [2]}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ([], {}, True),
        (None, [], False),
        (UNKNOWN, "anything", True),
    ],
)
def test_sameness(one: PhpValue, other: PhpValue, *, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same


@pytest.mark.parametrize(
    ("other", "source"),
    [
        ({"a": {"b": "x", "c": "d"}}, None),
        ({"a": {"b": "y", "c": "d"}}, "x"),
        ({"a": {"b": "x"}}, "b: x\n  c: d"),
        ({"a": None}, "b: x\n  c: d"),
        ("text", "a:\n  b: x\n  c: d"),
    ],
)
def test_the_smallest_difference(other: PhpValue, source: str | None) -> None:
    tree = read("a:\n  b: x\n  c: d\n", SYMFONY)
    assert isinstance(tree.root, Mapping)
    node = difference(tree.root, Values(tree), other)
    assert (None if node is None else node.span.slice(tree.text)) == source
