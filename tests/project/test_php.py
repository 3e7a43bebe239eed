"""Literal arrays of PHP files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.project.php import (
    MAX_DEPTH,
    UNKNOWN,
    PhpArray,
    PhpFile,
    PhpValue,
    is_truthy,
    read_php,
)
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from tests.conftest import Work

REAL_LOOKING = """\
<?php
/**
 * It's a docblock with 'quotes, [brackets] and return [];
 */
declare(strict_types=1);

return [
    'modules' => [
        'Magento_Store' => 1,   // on
        "Acme_Über\\x41" => 0,  # off
    ],
    'scopes' => array(
        'websites' => array('base' => array('website_id' => '1', 'name' => 'It\\'s',),),
        'stores' => [Store::ADMIN => ['id' => getenv('ID') ?: 0]],
    ),
    /* 'themes' => [] */
    -1.5e3, null, TRUE, <<<'HTML'
        ]; 'x' => [
        HTML,
];
?>
trailing"""


def plain(value: PhpValue) -> Any:
    """Turn a value into Python's lists of pairs, with "?" for what is unknown."""
    if value is UNKNOWN:
        return "?"
    if isinstance(value, PhpArray):
        return [(plain(entry.key), plain(entry.value)) for entry in value]
    return value


def array(source: str) -> PhpArray:
    file = read_php(f"<?php return {source};")
    assert file.value is not None, file.reason
    return file.value


def value(source: str) -> Any:
    (entry,) = array(f"[{source}]")
    return plain(entry.value)


def test_real_looking_file() -> None:
    file = read_php(REAL_LOOKING)
    assert (file.reason, file.is_array) == (None, True)
    assert plain(file.value) == [
        ("modules", [("Magento_Store", 1), ("Acme_ÜberA", 0)]),
        (
            "scopes",
            [
                ("websites", [("base", [("website_id", "1"), ("name", "It's")])]),
                ("stores", [("?", [("id", "?")])]),
            ],
        ),
        (0, -1500.0),
        (1, None),
        (2, True),
        (3, "?"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("''", ""),
        ("'a\\'b\\\\c\\n$d'", "a'b\\c\\n$d"),
        ('"a\\tb\\"c\\$d\\q"', 'a\tb"c$d\\q'),
        (r'"\101\x42\X43\u{44}\u{1F600}\e"', "ABCD😀\x1b"),
        (r'"\xC3\xA4"', "ä"),
        (r'"\xC3"', "?"),
        (r'"\u{110000}\u{D800}"', "?"),
        (rf'"\u{{{"F" * 10_000}}}"', "?"),
        ('"5 $ a$"', "5 $ a$"),
        ('"a $b"', "?"),
        ('"a {$b}"', "?"),
        ('"a ${b}"', "?"),
        (r'"a \\$b"', "?"),
        (r'"a \$b"', "a $b"),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0b101", 5),
        ("017", 15),
        ("0o17", 15),
        ("0", 0),
        ("08", "?"),
        ("-0x10", -16),
        ("+5", 5),
        ("- 5", -5),
        ("9223372036854775807", 2**63 - 1),
        ("9223372036854775808", float(2**63)),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("1.5E-1", 0.15),
        ("9" * 10_000, float("inf")),
        ("0x" + "f" * 10_000, "?"),
        ("True", True),
        ("FALSE", False),
        ("Null", None),
        ("array()", []),
        ("Array ( 1 , )", [(0, 1)]),
        ("[]", []),
    ],
)
def test_literals(source: str, expected: object) -> None:
    result = value(source)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    "source",
    [
        "PHP_INT_MAX",
        "\\true",
        "Foo::class",
        "array_merge(['a'], ['b' => [1, 2]])",
        "'a' . 'b'",
        "1 + 2",
        "-PHP_INT_MAX",
        "['a'] + ['b']",
        "['a'][0]",
        "(int) '5'",
        "$a['b']",
        "`ls`",
        "fn ($a) => $a",
        "fn () => fn () => ['a' => 1]",
        "static function () use ($a) { return ['x', 'y']; }",
        "new class { public $a = [1, 2]; }",
        "match (1) { 1 => 'a', default => 'b' }",
        "#[Pure] fn () => 1",
        "1 <=> 2",
        "!true",
        "&$a",
        "<<<A\nA",
        "<<<A\n  ', [\n  Ab\n  A",
        '<<<"A"\r\n]\r\nA',
        "<<<'Ä'\n]\nÄ . 'x'",
        "b'x'",
    ],
)
def test_expressions_are_unknown_and_do_not_disturb_their_neighbours(source: str) -> None:
    read = array(f"['k' => {source}, 'n' => 1]")
    assert plain(read) == [("k", "?"), ("n", 1)]
    text = f"<?php return ['k' => {source}, 'n' => 1];"
    file = read_php(text)
    assert file.value is not None
    entry = file.value.get("k")
    assert entry is not None
    assert entry.value_span.slice(text) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("['1' => 'a', '-5' => 'b']", [(1, "a"), (-5, "b")]),
        ("['01' => 'a', '-0' => 'b', '1.5' => 'c', ' 1' => 'd']", ["01", "-0", "1.5", " 1"]),
        ("[1.9 => 'a', true => 'b', false => 'c', null => 'd']", [(1, "b"), (0, "c"), ("", "d")]),
        ("['9223372036854775807' => 1]", [2**63 - 1]),
        ("['9223372036854775808' => 1]", ["9223372036854775808"]),
        ("[5 => 'a', 'b', '8' => 'c', 'd', 'x' => 'e', 'f']", [5, 6, 8, 9, "x", 10]),
        ("[-5 => 'a', 'b']", [-5, 0]),
        ("['a' => 1, 'b' => 2, 'a' => 3]", [("a", 3), ("b", 2)]),
        ("[A => 1, 'b' => 2, 3]", ["b", "?", "?"]),
        ("['a' => 1, ...$b, 2]", ["a", "?", "?"]),
        ("[[1] => 2]", ["?"]),
        ("[1e30 => 2]", ["?"]),
        ("[-100.7 => 'a', 9.2e18 => 'b']", [-100, int(9.2e18)]),
        ("[9223372036854775807 => 1, 2]", [2**63 - 1, "?"]),
        ("[PHP_INT_MAX => 1, 9223372036854775807 => 2, 3]", [2**63 - 1, "?", "?"]),
    ],
)
def test_keys(source: str, expected: list[object]) -> None:
    pairs = plain(array(source))
    assert pairs == expected or [key for key, _ in pairs] == expected


def test_overwritten_entries_stay_visible() -> None:
    read = array("['a' => 1, 'a' => 2]")
    assert [entry.value for entry in read.entries] == [1, 2]
    entry = read.get("a")
    assert entry is not None
    assert entry.value == 2


@pytest.mark.parametrize(
    "prologue",
    [
        "<?php ",
        "<?PHP\n",
        "\ufeff<?php\n",
        "\n\n<html><?php\r\n",
        "<?php\n// a ?><?php\n",
        "<?php\n# a\r/* b */ /** c\n */\n",
        "<?php namespace A\\B; use C\\D; declare(strict_types=1);;\n",
        "<?php ?>\n<?php\t",
    ],
)
@pytest.mark.parametrize("epilogue", [";", " ; ", "?>", " /* x */ ?>\n", ";\n$a = ['b'"])
def test_what_may_stand_around(prologue: str, epilogue: str) -> None:
    file = read_php(f"{prologue}RETURN ['a' => 1]{epilogue}")
    assert plain(file.value) == [("a", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "just text",
        "<?php",
        "<?php\n",
        "<?php // return [];",
        "<?php declare(strict_types=1);",
        "<?php return;",
        "<?php return 'x';",
        "<?php return 5 ?>",
        "<?php return null;",
        "<?php ?> return [];",
    ],
)
def test_certainly_no_array(text: str) -> None:
    file = read_php(text)
    assert (file.value, file.is_array) == (None, False)
    assert file.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<?php\n$a = [];\nreturn $a;", "it runs code before it returns (line 2)"),
        ("<?php if (A) { return []; }", "it runs code"),
        ("<?php namespace A { return []; }", "it runs code"),
        ("<?php declare(ticks=1) { }", "it runs code"),
        ("<?php defined('A') || exit; return [];", "it runs code"),
        ("<?php return array_merge([], []);", "it returns something that is not a literal array"),
        ("<?php return $a;", "it returns something that is not a literal array"),
        ("<?php return ['a'] + ['b'];", "it returns something that is not a literal array"),
        ("<?= 'x' ?>", "another tag"),
        ("<?xml version='1.0'?>", "another tag"),
        ("<?php return", "it ends too early"),
        ("<?php return [", "it ends too early"),
        ("<?php return []", "it ends too early"),
        ("<?php return ['a' => f(", "it ends too early"),
        ("<?php return ['a' => ];", "] is not expected here"),
        ("<?php return ['a', , 'b'];", ", is not expected here"),
        ("<?php return [1 => 2 => 3];", "=> is not expected here"),
        ("<?php return [1);", ") is not expected here"),
        ("<?php return [f(])];", "] is not expected here"),
        ("<?php return [1; 2];", "; is not expected here"),
        ("<?php return ['a ?> x", "a string is not closed"),
        ('<?php return ["a', "a string is not closed"),
        ("<?php return [ /* a", "a comment is not closed"),
        ("<?php return [<<<A\n b", "a heredoc is not closed"),
        ("<?php return [ // ?>", "?> is not expected here"),
        ('<?php return ["{$a["b"]}"];', "it computes a string"),
        ("<?php\r\nreturn [\r\n'a' 'b' => ;", "(line 3)"),
    ],
)
def test_not_analysed(text: str, reason: str) -> None:
    file = read_php(text)
    assert (file.value, file.is_array) == (None, None)
    assert file.reason is not None
    assert reason in file.reason
    assert file.span is not None


def test_place_of_the_reason() -> None:
    text = "<?php\nreturn ['ü' => [1, 2)];"
    file = read_php(text)
    assert file.span == Span(text.index(")"), text.index(")") + 1)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("''", False),
        ("'0'", False),
        ("0", False),
        ("0.0", False),
        ("-0.0", False),
        ("null", False),
        ("false", False),
        ("[]", False),
        ("'00'", True),
        ("'false'", True),
        ("' '", True),
        ("0.1", True),
        ("true", True),
        ("[0]", True),
        ("A", None),
        ("[...$a]", None),
    ],
)
def test_truth(source: str, *, expected: bool | None) -> None:
    (entry,) = array(f"[{source}]")
    assert is_truthy(entry.value) is expected


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("array(", ")")])
def test_nesting(opening: str, closing: str) -> None:
    def nested(depth: int) -> PhpFile:
        return read_php(f"<?php return {opening * depth}{closing * depth};")

    assert nested(MAX_DEPTH).is_array is True
    for depth in (MAX_DEPTH + 1, 10_000):
        reason = nested(depth).reason
        assert reason is not None
        assert "nested more than" in reason
    assert plain(array(f"[f({'(' * 10_000}{')' * 10_000})]")) == [(0, "?")]


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "'a'=>[],",
        "/**/",
        "#\n",
        " ",
        "/* * ",
        "'\\'",
        '"\\\\$',
        "<<<A\nA\n,",
        "<<<A\n",
        "(",
        "$",
        "9",
        "\\",
        "?>",
        "`",
        "fn=>",
        "#[",
        "array ",
    ],
)
def test_work_is_linear(unit: str, work: Work) -> None:
    text = "<?php return [" + unit * (20_000 // len(unit))

    assert work(lambda: read_php(text)) < 60 * len(text)


@settings(deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    read_php(text)
    read_php(f"<?php return [{text}")


@settings(deadline=None)
@given(st.text(alphabet="[](){}=>,;'\"\\$#/*?<.`\n &-+0x1eabfnarray"))
def test_any_sequence_of_punctuation(text: str) -> None:
    file = read_php(f"<?php return [{text}];")
    assert (file.value is None) == (file.reason is not None)


def test_every_prefix() -> None:
    begin, end = REAL_LOOKING.index("return [\n"), REAL_LOOKING.index("];\n?>") + 2
    for length in range(len(REAL_LOOKING)):
        file = read_php(REAL_LOOKING[:length])
        if length > begin:
            assert file.is_array is (None if length < end else True), REAL_LOOKING[:length]


def quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def entries_of(
    children: st.SearchStrategy[tuple[str, Any]],
) -> st.SearchStrategy[tuple[str, Any]]:
    keys = st.text().filter(lambda key: not key.lstrip("-").isdecimal())

    def render(
        items: dict[str, tuple[str, Any]], brackets: tuple[str, str], space: str
    ) -> tuple[str, Any]:
        sources = (f"{quoted(key)}{space}=>{space}{source}" for key, (source, _) in items.items())
        result = [(key, expected) for key, (_, expected) in items.items()]
        return brackets[0] + f"{space},".join(sources) + space + brackets[1], result

    return st.builds(
        render,
        st.dictionaries(keys, children, max_size=4),
        st.sampled_from([("[", "]"), ("array (", ")")]),
        st.sampled_from(["", " ", "\r\n", "/* ] */", "// )\n", "#\n"]),
    )


SCALARS = st.one_of(
    st.text().map(lambda text: (quoted(text), text)),
    st.integers(-(2**63) + 1, 2**63 - 1).map(lambda number: (str(number), number)),
    st.floats(0.001, 1e9).map(lambda number: (repr(number), number)),
    st.sampled_from([("true", True), ("NULL", None), ("FOO . 'x'", "?"), ("f([1, 2])", "?")]),
)


@settings(deadline=None)
@given(entries_of(st.recursive(SCALARS, entries_of, max_leaves=8)))
def test_round_trip_with_spans(case: tuple[str, Any]) -> None:
    source, expected = case
    text = f"<?php\nreturn {source};\n"
    file = read_php(text)
    assert file.value is not None, file.reason
    assert plain(file.value) == expected
    assert file.value.span.slice(text) == source
    pending = [file.value]
    while pending:
        for entry in pending.pop():
            assert entry.key_span is not None
            assert entry.key_span.slice(text) == quoted(str(entry.key))
            again = array(f"[{entry.value_span.slice(text)}]")
            assert plain(again) == [(0, plain(entry.value))]
            if isinstance(entry.value, PhpArray):
                pending.append(entry.value)
