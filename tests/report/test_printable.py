from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.report.printable import cells, drawable, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("stage: über 日本 🚀", "stage: über 日本 🚀"),
        ("\x1b[2J\x07\x7f", r"\x1b[2J\x07\x7f"),
        ("a\tb\r\nc", r"a\tb\r\nc"),
        ("\x85\x9b31m", r"\x85\x9b31m"),
        ("\u202egnp.exe\u2066", r"\u202egnp.exe\u2066"),
        ("a\u2028b\ufeff\u200b", r"a\u2028b\ufeff\u200b"),
        ("no-break\xa0space", r"no-break\xa0space"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_what_is_not_plainly_visible_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_tabs_of_source_lines_are_always_as_wide() -> None:
    assert drawable("a\tb\x1b") == r"a    b\x1b"


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("日本", 4), ("e\u0301", 1), ("🚀", 2), ("ü", 1), ("ｱ", 1)],
)
def test_columns_of_a_terminal(text: str, width: int) -> None:
    assert cells(text) == width


# A backslash in the text could look like the beginning of an escape.
@given(st.text(alphabet=st.characters(exclude_categories=[], exclude_characters="\\")))
def test_nothing_shown_can_drive_a_terminal(text: str) -> None:
    shown = drawable(text)
    assert shown.isprintable()
    assert re.sub(r"\\(x..|u....|U.{8}|[nr])", "", shown) == re.sub(
        r"\\(x..|u....|U.{8}|[nr])",
        "",
        "".join(char for char in text.replace("\t", "    ") if char.isprintable()),
    )
