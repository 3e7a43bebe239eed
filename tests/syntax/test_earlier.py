"""A text that is read beside an earlier tree gives the tree that it gives on its own."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.keystroke import synthetic
from tests.syntax.test_robustness import edited, texts
from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.syntax.reader import read

if TYPE_CHECKING:
    from tests.conftest import Work

DIALECTS = (Dialect.SYMFONY_TAGS, Dialect.PLATFORM)


def typed(text: str, chance: random.Random) -> str:
    """Make one edit that keeps most texts whole."""
    at = chance.randrange(len(text) + 1)
    if chance.randrange(3):
        return text[:at] + chance.choice(["x", "\n", " ", "  ", "a: b\n", "- c\n"]) + text[at:]
    return text[:at] + text[at + chance.choice([1, 2, 30]) :]


@pytest.mark.no_cover
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.no_cover
def test_reading_beside_an_earlier_tree_changes_nothing(dialect: Dialect) -> None:
    chance = random.Random(7)  # noqa: S311 - the same edits in every run
    reused = 0
    for number in range(300):
        text = chance.choice(texts())[:5000]
        earlier = read(text, dialect)
        for _ in range(6):
            new = chance.choice([typed, typed, edited])(text, chance)
            tree = read(new, dialect, earlier)
            assert tree == read(new, dialect), (number, text, new)
            reused += earlier.is_reusable
            if tree.is_reusable:
                text, earlier = new, tree
    assert reused > 500


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('theme-30"', 'theme-39"', 6),
        ("SKIP_SCD: false", "SKIP_SCD: faalse", 1),  # what is behind it is copied
        ("    SCD_THREADS: 1\n", "    SCD_TH\n       \n", 4),  # half typed
        ("page-390.html", "page-390", 6),
        ("  deploy:\n", "  deploy:\n    S\n", 2),  # the first of a block
    ],
)
def test_only_what_has_changed_is_read(work: Work, old: str, new: str, part: int) -> None:
    text = synthetic(400)
    changed = text.replace(old, new, 1)
    assert changed != text
    earlier = read(text, Dialect.SYMFONY)
    alone = work(lambda: read(changed, Dialect.SYMFONY))
    beside = work(lambda: read(changed, Dialect.SYMFONY, earlier))
    assert beside < alone / part


def test_what_nobody_looks_at_may_move_often() -> None:
    text = synthetic(100)
    tree = read(text, Dialect.SYMFONY)
    for _ in range(1200):
        text = "#\n" + text
        tree = read(text, Dialect.SYMFONY, tree)
    assert tree == read(text, Dialect.SYMFONY)


def test_only_a_tree_without_long_ties_is_used_again() -> None:
    assert read("a: 1\nb:\n  - c\n", Dialect.SYMFONY).is_reusable
    for text in ("a: &x 1\n", "a: *x\n", "a: 1\na: 2\n", "a: [\n", "a: 1\n---\nb: 2\n", "\ta: 1\n"):
        assert not read(text, Dialect.SYMFONY).is_reusable
