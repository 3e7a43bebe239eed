"""Example files in documentation."""

from zdd_lsp.report.abridged import abridged


def test_a_text_is_shown_as_it_is() -> None:
    assert list(abridged("stage:\n\tglobal:\n\n\n\n\n\nlog: {}")) == (
        ["stage:", "\tglobal:", "", "", "", "", "", "log: {}"]
    )


def test_what_nobody_would_see_is_escaped() -> None:
    assert list(abridged("\ufeffname: \x1b[1mshop")) == [r"\ufeffname: \x1b[1mshop"]


def test_equal_lines_are_counted() -> None:
    assert list(abridged("a\n" + "- b\n" * 1000 + "c\nc\nc")) == [
        "a",
        "- b",
        "# … and 999 more lines like this one",
        "c",
        "c",
        "c",
    ]
