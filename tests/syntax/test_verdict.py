"""The last word: the parser that reads the file decides what stays of the reader's problems."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.syntax.nodes import Dialect, Problem
from zdd_lsp.syntax.platform import Refusal, refusal
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.symfony import judge
from zdd_lsp.syntax.values import Values
from zdd_lsp.syntax.verdict import MAX_JUDGED, judged

if TYPE_CHECKING:
    from collections.abc import Iterator

SYMFONY, TAGS, PLATFORM = Dialect.SYMFONY, Dialect.SYMFONY_TAGS, Dialect.PLATFORM


def verdict(text: str, dialect: Dialect = SYMFONY) -> list[Problem]:
    return judged(read(text, dialect))


def said(text: str, dialect: Dialect = SYMFONY) -> list[tuple[str, str, bool]]:
    """Return kind, source and weight of all that is said about a text."""
    found = verdict(text, dialect)
    return [(p.kind, p.span.slice(text), p.fatal) for p in found]


def test_nothing_is_said_about_good_texts() -> None:
    for dialect in Dialect:
        assert said("a: b\nc: [d, 'e']\n", dialect) == []


def test_the_reader_s_places_stay_and_symfony_speaks() -> None:
    (problem,) = verdict('a:\n  b: "c\n  d: e\n')
    assert problem.kind == "unclosed-quote"
    assert problem.upstream == "Malformed inline YAML string at line 4."


def test_only_the_first_reason_speaks_for_symfony() -> None:
    text = "a: @b\nc: d: e\n"
    found = verdict(text)
    assert [p.kind for p in found] == ["reserved-indicator", "colon-in-value"]
    assert [p.upstream is not None for p in found] == [True, False]


def test_what_the_reader_missed_is_added_on_its_line() -> None:
    text = "a: b\nc: [: d]\n"
    assert read(text, SYMFONY).problems == []
    assert said(text) == [("flow-syntax", "c: [: d]", True)]
    (problem,) = verdict(text)
    assert problem.upstream is not None
    assert problem.upstream in f"{problem.message}."


def test_what_symfony_takes_as_it_looks_is_dropped() -> None:
    text = "# c\n  a\n"
    assert [p.kind for p in read(text, SYMFONY).problems] == ["indentation"]
    assert said(text) == []


def test_what_symfony_takes_otherwise_is_marked() -> None:
    text = "a: {b: 1,000, c: d}\n"
    assert said(text) == [("flow-syntax", "000", False)]
    text = 'a:\n  "b\n  "c": d\n'
    assert said(text) == [("unclosed-quote", '"', False), ("ignored-text", '"c": d', False)]


def test_a_line_break_that_symfony_loses_is_not_worth_a_word() -> None:
    """It counts the lines of ``---`` and of leading comments on one side only."""
    text = "---\na:\n  b: |\n    text\nc:"
    assert judge(text).value == {"a": {"b": "text"}, "c": None}
    assert Values(read(text, SYMFONY)).root == {"a": {"b": "text\n"}, "c": None}
    assert said(text) == []


def test_mild_problems_stay() -> None:
    assert said("a: [b] c\n") == [("ignored-text", "c", False)]
    assert said("\ufeffa: b\n") == [("byte-order-mark", "\ufeff", False)]


def test_tags_depend_on_the_release() -> None:
    assert said("a: !foo b\n", SYMFONY) == [("unsupported-tag", "!foo", True)]
    assert said("a: !foo b\n", TAGS) == []


def test_ruamel_decides_for_the_platform() -> None:
    assert said('a: "\\M"\n', PLATFORM) == [("unknown-escape", "\\M", True)]
    assert said("a: *b\n", PLATFORM) == [("undefined-alias", "*b", True)]


def test_what_ruamel_takes_is_dropped_save_duplicates() -> None:
    text = "a: 1\na: 2\n<<: x\n"
    assert [p.kind for p in read(text, PLATFORM).problems] == ["duplicate-key", "merge-scalar"]
    assert said(text, PLATFORM) == [("duplicate-key", "a", True)]


def test_what_the_reader_missed_on_the_platform_is_added() -> None:
    text = "a: b\n...\n%TAG ! x\n--- c\n"
    found = verdict("a: !e!b c # d\n", PLATFORM)
    assert [(p.kind, p.fatal) for p in found] == [("syntax", True)]
    assert "undefined tag handle" in found[0].message
    assert verdict(text, PLATFORM) != []


class Enough(BaseException):
    """Somebody else waits."""


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("line", ["key{}: value\n", "- - a: {}\n", "key{}: [b, {{c: d}}]\n"])
def test_the_parser_can_be_broken_off_at_every_line(dialect: Dialect, line: str) -> None:
    tree = read("".join(map(line.format, range(100))), dialect)
    for last in (1, 50, 99):
        pauses = iter(range(last))

        def pause(pauses: Iterator[int] = pauses) -> None:
            if next(pauses, None) is None:
                raise Enough

        with pytest.raises(Enough):
            judged(tree, pause)
    assert judged(tree) == []


@pytest.mark.parametrize("dialect", [SYMFONY, PLATFORM])
def test_a_large_file_gets_no_second_opinion(dialect: Dialect) -> None:
    text = "a: 1\n" + "# c\n" * (MAX_JUDGED // 4) + "b: @c\n"
    assert said(text, dialect) == [("reserved-indicator", "@c", True)]


def test_the_platform_s_parser_is_imported_when_it_is_asked() -> None:
    """Its import costs as much as reading twenty files."""
    program = (
        "import sys; from zdd_lsp.syntax.verdict import judged; "
        "from zdd_lsp.syntax.reader import read; from zdd_lsp.syntax.nodes import Dialect; "
        "judged(read('a: b', Dialect.SYMFONY)); assert 'ruamel' not in sys.modules; "
        "judged(read('a: b', Dialect.PLATFORM)); assert 'ruamel.yaml' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: b\n", None),
        ("a: &x 1\nb: &x 2\n", None),
        ("a: 1\na: 2\n", None),
        ("", None),
        ("a: 'b\n", Refusal(6, "found unexpected end of stream")),
        ("a: b\n---\nc\n", Refusal(5, "but found another document")),
        ("a: \0", Refusal(3, "unacceptable character #x0000: special characters are not allowed")),
    ],
)
def test_refusals(text: str, wanted: Refusal | None) -> None:
    assert refusal(text) == wanted


@pytest.mark.no_cover
def test_a_failure_of_the_parser_is_no_verdict() -> None:
    assert refusal("[" * 100_000) is None


def test_comments_do_not_trouble_the_parser() -> None:
    """Its round-trip mode loses track of some comments, and raises."""
    assert refusal("? |\n  a\n\n: #\n  b\n#\n\n\nc: d\n") is None


def test_a_value_that_is_too_deep_for_the_reader_alone_is_no_refusal() -> None:
    text = "a: " + "[" * 150 + "]" * 150 + "\n"
    for dialect in Dialect:
        assert [(p.kind, p.fatal) for p in verdict(text, dialect)] == [("nesting", False)]


def test_a_refusal_elsewhere_counts_although_a_value_is_too_deep() -> None:
    text = "a: " + "[" * 150 + "]" * 150 + "\nb: c\nb: d\n"
    assert [(p.kind, p.fatal) for p in verdict(text)] == [
        ("nesting", False),
        ("duplicate-key", True),
    ]


def test_the_tree_is_not_changed() -> None:
    tree = read("a: @b\n", SYMFONY)
    assert [p.upstream is not None for p in judged(tree)] == [True]
    assert [p.upstream for p in tree.problems] == [None]


def test_lines_that_end_with_a_carriage_return_alone_are_counted() -> None:
    text = "a: b\rc: [: d]\r"
    assert said(text) == [("flow-syntax", "c: [: d]", True)]
