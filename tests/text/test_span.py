"""What a span covers, and what it touches."""

import pytest

from zdd_lsp.text.span import Span


@pytest.mark.parametrize(
    ("offset", "inside", "touching"),
    [(1, False, False), (2, True, True), (3, True, True), (4, False, True), (5, False, False)],
)
def test_an_offset_at_a_span(offset: int, inside: bool, touching: bool) -> None:  # noqa: FBT001 - pytest passes parameters by name
    assert (offset in Span(2, 4)) is inside
    assert Span(2, 4).touches(offset) is touching


def test_an_empty_span_is_touched_but_holds_nothing() -> None:
    assert 2 not in Span(2, 2)
    assert Span(2, 2).touches(2)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Span(0, 1), False),
        (Span(0, 2), True),
        (Span(3, 3), True),
        (Span(4, 6), True),
        (Span(5, 6), False),
    ],
)
def test_spans_overlap_where_they_share_or_touch(other: Span, expected: bool) -> None:  # noqa: FBT001 - as above
    assert Span(2, 4).overlaps(other) is expected
    assert other.overlaps(Span(2, 4)) is expected


def test_slice_is_the_text_of_the_span() -> None:
    assert Span(1, 3).slice("a😀bc") == "😀b"
