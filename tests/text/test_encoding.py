"""Client positions against the arithmetic of the encodings."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.text.encoding import Encoding, from_client, to_client
from zdd_lsp.text.lines import LineIndex, Position

PIECES = [
    *("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"),
    *("a", "key: ", "\x7f", "\x80", "\u07ff", "\u0800", "\uffff", "😀", "\U0010ffff"),
    *("\ud83d", "\ude00"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
encodings = st.sampled_from(Encoding)
examine = settings(deadline=None, max_examples=300)


def width(character: str, encoding: Encoding) -> int:
    """Count the code units of one code point, lone surrogates included."""
    code_point = ord(character)
    match encoding:
        case Encoding.UTF8:
            return 1 + (code_point > 0x7F) + (code_point > 0x7FF) + (code_point > 0xFFFF)
        case Encoding.UTF16:
            return 1 + (code_point > 0xFFFF)
        case Encoding.UTF32:
            return 1


def lines_of(text: str) -> list[str]:
    """Return the lines without their line breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def columns_of(line: str, encoding: Encoding) -> list[int]:
    """Return the column of each character of a line, and that of the line's end."""
    return list(accumulate((width(character, encoding) for character in line), initial=0))


@examine
@given(texts, encodings)
def test_every_place_is_where_the_client_counts_it(text: str, encoding: Encoding) -> None:
    index = LineIndex(text)
    for line, content in enumerate(lines_of(text)):
        for character, column in enumerate(columns_of(content, encoding)):
            offset = index.offset(line, character)

            assert to_client(index, offset, encoding) == Position(line, column)
            assert from_client(index, Position(line, column), encoding) == offset


@examine
@given(texts, encodings, st.integers(-3, 40), st.integers(-3, 160))
def test_any_position_goes_to_the_nearest_place_before_it(
    text: str, encoding: Encoding, line: int, column: int
) -> None:
    index = LineIndex(text)
    lines = lines_of(text)

    offset = from_client(index, Position(line, column), encoding)

    if line >= len(lines):
        assert offset == len(text)
    else:
        columns = columns_of(lines[max(line, 0)], encoding)
        character = max(i for i, start in enumerate(columns) if start <= max(column, 0))
        assert offset == index.offset(line, character)


@examine
@given(texts, encodings, st.integers(-3, 160))
def test_an_offset_outside_the_text_is_clamped(text: str, encoding: Encoding, offset: int) -> None:
    index = LineIndex(text)
    clamped = min(max(offset, 0), len(text))

    assert to_client(index, offset, encoding) == to_client(index, clamped, encoding)


@pytest.mark.parametrize(
    ("encoding", "after_emoji"),
    [(Encoding.UTF8, 8), (Encoding.UTF16, 6), (Encoding.UTF32, 5)],
)
def test_columns_after_an_emoji(encoding: Encoding, after_emoji: int) -> None:
    index = LineIndex("a: 1\nk: '😀'\n")
    offset = index.text.index("😀")

    assert to_client(index, offset + 1, encoding) == Position(1, after_emoji)
    for column in range(4, after_emoji):
        assert from_client(index, Position(1, column), encoding) == offset
    assert from_client(index, Position(1, after_emoji), encoding) == offset + 1


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("text", ["abc", "äbc", "😀bc"])
def test_a_position_past_the_end_of_an_unfinished_last_line(text: str, encoding: Encoding) -> None:
    """Regression T3: pygls clamps it to before the last character and changes the request."""
    position = Position(0, 99)

    assert from_client(LineIndex(text), position, encoding) == 3
    assert position == Position(0, 99)


def test_encodings_have_their_names_in_the_protocol() -> None:
    assert [encoding.value for encoding in Encoding] == ["utf-8", "utf-16", "utf-32"]
