"""What several lines of a scalar mean together."""

from __future__ import annotations

import pytest

from zdd_lsp.syntax import fold


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["a"], "a"),
        (["a", "b"], "a b"),
        (["a", "", "b"], "a\nb"),
        (["a", "", "", "b", "c"], "a\n\nb c"),
    ],
)
def test_plain(lines: list[str], text: str) -> None:
    assert fold.plain(lines) == text


@pytest.mark.parametrize(
    ("inner", "double", "yaml", "symfony"),
    [
        ("a\n  b", True, "a b", "a b"),
        ("a  \n  b", True, "a b", "a   b"),
        ("a\n\n\n  b", True, "a\n\nb", "a\n\nb"),
        ("a\\\n  b", True, "ab", "ab"),
        ("a\\\\\n  b", True, "a\\\\ b", "a\\\\b"),
        ("a\\\n  b", False, "a\\ b", "a\\b"),
        ("a \\ \n  b", True, "a \\  b", "a \\  b"),
        ("\n  a\n", True, " a ", " a "),
        ("a\r\nb\rc", False, "a b c", "a b c"),
        ("a\n\tb", True, "a b", "a \tb"),
    ],
)
def test_quoted(inner: str, yaml: str, symfony: str, *, double: bool) -> None:
    assert fold.quoted(inner, double=double) == yaml
    assert fold.quoted_symfony(inner, double=double) == symfony


@pytest.mark.parametrize(
    ("lines", "yaml", "symfony"),
    [
        (["a", "b", ""], "a b\n", "a b\n"),
        (["a", "", "b", ""], "a\nb\n", "a\nb\n"),
        (["a", " b", "c", ""], "a\n b\nc\n", "a\n b\nc\n"),
        (["a", " b", "", "c", ""], "a\n b\n\nc\n", "a\n b\nc\n"),
        (["a", "\tb", "c", ""], "a\n\tb\nc\n", "a \tb c\n"),
        (["", "a", ""], "\na\n", "\na\n"),
        (["a", "", "", ""], "a\n\n\n", "a\n\n\n"),
        (["a"], "a", "a"),
        ([], "", ""),
    ],
)
def test_folded(lines: list[str], yaml: str, symfony: str) -> None:
    assert fold.folded(lines) == yaml
    assert fold.folded_symfony(lines) == symfony


def test_literal() -> None:
    assert fold.literal(["a", " b", "", ""]) == "a\n b\n\n"


@pytest.mark.parametrize(
    ("indicator", "texts"),
    [
        ("", {"a\n\n": "a\n", "a": "a", "\n": "", "": ""}),
        ("-", {"a\n\n": "a", "a": "a", "\n": "", "": ""}),
        ("+", {"a\n\n": "a\n\n", "a": "a", "\n": "\n", "": ""}),
    ],
)
def test_chomped(indicator: str, texts: dict[str, str]) -> None:
    for text, wanted in texts.items():
        assert fold.chomped(text, indicator, keep_empty=False) == wanted


def test_symfony_keeps_one_break_of_nothing_else() -> None:
    assert fold.chomped("\n\n", "", keep_empty=True) == "\n"
    assert fold.chomped("\n\n", "-", keep_empty=True) == ""
