"""Open documents against a client that keeps its text in code units, as editors do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.text.buffer import Buffer, Change
from zdd_lsp.text.encoding import Encoding
from zdd_lsp.text.lines import Position

# A high surrogate is left out: before a low one the client's units would be one character, which
# no comparison of code points can tell from two.
PIECES = [
    *("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"),
    *("a", "key: ", "é", "€", "\uffff", "😀", "\U0010ffff", "\ude00"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
encodings = st.sampled_from(Encoding)
positions = st.builds(Position, st.integers(0, 25), st.integers(0, 50))
examine = settings(deadline=None, max_examples=200)


def units_of(text: str, encoding: Encoding) -> list[int]:
    """Return the code units of a text."""
    match encoding:
        case Encoding.UTF8:
            return list(text.encode("utf-8", "surrogatepass"))
        case Encoding.UTF16:
            data = text.encode("utf-16-be", "surrogatepass")
            return [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=True)]
        case Encoding.UTF32:
            return [ord(character) for character in text]


class Client:
    """An editor: a list of code units, in which it finds lines by walking over them."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.encoding = encoding
        self.units = units_of(text, encoding)

    def position(self, place: int) -> Position:
        line = character = 0
        for i in range(place):
            character += 1
            if self._ends_line(i):
                line, character = line + 1, 0
        return Position(line, character)

    def place(self, position: Position) -> int:
        place = line = 0
        while line < position.line and place < len(self.units):
            line += self._ends_line(place)
            place += 1
        if line < position.line:
            return len(self.units)
        for _ in range(position.character):
            if place < len(self.units) and self.units[place] not in {10, 13}:
                place += 1
        while self._inside_character(place):
            place -= 1
        return place

    def replace(self, start: int, end: int, text: str) -> None:
        self.units[start:end] = units_of(text, self.encoding)

    def can_stand_at(self, place: int) -> bool:
        """Tell whether the client has a position for a place: not inside characters or CRLF."""
        return not self._inside_character(place) and self.units[place - 1 : place + 1] != [13, 10]

    def _ends_line(self, i: int) -> bool:
        return self.units[i] == 10 or (self.units[i] == 13 and self.units[i + 1 : i + 2] != [10])

    def _inside_character(self, place: int) -> bool:
        if place in {0, len(self.units)}:
            return False
        before, after = self.units[place - 1 : place + 1]
        match self.encoding:
            case Encoding.UTF8:
                return 0x80 <= after < 0xC0
            case Encoding.UTF16:
                return 0xD800 <= before < 0xDC00 <= after < 0xE000
            case Encoding.UTF32:
                return False


@examine
@given(st.data(), texts, encodings)
def test_after_any_edits_the_text_is_the_clients(
    data: st.DataObject, text: str, encoding: Encoding
) -> None:
    client = Client(text, encoding)
    buffer = Buffer(text, 1)
    for version in range(2, data.draw(st.integers(2, 5))):
        changes = []
        for _ in range(data.draw(st.integers(0, 3))):
            places = [i for i in range(len(client.units) + 1) if client.can_stand_at(i)]
            pair = st.lists(st.sampled_from(places), min_size=2, max_size=2).map(sorted)
            start, end = data.draw(pair)
            replacement = data.draw(texts)
            changes.append(Change(client.position(start), client.position(end), replacement))
            client.replace(start, end, replacement)
        buffer = buffer.changed(changes, encoding, version)

        assert buffer.version == version
        assert units_of(buffer.text, encoding) == client.units


@examine
@given(
    texts,
    encodings,
    st.lists(st.builds(Change, positions, positions, texts) | texts, max_size=4),
)
def test_positions_outside_the_document_or_in_disorder_are_tolerated(
    text: str, encoding: Encoding, steps: list[Change | str]
) -> None:
    client = Client(text, encoding)
    changes = [Change(None, None, step) if isinstance(step, str) else step for step in steps]
    for start, end, replacement in changes:
        if start is None or end is None:
            client.replace(0, len(client.units), replacement)
        else:
            first, last = sorted([client.place(start), client.place(end)])
            client.replace(first, last, replacement)

    buffer = Buffer(text, 1).changed(iter(changes), encoding, 2)

    assert units_of(buffer.text, encoding) == client.units


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("other", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_an_edit_below_a_separator_that_ends_no_line(other: str, encoding: Encoding) -> None:
    """Regression T2: pygls replaces the line break of the line above."""
    buffer = Buffer(f"k: 'a{other}b'\nz: 1\n", 1)

    changed = buffer.changed([Change(Position(1, 3), Position(1, 4), "2")], encoding, 2)

    assert changed == Buffer(f"k: 'a{other}b'\nz: 2\n", 2)


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("abc", Position(0, 99), "abcX"),
        ("abc", Position(1, 0), "abcX"),
        ("ab\r\ncd", Position(0, 99), "abX\r\ncd"),
        ("ab\n", Position(1, 0), "ab\nX"),
        ("ab\n", Position(9, 9), "ab\nX"),
        ("", Position(2**31 - 1, 2**31 - 1), "X"),
    ],
)
def test_an_insertion_past_the_end(
    text: str, position: Position, expected: str, encoding: Encoding
) -> None:
    """Regression T3, as an edit: pygls inserts before the last character."""
    changed = Buffer(text, 1).changed([Change(position, position, "X")], encoding, 2)

    assert changed.text == expected


def test_each_change_refers_to_the_result_of_the_one_before() -> None:
    changes = [
        Change(Position(0, 0), Position(0, 0), "new\n"),
        Change(Position(1, 0), Position(1, 1), "b"),
        Change(None, None, "x: 😀\ny"),
        Change(Position(0, 5), Position(1, 0), ""),
    ]

    texts_after = [
        Buffer("a", 1).changed(changes[:count], Encoding.UTF16, 2).text for count in range(5)
    ]

    assert texts_after == ["a", "new\na", "new\nb", "x: 😀\ny", "x: 😀y"]


def test_a_change_leaves_the_old_buffer_as_it_was() -> None:
    old = Buffer("a\nb", 1)
    index = old.index

    new = old.changed([Change(None, None, "c")], Encoding.UTF8, 7)

    assert (old.text, old.version) == ("a\nb", 1)
    assert old.index is index
    assert len(new.index) == 1
    assert new == Buffer("c", 7)
