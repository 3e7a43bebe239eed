"""Every span, sliced from the text, gives back the source of its node."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.syntax import corpus
from tests.syntax.documents import documents
from tests.syntax.spans import check
from zdd_lsp.syntax.nodes import Alias, Dialect, Entry, Mapping, Scalar, Sequence, full_span
from zdd_lsp.syntax.reader import read

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node

TEXT = """\
%YAML 1.2
---
# about
plain: two words  # c
"quoted" : 'it''s'
k: &b !t  value
&d !u l: *b
list:
- one
- - two
  -
- {x: 1, 'y': [a, b: c]}
literal: |2-  # header
    deep

  text

folded: >+
  x

absent: &e # nothing
multi: one
  two

  "three" # end
quote: "one \\
  two"
"""
ROOT = read(TEXT, Dialect.PLATFORM).root


def entry(name: str) -> Entry:
    """Return the entry of the root with a name."""
    assert isinstance(ROOT, Mapping)
    found = ROOT.get(name)
    assert found is not None
    return found


def node(path: str) -> Node:
    """Follow the names and numbers of a path."""
    name, *rest = path.split("/")
    found = entry(name).value
    for part in rest:
        if isinstance(found, Mapping):
            inner = found.get(part)
            assert inner is not None
            found = inner.value
        else:
            assert isinstance(found, Sequence)
            found = found.items[int(part)].value
    return found


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("plain", "two words"),
        ("quoted", "'it''s'"),
        ("k", "value"),
        ("l", "*b"),
        ("list", "- one\n- - two\n  -\n- {x: 1, 'y': [a, b: c]}"),
        ("list/1", "- two\n  -"),
        ("list/1/1", ""),
        ("list/2", "{x: 1, 'y': [a, b: c]}"),
        ("list/2/y", "[a, b: c]"),
        ("list/2/y/1", "b: c"),
        ("literal", "|2-  # header\n    deep\n\n  text"),
        ("folded", ">+\n  x"),
        ("absent", ""),
        ("multi", 'one\n  two\n\n  "three"'),
        ("quote", '"one \\\n  two"'),
    ],
)
def test_the_source_of_a_node(path: str, source: str) -> None:
    assert node(path).span.slice(TEXT) == source


def test_the_tree_is_well_formed() -> None:
    check(read(TEXT, Dialect.PLATFORM))
    assert [p.kind for p in read(TEXT, Dialect.PLATFORM).problems] == []


def test_keys_and_colons() -> None:
    quoted = entry("quoted")
    assert quoted.key.span.slice(TEXT) == '"quoted"'
    assert quoted.colon is not None
    assert TEXT[: quoted.colon.end].endswith('"quoted" :')
    assert quoted.span.slice(TEXT) == "\"quoted\" : 'it''s'"


def test_anchors_and_tags() -> None:
    value, key = node("k"), entry("l").key
    assert value.anchor is not None
    assert value.tag is not None
    assert (value.anchor.text, value.anchor.span.slice(TEXT)) == ("b", "&b")
    assert (value.tag.text, value.tag.span.slice(TEXT)) == ("!t", "!t")
    assert full_span(value).slice(TEXT) == "&b !t  value"
    assert full_span(key).slice(TEXT) == "&d !u l"
    assert entry("l").span.slice(TEXT) == "&d !u l: *b"
    alias = node("l")
    assert isinstance(alias, Alias)
    assert alias.target is value


def test_lines_of_block_scalars() -> None:
    literal, folded = node("literal"), node("folded")
    assert isinstance(literal, Scalar)
    assert isinstance(folded, Scalar)
    assert literal.header is not None
    assert literal.header.slice(TEXT) == "|2-"
    assert [span.slice(TEXT) for span in literal.lines] == ["  deep", "", "text"]
    assert [span.slice(TEXT) for span in folded.lines] == ["x"]


def test_an_absent_value_stands_behind_its_colon_or_property() -> None:
    absent = node("absent")
    assert TEXT[: absent.span.start].endswith("absent: &e")
    last = node("list/1/1")
    assert TEXT[: last.span.start].endswith("two\n  -")


def test_comments() -> None:
    comments = [comment.text for comment in read(TEXT, Dialect.PLATFORM).comments]
    assert comments == ["# about", "# c", "# header", "# nothing", "# end"]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_valid_texts(text: str) -> None:
    for dialect in Dialect:
        check(read(text, dialect))


BITS = st.sampled_from(
    (
        *("'", '"', "[", "]", "{", "}", ": ", ":", "- ", "? ", "#", " #", "&a ", "*a", "!t "),
        *("|", ">", "@", "%", "\\", ",", "\t", " ", "  ", "\n", "\r\n", "---\n", "...\n"),
        *("a: b\n", "- c\n", "<<: *a\n", "SCD_", "\0", "\ufeff", "\x85", "\u2028"),
    )
)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.lists(st.tuples(st.integers(0, 10_000), BITS, st.integers(0, 3))))
def test_broken_texts(text: str, edits: list[tuple[int, str, int]]) -> None:
    for place, bit, removed in edits:
        at = place % (len(text) + 1)
        text = text[:at] + bit + text[at + removed :]
    for dialect in Dialect:
        check(read(text, dialect))


@pytest.mark.no_cover
def test_the_corpus() -> None:
    for _, text in corpus.files():
        for dialect in (Dialect.SYMFONY, Dialect.PLATFORM):
            check(read(text, dialect))


@pytest.mark.no_cover
def test_broken_files_of_the_corpus() -> None:
    chance = random.Random(1)  # noqa: S311 - edits are no secrets
    for _, text in corpus.files():
        cut = text[:3000]
        for _ in range(3):
            at = chance.randrange(len(cut) + 1)
            bit = chance.choice(["'", '"', "[", "{", "\t", ": ", "- ", "x", "\n", "", "&a ", "|"])
            cut = cut[:at] + bit + cut[at + chance.choice([0, 0, 1, 20]) :]
        for dialect in (Dialect.SYMFONY, Dialect.PLATFORM):
            check(read(cut, dialect))
