"""Lines as the reader sees them, and what tabs were taken to mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.syntax.lines import Lines
from zdd_lsp.text.lines import LineIndex


def lines_of(text: str) -> Lines:
    return Lines.of(text, 0, len(text))


@given(st.text(alphabet="a# \t\r\n\x85\u2028\x0b:-", max_size=40))
def test_lines_are_those_of_the_protocol(text: str) -> None:
    lines, index = lines_of(text), LineIndex(text)
    assert lines.count == len(index)
    for number in range(lines.count):
        start, end = index.line_span(number)
        assert (lines.start[number], lines.end[number]) == (start, end)
        source = text[start:end]
        bare = source.lstrip(" \t")
        assert lines.content[number] == end - len(bare)
        assert lines.is_blank(number) is (not bare)
        assert lines.is_idle(number) is (bare[:1] in ("", "#"))
        assert lines.blanks(number) == len(source) - len(source.lstrip(" "))
        if number not in lines.tabs:
            assert lines.indent[number] == lines.blanks(number)


def test_a_part_of_a_text() -> None:
    lines = Lines.of("\ufeffa\nb\nc", 1, 4)
    assert (lines.start, lines.end, lines.count) == ([1, 3], [2, 4], 2)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("---", True), ("--- a", True), ("...", True), ("---a", False), (" ---", False), ("a", False)],
)
def test_markers(line: str, *, wanted: bool) -> None:
    assert lines_of(f"{line}\n").is_marker(0) is wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [("a:", True), ("a:  # c", True), ("a: b", False), ("# a:", False), ("a: b:", True)],
)
def test_opening_lines(line: str, *, wanted: bool) -> None:
    assert lines_of(line).opens(0) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("a:\n  b:\n    c:\n", 2), ("a:\n    b:\n        c:\n", 4), ("", 4), ("a:\n   b\n", 2)],
)
def test_step(text: str, wanted: int) -> None:
    assert lines_of(text).step() == wanted


@pytest.mark.parametrize(
    "picture",
    [
        # → is a tab; behind it stands the indentation that was meant.
        "a:\n→2b: 1\n  c: 2\n",
        "a:\n  b: 1\n→2c: 2\n",
        "a:\n  b:\n→4c: 1\n  d: 2\n",
        "a:\n  b:\n→4c: 1\n→4d: 2\n",
        "a:\n→2b:\n→→4c: 1\n  d: 2\n",
        "→0a: 1\nb: 2\n",
        "→0a:\n  b: 2\n",
        "a:\n    b:\n→8c:\n            d: 1\n",
        "a:\n  b:\n    x: 1\n→0c:\n  d: 1\n",
        "a:\n  b: 1\n→2c:\n  d: 1\n",
        "a:\n→4b: 1\n",
        "a:\n→2b:\n    c: 1\n",
        "a:\n  b: |\n    c\n→4d\n",
    ],
)
def test_what_tabs_mean(picture: str) -> None:
    rows = picture.split("\n")
    meant = [int(row.lstrip("→")[0]) if "→" in row else None for row in rows]
    text = "\n".join(
        "\t" * row.count("→") + row.lstrip("→")[1:] if "→" in row else row for row in rows
    )
    lines = lines_of(text)
    for number, wanted in enumerate(meant):
        if wanted is not None:
            assert lines.indent[number] == wanted, text
            assert number in lines.tabs


def test_blank_lines_with_tabs_are_told_apart() -> None:
    lines = lines_of("a:\n\t\n \t b: c\n\t# d\n")
    assert lines.blank_tabs == {1}
    assert lines.tabs == {2, 3}
