"""The way from a scalar's text back to the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.syntax.documents import documents
from zdd_lsp.syntax.nodes import Dialect, Mapping, Scalar, walk
from zdd_lsp.syntax.origin import origin
from zdd_lsp.syntax.reader import read


def value(text: str, dialect: Dialect = Dialect.PLATFORM) -> Scalar:
    root = read(text, dialect).root
    assert isinstance(root, Mapping)
    node = root.entries[0].value
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("a: run it\n", "it", "it"),
        ("a: run\n  it now\n", "it now", "it now"),
        ("a: run\n\n  it\n", "it", "it"),
        ("a: run it\n  now\n", "it now", "it\n  now"),
        ("a: 'it''s on'\n", "it's", "it''s"),
        ("a: 'it''s\n  on'\n", "s on", "s\n  on"),
        ('a: "run\\tit \\u0041 now"\n', "it A", "it \\u0041"),
        ('a: "ru\\\n  n it"\n', "run it", "ru\\\n  n it"),
        ('a: "a\\\\ it"\n', "a\\", "a\\\\"),
        ('a: "a\\q it"\n', "\\q", "\\q"),
        ("a: |\n  run\n\n  it\n", "it", "it"),
        ("a: |\r\n    run\r\n      it\r\n", "it", "it"),
        ("a: |2-\n\n    run\n   it\n", "it", "it"),
        ("a: >\n  run\n  it\n\n  now\n", "run it\nnow", "run\n  it\n\n  now"),
        ("a: >-\n  run\n    it\n  now\n", "it\n", "it\n"),
    ],
)
def test_a_part_of_the_text_has_a_place(text: str, word: str, source: str) -> None:
    node = value(text)
    way = origin(node, text)

    assert way is not None
    start = node.text.index(word)
    assert way.span(start, start + len(word)).slice(text) == source


def test_a_place_between_two_characters() -> None:
    text = "a: |\n    run\n    it\n"
    way = origin(value(text), text)

    assert way is not None
    assert [way.span(at, at).start for at in (0, 3, 4, 7)] == [9, 12, 17, 19]


def test_no_text_has_no_way() -> None:
    assert origin(value("a:\n"), "a:\n") is None
    assert origin(value("a: ''\n"), "a: ''\n") is None


def test_another_source_has_no_way() -> None:
    node = value("a: 'run\n  it'\n")

    assert origin(node, "a: 'another text than that'\n") is None
    assert origin(node, "") is None


@given(documents(), st.sampled_from(list(Dialect)))
def test_ink_comes_from_ink(text: str, dialect: Dialect) -> None:
    for node in walk(read(text, dialect).root):
        if not isinstance(node, Scalar):
            continue
        way = origin(node, text)
        if way is None:
            continue
        places = [way.offset(at) for at in range(len(node.text))]
        assert places == sorted(places)
        for at, place in enumerate(places):
            assert node.span.start <= place <= node.span.end
            character = node.text[at]
            if not character.isspace() and text[place] != "\\":
                assert text[place] == character
        whole = way.span(0, len(node.text))
        assert whole.start == places[0]
        assert places[-1] <= whole.end <= node.span.end
