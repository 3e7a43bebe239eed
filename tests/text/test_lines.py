"""The line index against a scan of the text, character by character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.text.lines import LineIndex, Position, eol
from zdd_lsp.text.span import Span

# Beside the three line breaks: all that str.splitlines takes for one, and characters of each width.
PIECES = [
    *("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"),
    *("a", "key: ", "é", "€", "\ufeff", "😀", "\ud83d", "\ude00"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
numbers = st.integers(-3, 60)
examine = settings(deadline=None, max_examples=200)


def scan(text: str) -> list[tuple[str, str]]:
    """Cut a text into lines, each with its line break."""
    lines = []
    content = ""
    characters = list(text)
    while characters:
        line_break = characters.pop(0)
        if line_break not in {"\r", "\n"}:
            content += line_break
            continue
        if line_break == "\r" and characters[:1] == ["\n"]:
            line_break += characters.pop(0)
        lines.append((content, line_break))
        content = ""
    return [*lines, (content, "")]


@examine
@given(texts)
def test_lines_are_those_of_a_scan(text: str) -> None:
    index = LineIndex(text)

    lines = [
        (index.line_span(line).slice(text), index.line_break(line)) for line in range(len(index))
    ]

    assert lines == scan(text)
    assert index.text == text
    assert index.starts == [index.line_span(line).start for line in range(len(index))]


@examine
@given(texts)
def test_positions_are_those_of_a_scan(text: str) -> None:
    index = LineIndex(text)
    offset = 0
    for line, (content, line_break) in enumerate(scan(text)):
        for column in range(len(content) + len(line_break)):
            assert index.line_at(offset) == line
            assert index.position(offset) == (line, min(column, len(content)))
            offset += 1

    last = scan(text)[-1][0]
    assert offset == len(text)
    assert index.position(offset) == (len(index) - 1, len(last))


@examine
@given(texts, numbers)
def test_an_offset_comes_back_from_its_position(text: str, offset: int) -> None:
    index = LineIndex(text)
    clamped = min(max(offset, 0), len(text))
    inside_line_break = text[clamped - 1 : clamped + 1] == "\r\n" if clamped else False

    assert index.offset(*index.position(offset)) == clamped - inside_line_break


@examine
@given(texts, numbers, numbers)
def test_a_position_is_clamped_to_its_line_and_the_text(
    text: str, line: int, character: int
) -> None:
    lines = scan(text)
    before = "".join(content + line_break for content, line_break in lines[: max(line, 0)])
    content = lines[max(line, 0)][0] if line < len(lines) else ""

    expected = len(before) + min(max(character, 0), len(content))

    assert LineIndex(text).offset(line, character) == expected


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("\n", [0, 1]),
        ("a\r\nb\r\n", [0, 3, 6]),
        ("a\rb", [0, 2]),
        ("\r\r\n\n", [0, 1, 3, 4]),
        ("\n\r", [0, 1, 2]),
    ],
)
def test_line_starts(text: str, starts: list[int]) -> None:
    index = LineIndex(text)

    assert index.starts == starts
    assert len(index) == len(starts)


@pytest.mark.parametrize("other", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_no_other_character_ends_a_line(other: str) -> None:
    """Regression T1: pygls counts each of these as a line break."""
    text = f"k: 'a{other}b'\nz: 1\n"

    assert len(text.splitlines()) == 3
    assert LineIndex(text).starts == [0, 9, 14]
    assert LineIndex(text).position(text.index("1")) == Position(1, 3)


def test_lines_outside_the_text_are_clamped() -> None:
    index = LineIndex("ab\ncd")

    assert index.line_span(2) == Span(5, 5)
    assert index.line_span(-1) == Span(0, 2)
    assert index.line_break(-1) == "\n"
    assert index.line_break(2) == ""
    assert index.line_at(-1) == 0
    assert index.line_at(99) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "\n"),
        ("a\x85b\u2028c", "\n"),
        ("a\r\nb", "\r\n"),
        ("a\rb", "\r"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("a\nb\nc\r\n", "\n"),
        ("a\rb\rc\r\n", "\r"),
        ("a\r\nb\r\nc\r", "\r\n"),
        ("a\r\nb\n", "\n"),
    ],
)
def test_eol_is_the_commonest_line_break(text: str, expected: str) -> None:
    assert eol(text) == expected
