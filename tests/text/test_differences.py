"""Edits that make one text of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.text.differences import differences
from zdd_lsp.text.edits import apply
from zdd_lsp.text.span import Span

TEXTS = st.lists(st.sampled_from(("a", "b", "ab", "", "\N{GRINNING FACE}")), max_size=8).flatmap(
    lambda lines: st.sampled_from(("\n", "\r\n", "\r")).map(lambda end: end.join(lines))
)


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("a\n", "a\n", []),
        ("", "a\n", [(Span(0, 0), "a\n")]),
        ("one\ntwo\n", "one\nto\n", [(Span(5, 6), "")]),
        ("a\nb\nc\nd\n", "A\nb\nc\nD\n", [(Span(0, 1), "A"), (Span(6, 7), "D")]),
        ("a\r\nb\r\n", "a\r\nx\r\nb\r\n", [(Span(3, 3), "x\r\n")]),
        ("a\r\n", "a\n", [(Span(1, 3), "\n")]),
        ("a\r", "a\r\n", [(Span(1, 2), "\r\n")]),
    ],
)
def test_only_what_differs_is_edited(old: str, new: str, edits: list[tuple[Span, str]]) -> None:
    assert differences(old, new) == edits


@given(TEXTS, TEXTS)
def test_the_edits_lead_to_the_new_text(old: str, new: str) -> None:
    edits = differences(old, new)

    assert apply(old, edits) == new
    ends = [span.end for span, _ in edits]
    assert all(end < span.start for end, (span, _) in zip(ends, edits[1:], strict=False))
    for span, text in edits:
        for place in span:
            assert old[place - 1 : place + 1] != "\r\n" or place == 0
        assert text != span.slice(old)


def test_a_long_text_takes_one_edit() -> None:
    old = "".join(f"{number}\n" for number in range(3000))
    new = old.replace("1\n", "one\n")

    (edit,) = differences(old, new)

    assert apply(old, [edit]) == new
