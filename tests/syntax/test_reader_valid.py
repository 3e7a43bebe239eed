"""Well-formed texts: our tree is the one that ruamel.yaml makes, places included."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.syntax import corpus
from tests.syntax.documents import documents
from tests.syntax.reference import is_valid, ours, theirs
from zdd_lsp.syntax.nodes import Dialect, Problem, Tree
from zdd_lsp.syntax.reader import read

TOLERATED = ("duplicate-key", "merge-scalar")
"""What we report although a parser takes it."""


def fatal(tree: Tree) -> list[Problem]:
    """Return what must not be found in a well-formed text."""
    return [p for p in tree.problems if p.fatal and p.kind not in TOLERATED]


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
@example("a: b\u2028c # d\n")
@example("[a\u2028b, c\xa0d]\n")
@example("a: {b:\n }\n")
@example("a: [b,\nc: d]\n")
@example("a: {\nb: c,\nd: e\n}\n")
@example('a: "b\nc: d"\n')
@example("'a': |+\n\n\nb: >\n")
@example("- ? a\n  : b\n- - c\n  -\n")
def test_valid_texts(text: str) -> None:
    assert is_valid(text), "the strategy must draw valid texts only"
    tree = read(text, Dialect.PLATFORM)

    assert fatal(tree) == []
    assert ours(tree) == theirs(text)


@pytest.mark.no_cover
def test_every_file_of_the_corpus() -> None:
    valid = 0
    for name, text in corpus.files():
        tree = read(text, Dialect.PLATFORM)
        if is_valid(text):
            assert fatal(tree) == [], name
            assert ours(tree) == theirs(text), name
            valid += 1
        else:
            assert fatal(tree) != [], name
    assert 5 <= len(corpus.files()) - valid < 20


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: b\n---\nc: d\n", 2),
        ("---\na\n...\n---\nb\n...\n", 2),
        ("# nothing\n", 0),
        ("", 0),
        ("--- # c\n", 1),
        ("%YAML 1.2\n---\na: b\n", 1),
    ],
)
def test_documents(text: str, wanted: int) -> None:
    assert [event.kind for event in ours(read(text, Dialect.PLATFORM))].count("document") == wanted
    assert ours(read(text, Dialect.PLATFORM)) == theirs(text)


def test_line_breaks_are_those_of_the_protocol() -> None:
    """ruamel.yaml breaks lines at NEL, too; an editor does not."""
    tree = read("a: b\x85c: d\n", Dialect.PLATFORM)
    assert [event.text for event in ours(tree) if event.kind == "scalar"] == ["a", "b\x85c: d"]
