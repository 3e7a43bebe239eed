"""Whatever is typed, the reader returns: prefixes and random edits of real and of our own files."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.syntax.nodes import Dialect, walk
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.symfony import judge

if TYPE_CHECKING:
    from tests.conftest import Work

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "history"
DIALECTS = (Dialect.SYMFONY, Dialect.PLATFORM)
BITS = (
    *("\"'[]{}#@%\\,:| >?&*!-"),
    *(": ", "\t", "\n", "\r\n", "- ", "&a ", "*a", "!t ", "? ", "  ", "---\n", "...\n"),
    *("<<: *a\n", "x: y\n", "\0", "\ufeff", "\u2028", "\x85", "😀", "SCD_"),
)
EDITS = 20_000


@cache
def texts() -> tuple[str, ...]:
    """Return the files of the examples and, where it is there, of the corpus."""
    own = sorted(ROOT.joinpath("examples").rglob("*.yaml"))
    files = [*own, *sorted(CORPUS.glob("*/*.yaml"))]
    return tuple(file.read_bytes().decode("utf-8", "replace") for file in files)


def check(text: str, dialect: Dialect) -> None:
    """Read a text and hold the tree to what every tree promises."""
    tree = read(text, dialect)
    for node in walk(tree.root):
        assert 0 <= node.span.start <= node.span.end <= len(text)
    for problem in tree.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        for repair in problem.repairs:
            assert all(span.end <= len(text) for span, _ in repair.edits)


def edited(text: str, chance: random.Random) -> str:
    """Make one to four random edits, as fingers and clipboards make them."""
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(4):
            case 0 | 1:
                text = text[:at] + chance.choice(BITS) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.choice([1, 1, 3, 20]) :]
            case _:
                start = chance.randrange(len(text) + 1)
                text = text[:at] + text[start : start + chance.randrange(80)] + text[at:]
    return text


@pytest.mark.parametrize("part", range(4))
@pytest.mark.no_cover
def test_random_edits_are_read(part: int) -> None:
    chance = random.Random(part)  # noqa: S311 - the same edits in every run
    for number in range(EDITS // 4):
        text = chance.choice(texts())
        if len(text) > 4000:
            start = chance.randrange(len(text) - 3000)
            text = text[start : start + 3000]
        check(edited(text, chance), DIALECTS[number % 2])


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.no_cover
def test_every_prefix_is_read(dialect: Dialect) -> None:
    # One file in forty; tests/benchmarks/prefixes.py reads every prefix of all of them.
    for text in sorted(texts(), key=len)[::40]:
        for end in range(min(len(text), 4000) + 1):
            read(text[:end], dialect)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.no_cover
def test_the_judge_returns_on_random_edits(seed: int) -> None:
    chance = random.Random(100 + seed)  # noqa: S311 - the same edits in every run
    for _ in range(500):
        text = chance.choice(texts())
        judge(edited(text[:4000], chance))


HOSTILE = {
    "one long line": "a" * 20_000,
    "colons": "a:" * 10_000,
    "colons and blanks": "a: " * 10_000,
    "comment signs": " #" * 10_000,
    "ampersands": "&" * 20_000,
    "bangs": "!" * 20_000,
    "quotes": "'" * 20_000,
    "open quotes": 'a: "x\n' * 3000,
    "open quotes over keys": "x: 'a\n  b: c\n" * 1500,
    "quotes that close each other": 'x: "a\ny: b"\n' * 1500,
    "brackets": "[" * 20_000,
    "braces": "{a: " * 5000,
    "open brackets": "a: [\n" * 4000,
    "brackets below each other": "[\n" * 10_000,
    "dashes": "- " * 10_000,
    "question marks": "? a\n" * 5000,
    "deeper and deeper": "\n".join(" " * n + "a:" for n in range(200)),
    "less and less deep": "\n".join(" " * (n % 50) + "a:" for n in range(4000, 0, -1)),
    "zigzag": "a:\n    b:\n  c:\n" * 1500,
    "between the levels": "     a:\n    b: 1\n c: 2\n" * 1500,
    "tabs": "\t\n" * 10_000,
    "tabbed keys": "\tx:\n" * 5000,
    "words": "a\n" * 10_000,
    "words in steps": "a\n  b\n" * 4000,
    "comments": "#\n" * 10_000,
    "empty lines": "a:\n" + "\n" * 20_000,
    "opened and left": ("a:\n" + "\n" * 20) * 900,
    "documents": "---\n" * 5000,
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.no_cover
def test_work_is_linear_on_hostile_texts(name: str, dialect: Dialect, work: Work) -> None:
    text = HOSTILE[name]
    half = text[: len(text) // 2]

    whole, part = work(lambda: read(text, dialect)), work(lambda: read(half, dialect))

    assert whole < 2.6 * part + 5000
