"""The reader of shell scripts: commands and words with their places, whatever the script."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.project.env import entries
from zdd_lsp.project.shell import FlawKind, read_script, read_shell
from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import Dialect

if TYPE_CHECKING:
    from tests.conftest import Work
    from zdd_lsp.project.shell import Script


def lines(script: Script) -> list[str]:
    return [
        " ".join(word.text for word in (*command.assignments, *command.words))
        for command in script.commands
    ]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("", []),
        ("# nothing\n\n", []),
        ("set -e\ncomposer install", ["set -e", "composer install"]),
        ("a; b & c && d || e | f", ["a", "b", "c", "d", "e", "f"]),
        ("a &&\n\n  # why\n  b", ["a", "b"]),
        ("a \\\n  b \\\n  && c", ["a b", "c"]),
        ("a b#c #d\n", ["a b#c"]),
        ("A=1 B='2 3' cmd x=y", ["A=1 B=2 3 cmd x=y"]),
        ("A=1", ["A=1"]),
        ("a 'b c' \"d e\" f\\ g h\\\ni", ["a b c d e f g hi"]),
        ('a "b \\" \\$c \\d"', ['a b " $c \\d']),
        ("a $B ${C:-d e} $((1 + 2)) $", ["a $B ${C:-d e} $((1 + 2)) $"]),
        ("a ${B:-'}'}x ${C#\\}}", ["a ${B:-'}'}x ${C#\\}}"]),
        ("a > b 2>&1 <c >>d e &> f", ["a e"]),
        ("a $(b 'c)' | d) e", ["b c)", "d", "a $(b 'c)' | d) e"]),
        ('a "x $(b "$(c)") y"', ["c", "b $(c)", 'a x $(b "$(c)") y']),
        ("a <(b c) d", ["b c", "a <(b c) d"]),
        ("a <<E b\nc 'd\nE\ne", ["a b", "e"]),
        ("a <<-'E'; b <<F\n\tc\n\tE\nd\nF\ne", ["a", "b", "e"]),
        ("a <<<b\nc", ["a", "c"]),
        ("[[ -f a && $b < c ]] && d", ["[[ -f a && $b < c ]]", "d"]),
        ("if a; then b; elif c; then d; else e; fi | f", ["a", "b", "c", "d", "e", "f"]),
        ("for a in b $(c); do d; done > e; f", ["c", "d", "f"]),
        ("for a\ndo b\ndone", ["b"]),
        ("while ! a; do b; done && until c\ndo d\ndone", ["a", "b", "c", "d"]),
        ("case $a in b|c) d;; (e) f ;& *) g\nesac; h", ["d", "f", "g", "h"]),
        ("a() { b; }; function c { d; }\nfunction e() { f; }; a", ["b", "d", "f", "a"]),
        ("(a; b) && { c; d; }; e", ["a", "b", "c", "d", "e"]),
        ("echo if } done in", ["echo if } done in"]),
        ("'if' a", ["if a"]),
    ],
)
def test_commands(text: str, commands: list[str]) -> None:
    script = read_shell(text)

    assert lines(script) == commands
    assert not script.is_open
    assert script.flaws == ()


@pytest.mark.parametrize(
    "text",
    [
        *("a 'b", 'a "b', "a $(b", "a ${b", "a $((b", "`a`", "a `b", "a=(b c)", "a (b)", "((a))"),
        *("a )", "fi", "then", "done", "}", "esac", "if a; then b", "(a", "{ a", "a <<E\nb"),
        *("case a in b) c", "[[ a\nb", "a ${b:-$(c)}", "$(fi)", "$(then)", 'a "$(b', "a() b )"),
        "$(" * 40 + "a" + ")" * 40,
        "(" + "( " * 120,
        "a <(" * 40,
        '"${' * 3,
    ],
)
def test_what_is_not_understood_makes_a_script_open(text: str) -> None:
    assert read_shell(text).is_open


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("if a; then b; else c; fi; d", [("if",), ("then",), ("else",), ()]),
        ("while a; do b; done", [("while",), ("do",)]),
        ("for x in $(a); do b; done", [("for", "$("), ("do",)]),
        ("case x in y) a;; esac", [("case",)]),
        ("f() { a; }; { b; (c); }", [("function",), ("{",), ("{", "(")]),
        ("f() ( a )", [("function",)]),
    ],
)
def test_blocks(text: str, blocks: list[tuple[str, ...]]) -> None:
    assert [command.blocks for command in read_shell(text).commands] == blocks


def test_operators() -> None:
    script = read_shell("a && ! b\n\nc |\n d; (e); f & A=1")

    assert [(each.before, each.end.text) for each in script.commands] == [
        *(("", "&&"), ("&&", "\n"), ("", "|"), ("|", ";"), ("", ")"), ("", "&"), ("", "")),
    ]
    assert [each.is_negated for each in script.commands] == [False, True, *[False] * 5]
    assert script.commands[5].end.span.slice(script.text) == "&"
    assert script.commands[0].span.slice(script.text) == "a"


def test_a_word_says_whether_its_text_is_all() -> None:
    (command,) = read_shell('a \'$b\' \\$b $b "$b" "b" b$c ~/b *').commands

    assert [word.is_known for word in command.words] == [
        *(True, True, True, False, False, True, False, True, True),
    ]
    assert [word.is_quoted for word in command.words] == [
        *(False, True, True, False, True, True, False, False, False),
    ]


def test_a_backslash_before_blanks_continues_nothing() -> None:
    text = "curl \\  \n  -x \\\\ \n'\\ \n' \\ a\\\t\nb \\ \n\n c\\ "
    script = read_shell(text)

    assert [(flaw.kind, flaw.span.slice(text)) for flaw in script.flaws] == [
        (FlawKind.CONTINUATION, "\\  "),
        (FlawKind.CONTINUATION, "\\\t"),
    ]


def test_a_quote_that_is_never_closed_is_found_where_it_opens() -> None:
    text = "a 'b'\nc \"d 'e'\nf"

    (flaw,) = read_shell(text).flaws

    assert (flaw.kind, flaw.span) == (FlawKind.QUOTE, (8, 9))


# In a file


def script_of(text: str) -> tuple[Script, str]:
    source = SourceFile(".magento.app.yaml", text, Dialect.PLATFORM)
    return read_script(source, entries(source, source.tree.root)["a"].value), text


@pytest.mark.parametrize(
    "text",
    [
        "a: set -e; php x 'y z'\n",
        "a: |\n    set -e\n    php x 'y z'\n",
        "a: |-\r\n  set -e\r\n  php x 'y z'\r\n",
        "a: >\n  set -e;\n  php x\n  'y z'\n",
        "a: \"set -e\\nphp x 'y z'\"\n",
        "a: 'set -e; php x \"y z\"'\n",
        "b: &b |\n  set -e\n  php x 'y z'\na: *b\n",
    ],
)
def test_words_stand_in_the_file(text: str) -> None:
    script, text = script_of(text)

    assert lines(script) == ["set -e", "php x y z"]
    found = [word.span.slice(text) for command in script.commands for word in command.words]
    assert found[:4] == ["set", "-e", "php", "x"] if ";" not in text else found[:1] == ["set"]
    assert found[-1] in ("'y z'", '"y z"')


def test_what_is_no_text_is_no_script() -> None:
    assert script_of("a: [b]\n")[0].commands == ()
    assert script_of("a:\n")[0].commands == ()
    assert not script_of("a: [b]\n")[0].is_open


def test_what_stands_elsewhere_is_open() -> None:
    assert script_of("a: !include b.sh\n")[0].is_open


# Anything

PARTS = (
    *(
        "a",
        "b ",
        " ",
        "\n",
        "\t",
        "\\",
        "\\\n",
        "'",
        '"',
        "$",
        "$a",
        "${",
        "}",
        "$(",
        "`",
        "(",
        ")",
    ),
    *(";", ";;", "&", "&&", "|", "||", "<", ">", "<<", "<<-E", "E", "\nE\n", "#", "!", "{ ", "[[ "),
    *("]]", "if ", "then ", "else ", "elif ", "fi\n", "for ", "while ", "do ", "done\n", "case "),
    *(" in ", "esac\n", "function ", "f() ", "A=", "2>&1", "((", "$((", "))", "ü", "*", "=", "é "),
)
scripts = st.lists(st.sampled_from(PARTS), max_size=30).map("".join) | st.text(max_size=40)


@given(scripts)
def test_any_script_can_be_read(text: str) -> None:
    script = read_shell(text)

    for command in script.commands:
        words = (*command.assignments, *command.words)
        assert words
        for word in words:
            assert word.span.slice(text) == word.source
            if word.is_known and not word.is_quoted:
                assert word.text == word.source
        for first, second in pairwise(words):
            assert first.span.end <= second.span.start
        assert command.end.span.slice(text) == command.end.text
    for flaw in script.flaws:
        assert flaw.span.slice(text)[0] in "\\'\""


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@given(st.lists(st.lists(words, min_size=1, max_size=4), max_size=5))
def test_quoted_words_come_back(commands: list[list[str]]) -> None:
    quoted = [["'" + word.replace("'", "'\\''") + "'" for word in words] for words in commands]
    script = read_shell("\n".join(" ".join(words) for words in quoted))

    assert [[word.text for word in each.words] for each in script.commands] == commands


@pytest.mark.parametrize(
    "unit",
    [
        *("a b\n", "'a' ", '"a $(b) $c" ', "if a; then b; fi\n", "a \\\n", "a \\ \n", "$((1)) "),
        *("${a} ", "( a ) ;", "case a in b) c;; esac\n", "a <<E\nb\nE\n", "1", "# a\n", "a <<E "),
        *("{ ", "$(", "${", "$((", "`", "(", "\\ ", "a=", "[[ a ]] && ", ";;"),
    ],
)
def test_time_grows_with_the_text(unit: str, work: Work) -> None:
    small = work(partial(read_shell, unit * 200))
    large = work(partial(read_shell, unit * 1600))

    assert large < 8 * small * 1.5 + 2000
