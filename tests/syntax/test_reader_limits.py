"""Limits: what is too deep, too large or multiplies is read in part, and says so."""

from __future__ import annotations

import sys

import pytest

from tests.syntax.spans import check, walk_all
from zdd_lsp.syntax.cursor import MAX_DEPTH
from zdd_lsp.syntax.nodes import Alias, Dialect, Mapping, Tree
from zdd_lsp.syntax.reader import MAX_CHARACTERS, read
from zdd_lsp.syntax.values import MAX_HEIGHT, Values
from zdd_lsp.syntax.verdict import judged

DIALECTS = (Dialect.SYMFONY, Dialect.PLATFORM)
every_dialect = pytest.mark.parametrize("dialect", DIALECTS)


def kinds(tree: Tree) -> list[str]:
    return [problem.kind for problem in tree.problems]


DEEP = {
    "brackets": "a: " + "[" * 10_000 + "]" * 10_000 + "\nb: c\n",
    "open brackets": "a: " + "[" * 10_000 + "\nb: c\n",
    "braces": "a: " + "{a: " * 10_000 + "}" * 10_000 + "\nb: c\n",
    "dashes": "- " * 10_000 + "x\n- y\n",
    "questions": "? " * 10_000 + "x\n",
    "indentation": "\n".join(" " * depth + "a:" for depth in range(1000)) + "\nb: c\n",
    "anchors": "\n".join(" " * depth + f"a: &x{depth} !!t" for depth in range(500)) + "\nb: c\n",
    "all of it": "\n".join(" " * n + "- a: [" for n in range(0, 400, 2)),
}


@every_dialect
@pytest.mark.parametrize("name", DEEP)
@pytest.mark.no_cover
def test_nesting_is_bounded_and_said(name: str, dialect: Dialect) -> None:
    tree = read(DEEP[name], dialect)
    assert "nesting" in kinds(tree)
    assert "nesting" in [problem.kind for problem in judged(tree)]
    check(tree)
    Values(tree)


@every_dialect
def test_what_is_not_too_deep_is_read(dialect: Dialect) -> None:
    depth = MAX_DEPTH - 1
    blocks = "\n".join(" " * n + f"k{n}:" for n in range(depth)) + " x\n"
    brackets = "a: " + "[" * depth + "]" * depth + "\n"
    for text in (blocks, brackets):
        tree = read(text, dialect)
        assert tree.problems == []
        assert len(walk_all(tree)) > depth


def test_keys_behind_a_deep_value_are_found() -> None:
    for name in ("brackets", "braces", "indentation"):
        root = read(DEEP[name], Dialect.PLATFORM).root
        assert isinstance(root, Mapping)
        assert [entry.name for entry in root.entries] == ["a", "b"], name


@every_dialect
def test_a_caller_that_is_deep_itself(dialect: Dialect) -> None:
    text = "\n".join(" " * depth + "a:" for depth in range(90))

    def call(levels: int) -> Tree:
        return call(levels - 1) if levels else read(text, dialect)

    frames = 0
    frame = sys._getframe()
    while frame.f_back is not None:
        frame, frames = frame.f_back, frames + 1
    tree = call(sys.getrecursionlimit() - frames - 200)
    assert kinds(tree) == ["nesting"]
    assert tree.root is None


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30)
)


@every_dialect
def test_aliases_that_multiply_are_not_followed(dialect: Dialect) -> None:
    tree = read(BOMB, dialect)
    assert set(kinds(tree)) == {"alias-expansion"}
    first = tree.problems[0].span
    assert first.slice(BOMB) == "*a4"  # 10 ** 5 values, and the lists around them
    values = Values(tree).root
    assert isinstance(values, dict)
    assert values["a3"] == [values["a2"]] * 10
    assert values["a5"] == [None] * 10


@every_dialect
def test_aliases_that_multiply_in_merges_are_not_followed(dialect: Dialect) -> None:
    head = "b: &b {" + ", ".join(f"k{n}: 1" for n in range(1000)) + "}\n"
    tree = read(head + "".join(f"m{n}:\n  <<: *b\n" for n in range(3000)), dialect)
    values = Values(tree).root
    assert isinstance(values, dict)
    sizes = [len(value) for value in values.values() if isinstance(value, dict)]
    assert sizes[:500] == [1000] * 500
    assert sum(sizes) < 1_100_000
    assert "alias-expansion" in kinds(tree)


@every_dialect
def test_a_chain_of_aliases_does_not_nest_without_end(dialect: Dialect) -> None:
    chain = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 5000))
    tree = read(chain, dialect)
    value = Values(tree).root
    height = 0
    while isinstance(value, (dict, list)) and value:
        value = list(value.values())[MAX_HEIGHT - 2] if isinstance(value, dict) else value[0]
        height += 1
    assert 50 < height <= MAX_HEIGHT + 1
    assert set(kinds(tree)) == {"alias-expansion"}


@every_dialect
def test_an_alias_inside_its_own_anchor(dialect: Dialect) -> None:
    tree = read("a: &a\n  b: *a\n  c: d\n", dialect)
    assert kinds(tree) == ["circular-alias"]
    assert tree.problems[0].fatal is dialect.is_symfony
    alias = next(node for node in walk_all(tree) if isinstance(node, Alias))
    assert alias.target is None
    assert Values(tree).root == {"a": {"b": None, "c": "d"}}


@every_dialect
@pytest.mark.no_cover
def test_a_text_is_read_up_to_the_limit(dialect: Dialect) -> None:
    text = "key: value\n" * (MAX_CHARACTERS // 11 + 10)
    tree = read(text, dialect)
    last = tree.problems[-1]
    assert last.kind == "too-large"
    assert not last.fatal
    assert MAX_CHARACTERS - 11 <= last.span.start < MAX_CHARACTERS
    assert text[last.span.start] == "\n"
    assert tree.root is not None
    assert tree.root.span.end == last.span.start


@every_dialect
@pytest.mark.parametrize("unit", ["x", "a: ", "'", "[", " ", "#", "\0", "- ", "&a "])
def test_fifty_megabytes_on_one_line(unit: str, dialect: Dialect) -> None:
    """What cannot be cut between two lines is not read at all."""
    tree = read(unit * (50_000_000 // len(unit)), dialect)
    assert kinds(tree) == ["too-large"]
    assert tree.root is None


@every_dialect
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "\ufeff\ufeff",
        "\0",
        "a: \0b\n",
        "\ud800",
        "a: \udcff\n\udc80: b\n",
        '"\udcff',
        "\r",
        "\r\n\r",
        "\x85",
        "\u2028\u2029",
        "\x0b\x0c",
        "\x7f\x1b",
        "\U0010ffff: \U0010ffff",
    ],
)
def test_odd_characters_are_read(text: str, dialect: Dialect) -> None:
    tree = read(text, dialect)
    check(tree)
    Values(tree)
    judged(tree)
