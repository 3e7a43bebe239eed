"""Applying edits, against doing them one by one from the end of the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.text.edits import apply
from zdd_lsp.text.span import Span

Edit = tuple[Span, str]

examine = settings(deadline=None, max_examples=200)
characters = st.sampled_from("ab\n\r\x85\u2028é😀\ud800")


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """Draw a text and edits in its order that do not overlap."""
    text = draw(st.text(characters, max_size=30))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=12).map(sorted))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    # An insertion where the edit before it also begins would change the order if it came later.
    spans.sort()
    return text, [(span, draw(st.text(characters, max_size=4))) for span in spans]


@examine
@given(texts_with_edits())
def test_edits_equal_replacements_from_the_end(case: tuple[str, list[Edit]]) -> None:
    text, edits = case

    expected = text
    for (start, end), replacement in reversed(edits):
        expected = expected[:start] + replacement + expected[end:]

    assert apply(text, edits) == expected


@examine
@given(st.data(), texts_with_edits())
def test_the_order_of_edits_at_different_places_does_not_matter(
    data: st.DataObject, case: tuple[str, list[Edit]]
) -> None:
    text, edits = case
    distinct = list(dict(edits).items())
    shuffled = data.draw(st.permutations(distinct))

    assert apply(text, iter(shuffled)) == apply(text, distinct)


def test_insertions_at_one_offset_keep_their_order_before_a_replacement() -> None:
    edits = [(Span(1, 2), "X"), (Span(1, 1), "2"), (Span(1, 1), "1"), (Span(0, 1), "A")]

    assert apply("abc", edits) == "A21Xc"


def test_touching_edits_do_not_overlap() -> None:
    assert apply("abcd", [(Span(0, 2), "x"), (Span(2, 2), "|"), (Span(2, 4), "y")]) == "x|y"


def test_no_edits_change_nothing() -> None:
    assert apply("abc", []) == "abc"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Span(0, 3), Span(2, 4)),
        (Span(0, 3), Span(1, 2)),
        (Span(0, 3), Span(0, 3)),
        (Span(0, 3), Span(1, 1)),
    ],
)
def test_overlapping_edits_are_refused(first: Span, second: Span) -> None:
    message = rf"edits {first.start}-{first.end} and {second.start}-{second.end} overlap"

    for edits in ([(first, "x"), (second, "y")], [(second, "y"), (first, "x")]):
        with pytest.raises(ValueError, match=message):
            apply("abcd", edits)


@pytest.mark.parametrize("span", [Span(-1, 2), Span(2, 5), Span(5, 5), Span(3, 1)])
def test_spans_outside_the_text_are_refused(span: Span) -> None:
    message = rf"edit {span.start}-{span.end} does not lie within the text of 4 characters"

    with pytest.raises(ValueError, match=message):
        apply("abcd", [(span, "x")])
