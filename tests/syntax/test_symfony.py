"""The judge against the real symfony/yaml 6.4.3: measured verdicts, messages and values."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.syntax.problems import KINDS
from zdd_lsp.syntax.scalars import PHP_OBJECT, UNKNOWN, PhpValue
from zdd_lsp.syntax.symfony import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Work

ROOT = Path(__file__).resolve().parents[2]
CONFORMANCE = ROOT / "tests" / "conformance"
SHARED = ROOT / "../shared"
ENV, APP = ".magento.env.yaml", ".magento.app.yaml"

GETTYPE = {
    bool: "boolean",
    int: "integer",
    float: "double",
    str: "string",
    list: "array",
    dict: "array",
    type(None): "NULL",
}


def encoded(value: Any) -> str:
    """Write a value as the measurements do: arrays as maps, empty ones as lists, INF as text.

    The order of the entries counts, and so does the difference between 1, 1.0, "1" and true.
    """

    def plain(node: Any) -> Any:
        if isinstance(node, float) and abs(node) == float("inf"):
            return {"$float": "INF" if node > 0 else "-INF"}
        if isinstance(node, list):
            node = dict(enumerate(node))
        if not isinstance(node, dict):
            return node
        return {str(key): plain(item) for key, item in node.items()} or []

    return json.dumps(plain(value))


class Case(NamedTuple):
    """A project, and what ece-tools said about it."""

    name: str
    files: dict[str, str]
    expect: dict[str, Any]


def cases(name: str) -> Iterator[Case]:
    lines = gzip.decompress((CONFORMANCE / name).read_bytes()).decode().splitlines()
    return (Case(**json.loads(line)) for line in lines)


def disagreements(projects: Iterator[Case]) -> tuple[int, list[str]]:
    """Judge the files of projects; return how many, and where the measurements differ."""
    count, wrong = 0, []
    for project in projects:
        for path, measured in project.expect["yaml"].items():
            count += 1
            # ece-tools reads .magento.app.yaml without flags.
            verdict = judge(project.files[path], constants=path == ENV)
            same = verdict.ok == measured["ok"]
            if same and verdict.ok:
                same = encoded(verdict.value) == encoded(measured["value"])
            elif same:
                same = verdict.message == measured["error"]["message"]
            if not same:
                wrong.append(f"{project.name} {path}: {verdict}, not {measured}")
    return count, wrong


def documents() -> list[tuple[str, str]]:
    rows = json.loads((CONFORMANCE / "documents.json").read_text("utf-8"))
    return [(row["yaml"], row["6.4.3"]) for row in rows]


def scalars() -> list[tuple[str, str]]:
    rows = json.loads((CONFORMANCE / "scalars.json").read_text("utf-8"))
    return [(row["yaml"], row["6.4.3"]) for row in rows]


@pytest.mark.parametrize(("text", "measured"), documents())
def test_a_document(text: str, measured: str) -> None:
    verdict = judge(text)
    if measured.startswith("ERR "):
        assert not verdict.ok
        assert verdict.message == measured.removeprefix("ERR ")
    else:
        assert verdict.ok, verdict.message
        assert encoded(verdict.value) == encoded(json.loads(measured))


@pytest.mark.parametrize(("text", "measured"), scalars())
def test_a_scalar(text: str, measured: str) -> None:
    verdict = judge(f"k: {text}\n")
    if measured.startswith("ERR "):
        assert not verdict.ok
        assert verdict.message == measured.removeprefix("ERR ")
        return
    assert isinstance(verdict.value, dict), verdict.message
    value = verdict.value["k"]
    name, _, written = measured.partition(" ")
    assert GETTYPE[type(value)] == name
    if isinstance(value, float):
        assert value == float(written)
    else:
        assert encoded(value) == encoded(json.loads(written))


@pytest.mark.parametrize("name", ["random.jsonl.gz", "random-2.2.jsonl.gz"])
@pytest.mark.no_cover
def test_random_projects(name: str) -> None:
    count, wrong = disagreements(cases(name))
    assert count >= 580
    assert not wrong


def test_handmade_projects() -> None:
    path = SHARED / "conformance/handmade.jsonl"
    if not path.is_file():
        pytest.skip("../shared/conformance/handmade.jsonl is absent: it may not be copied")
    lines = path.read_text("utf-8").splitlines()
    fields = ({key: json.loads(line)[key] for key in Case._fields} for line in lines)
    count, wrong = disagreements(Case(**each) for each in fields)
    assert count >= 320
    assert not wrong


def test_the_newer_line_accepts_tags() -> None:
    """ece-tools 2002.2.10: accepted where nothing is fatal, and the tagged value counts."""
    compared = 0
    for project in cases("random-2.2.jsonl.gz"):
        if ENV not in project.files:
            continue
        verdict = judge(project.files[ENV], custom_tags=True)
        config = project.expect["config"]
        assert verdict.ok == (config is not None), project.name
        if not verdict.ok:
            assert verdict.message in [each["message"] for each in project.expect["fatal"]]
            continue
        if project.expect["yaml"][ENV]["ok"]:
            assert encoded(verdict.value) == encoded(project.expect["yaml"][ENV]["value"])
            continue
        compared += len(list(tagged_variables(project, verdict)))
    assert compared >= 15


def tagged_variables(project: Case, verdict: Verdict) -> Iterator[str]:
    """Compare the variables whose values have tags with their effective values."""
    assert isinstance(verdict.value, dict)
    stages = verdict.value["stage"]
    assert isinstance(stages, dict)
    tagged = {
        line.partition(":")[0].strip(" '\"")
        for line in project.files[ENV].splitlines()
        if ": !" in line
    }
    for stage, variables in stages.items():
        effective = project.expect["config"].get(str(stage), {})
        if not isinstance(variables, dict):
            continue
        for name in sorted(tagged.intersection(variables, effective)):
            assert encoded(variables[name]) == encoded(effective[name]), (project.name, name)
            yield name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: !foo x", {"a": ["x"]}),
        ("a: !foo [x, !bar y]", {"a": ["x", ["y"]]}),
        ("a: !foo {b: 1}", {"a": {"b": 1}}),
        ("a: !foo\n  b: 1", {"a": {"b": 1}}),
        ("a: !foo", "Missing value for tag"),
        ("- !foo\n  b: 1\n- !bar x", [{"b": 1}, ["x"]]),
        ("!foo\na: 1", {"a": 1}),
        ("!foo", [""]),
        ("a: {b: ! x}", {"a": {"b": ["x"]}}),
        ("a: !foo |\n  x\n", {"a": ["x\n"]}),
        ("a: !env HOME", {"a": None}),
        ("a: !include b.yaml", {"a": None}),
        ("a: !php/const:\\PDO::ATTR_CASE x", {"a": {8: "x"}}),
        ("a: !php/const:NOPE '5 0'", {"a": {"NOPE": 50}}),
        ("!php/const:\\PDO::ATTR_CASE : 1", {8: 1}),
        ("a: &x !foo y\nb: *x", {"a": ["y"], "b": ["y"]}),
        ("a: !!int 5", "unsupported built-in tag"),
        ("a: !!foo\n  b: 1", 'The built-in tag "!!foo" is not implemented'),
        ("a: &x !foo y\nb:\n  <<: *x", "merge keys used with a scalar"),
    ],
)
def test_custom_tags(text: str, value: PhpValue) -> None:
    verdict = judge(text, custom_tags=True)
    if isinstance(value, str):
        assert not verdict.ok
        assert value in verdict.message
    else:
        assert verdict.ok, verdict.message
        assert encoded(verdict.value) == encoded(value)


def test_a_tagged_value_without_the_flag_is_an_object() -> None:
    verdict = judge("a: !foo |\n  x\nb: {c: ! d}")
    assert verdict.value == {"a": {}, "b": {"c": {}}}
    assert isinstance(verdict.value, dict)
    assert verdict.value["a"] is PHP_OBJECT


def test_constants() -> None:
    text = "a: !php/const PHP_INT_SIZE\nb: !php/const \\Foo\\Bar::BAZ\n!php/const Foo::BAR: 1"
    verdict = judge(text)
    assert isinstance(verdict.value, dict)
    assert verdict.value["a"] == 8
    assert verdict.value["b"] is UNKNOWN
    assert judge("a: !php/const PHP_INT_SIZE", constants=False).value == {"a": None}
    assert judge("a: {!php/const PHP_INT_SIZE: 1}").value == {"a": {8: 1}}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # Each row is a quirk of symfony's that has an effect on values.
        ("a: null\na: 1", {"a": 1}),
        ("a: {b: ~, b: 1}", {"a": {"b": 1}}),
        ("<<: {a: 1}\na: 2\na: 3", {"a": 3}),
        ("<<:\n  - {a: 1}\n  - {a: 2, b: 3}", {"a": 1, "b": 3}),
        ("<<: &x\n  a: 1\nb: *x", {"a": 1, "b": {"a": 1}}),
        ("a: 'x\\\n  y'", {"a": "x\\y"}),
        ('a: "x \n\n  y\\\n  z"', {"a": "x \nyz"}),
        ("a: [x\n,y  z # c\n]", {"a": ["x", "y z"]}),
        ("a: {b: [1, 2], c: 'd'}  dropped", {"a": {"b": [1, 2], "c": "d"}}),
        ('a: "x"0', {"a": "x"}),
        ("a: x # y\n  z", {"a": "x"}),
        ("a: >\n  x\n   y\n  z\n\n\n  w\nb: 1", {"a": "x\n y\nz\n\nw\n", "b": 1}),
        ("a: |\nb: 1", {"a": "\n", "b": 1}),
        ("a: |2-\n   x\n\n", {"a": " x"}),
        ("# c\n# d\na:\n  b: |\n    x\nc: 1", {"a": {"b": "x"}, "c": 1}),
        ("- - a\n  - b\n-\n  - c\n- -1", [["a", "b"], ["c"], -1]),
        ("- a: >-\n    x\n  b: [c]\n- 'd': e", [{"a": "x", "b": ["c"]}, {"d": "e"}]),
        ("-\n# c\n- a", [["a"]]),
        ("a:\n  --- x\n  b: 1", {"a": {"b": 1}}),
        ("a: [&x 5, *x]\nb: *x", {"a": ["5", "5"], "b": "5"}),
        ("a: [b: c, d]", {"a": [{"b": "c"}, "d"]}),
        ("a: {0x1: b, '5': c}", {"a": {"0x1": "b", 5: "c"}}),
        (
            "a: !!str 5\nb: !!float 5x\nc: !!binary aGk=\nd: ! 5",
            {"a": "5", "b": 5.0, "c": "hi", "d": 5},
        ),
        ("a: !!binary |\n  aG\n  k=", {"a": "hi"}),
        ("&0 a: 1", {"&0 a": 1}),
        ("<<: &x\na: 1", {"<<": None, "a": 1}),
        ("x: y\nk: 'x: y'\nanything", "x: y"),
        ("a\nb\\\nc\n\nd", "a bc\nd"),
        ("{a: 1}\n# c\n", {"a": 1}),
        ("# c", None),
        ("a:\n", {"a": None}),
        ("\xa0a: 1\n-\xa0b: 1", "mixed-collection"),
    ],
)
def test_quirks(text: str, value: PhpValue) -> None:
    verdict = judge(text)
    if isinstance(value, str) and value in KINDS:
        assert verdict.kind == value
    else:
        assert verdict.ok, verdict.message
        assert encoded(verdict.value) == encoded(value)


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("a:\n b: 1\nc: 1\na:\n d: 1", "duplicate-key", 4),
        ("# c\na: {b: 1, b: 2}", "duplicate-key", 2),
        ("a:\n  b:\n    \tc: 1", "tab-indentation", 3),
        ("a:\n  - 1\n b: 2", "indentation", 3),
        ("a: 1\n  x\n  b: 2", "colon-in-value", 3),
        ("a: b:\n  c", "colon-in-value", 1),
        ("a:\n  foo\n  b: 1", "colon-in-value", 3),
        ("# c\n  a: 1\n  b: 2", "indentation", 2),
        ("a:\n- b\n- c: @d", "reserved-indicator", 3),
        ('a:\n  b: "c\n  d: 1\ne: 2', "unclosed-quote", 2),
        ("a:\n  b: [1,\n  2\nc: 1", "unclosed-flow", 2),
        ("a: [1,\n }]", "flow-syntax", 2),
        ("a: {: 1}", "flow-syntax", 1),
        ("a: 'b' c", "unexpected-characters", 1),
        ('a:\n  b: "\n   \\q"', "unknown-escape", 2),
        ("a:\n  b: 1\n  c: *d", "undefined-alias", 3),
        ("a: &x\n  b:\n    c: *x", "circular-alias", 3),
        ("a: !foo b", "unsupported-tag", 1),
        ("a: !php/const NOPE", "undefined-constant", 1),
        ("a: !php/enum Foo::BAR", "undefined-constant", 1),
        ("a:\n  1.5: b", "key-type", 2),
        ("a: {true: b}", "key-type", 1),
        ("a:\n  ? b", "complex-key", 2),
        ("a: 1\n---\nb: 1", "multiple-documents", 2),
        ("a:\n  <<: b", "merge-scalar", 2),
        ("a: {<<: 1}", "merge-scalar", 1),
        ("a:\n  - b\n  c: 1", "mixed-collection", 3),
        ("a: 1\n- b", "mixed-collection", 2),
        ("a: 1\nb", "syntax", 2),
        ("a: x\n\n  y", "indentation", 3),
        ("a: 1\n b: 2\n\n  c", "colon-in-value", 2),
        ("a: \n  - b: 1\n    c: 2\n    b: 3", "duplicate-key", 4),
        ("<<: [1]", "merge-scalar", 1),
        ("a: !!binary x", "syntax", 1),
        ("a: 2020-13-01", "syntax", 1),
        ("a:\n  2020-13-01\n  11:00:00", "syntax", 2),
        ("<<: &x\n  - a\n  - b\n<<: &y\n  z", "merge-scalar", 4),
        ("a\n\udcff", "invalid-utf8", 2),
    ],
)
def test_a_refusal_names_kind_and_line_of_the_cause(text: str, kind: str, line: int) -> None:
    verdict = judge(text)
    assert (verdict.ok, verdict.kind, verdict.line) == (False, kind, line), verdict
    assert judge(text.replace("\n", "\r\n")) == verdict


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [*, b]", "A reference must contain at least one character"),
        ("a: [*b]", 'Reference "b" does not exist'),
        ("a: *b  # c", 'Reference "b " does not exist'),
        ("a: ['b' c]", "Unexpected characters ( c])"),
        ("a: !foo ['b'", "Tags support is not enabled"),
        ("a: ! ['b'", 'Unexpected end of line, expected one of ",]"'),
        ("a: ! [b", 'Malformed inline YAML string: "! [b"'),
        ("a: ! {b: c", 'Malformed inline YAML string: "! {b: c"'),
        ("a: ! {b: ", "Colons must be followed by a space or an indication character"),
        ("a: ! {b: \n ", "Colons must be followed by a space or an indication character"),
        ("a: !!binary |\n  xyz\nb: 1", 'bytes given) at line 1 (near "xyz\n").'),
        ("a: ! [b] c", 'Unexpected characters near " c"'),
        ('a: ! "b', 'Malformed inline YAML string: ""b"'),
        ("a: [!]", 'Using the unquoted scalar value "!" is not supported'),
        ("a: !!str [b]", 'The built-in tag "!!str" is not implemented'),
        ("a: !!str\n  b", 'The built-in tag "!!str" is not implemented'),
        ("a: !foo\n  b: 1", 'You must use the flag "Yaml::PARSE_CUSTOM_TAGS" to use "!foo"'),
        ("a: !php/const", 'Missing value for tag "!php/const"'),
        ("a: !php/enum A", 'Missing value for tag "!php/enum"'),
        ("a: !php/enum PHP_INT_SIZE", 'The string "PHP_INT_SIZE" is not the name of a valid enum'),
        ("a: {!php/const NOPE: 1}", 'The constant "NOPE" is not defined'),
        ("a: !!binary aGk", "must be a multiple of four (3 bytes given)"),
        ("a: !!binary '####'", "The base64 encoded data (####) contains invalid characters"),
        ("a: {b: 1, b: [2]}", 'Duplicate key "b" detected'),
        ("<<: [{a: 1}, 2]", 'Merge items must be arrays at line 1 (near "2").'),
        ("<<: *a", 'Reference "a" does not exist at line 1 (near "<<: *a").'),
        ("b:\n  c: 1\n  <<: *a", 'Reference "a" does not exist at line 3 (near "<<: *a").'),
        ("b: &a\n  <<: *a", 'Circular reference [a, a] detected for reference "a" at line 1'),
        ("- ? a", "Complex mappings are not supported"),
        ("a: 1\n{b: 1}", "Unable to parse at line 2"),
        ("{a: 1}\nb", "Unable to parse at line 2"),
    ],
)
def test_a_message(text: str, message: str) -> None:
    verdict = judge(text)
    assert not verdict.ok
    assert message in verdict.message


def test_php_errors_are_told_without_a_place() -> None:
    assert judge("a: {<<: x}").message == "Unsupported operand types: array + string"
    assert judge("\udc80").message == "The YAML value does not appear to be valid UTF-8."


PIECES = (
    *"abk1 :-,#[]{}&*!|>'\"\\?%@~\t\r\n\0",
    *("\n  ", "\n    ", "\n- ", "\n# c\n", ": ", "- ", "<<: ", "&x ", "*x", "!foo ", "!!str "),
    *("a: 1\n", "a:\n", "---\n", "...", "|\n", ">-\n", "!php/const ", "\xa0", "\u2028", "\ud800"),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.booleans(), st.booleans())
def test_any_text_gets_a_verdict(pieces: list[str], tags: bool, constants: bool) -> None:  # noqa: FBT001 - hypothesis hands them over
    text = "".join(pieces)
    verdict = judge(text, custom_tags=tags, constants=constants)
    assert verdict.ok is not bool(verdict.message)
    if not verdict.ok:
        assert verdict.kind in KINDS
        assert verdict.value is None
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= verdict.line <= len(lines)
    json.dumps(verdict.value)


@pytest.mark.no_cover
def test_every_file_of_the_corpus_gets_a_verdict() -> None:
    corpus = SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip("../shared/corpus is absent: it may not be copied")
    paths = [path for path in corpus.rglob("*") if path.suffix == ".yaml" and path.is_file()]
    refused = []
    for path in paths:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
            if not judge(file.read()).ok:
                refused.append(path.name)
    assert len(paths) >= 500
    assert len(refused) <= 14  # domain/field-report.md: symfony 6.4 refuses 14 of 734


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("- " * 10_000, "nesting"),
        ("a: " + "[" * 10_000 + "]" * 10_000, "nesting"),
        ("a: " + "{a: " * 10_000 + "}" * 10_000, "nesting"),
        ("\n".join(" " * depth + "a:" for depth in range(600)), "nesting"),
        (
            "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 600)),
            "nesting",
        ),
        (
            f"b: &b {{{', '.join(f'k{n}: 1' for n in range(2000))}}}\n"
            + "".join(f"m{n}: {{<<: *b}}\n" for n in range(600)),
            "alias-expansion",
        ),
    ],
    ids=["dashes", "brackets", "braces", "indentation", "aliases", "merges"],
)
def test_limits(text: str, kind: str) -> None:
    verdict = judge(text)
    assert (verdict.ok, verdict.kind) == (False, kind), verdict.message[:200]
    assert len(verdict.message) < 200


def test_aliases_share_their_value() -> None:
    bomb = "a0: &a0 [1]\n"
    bomb += "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 100))
    for custom_tags in (False, True):
        verdict = judge(bomb + "t: !foo x\n" * custom_tags, custom_tags=custom_tags)
        assert isinstance(verdict.value, dict), verdict.message
        last = verdict.value["a99"]
        assert isinstance(last, list)
        assert last[0] is last[1]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "x" * 2_000_000,
        "a: x" + " " * 200_000 + "y",
        "a" + " " * 200_000 + "b",
        "a: !foo" + " " * 200_000 + "x",
        ":" * 200_000,
        '"' + '\\"' * 100_000,
        "a: [" + "'x', " * 20_000 + "]",
        "a: {" + ", ".join(f"k{n}: v" for n in range(20_000)) + "}",
        "a:\n" + "# c\n" * 100_000,
        "".join(f"k{n}:\n" for n in range(20_000)),
        "a: x\n" + "  y\n" * 100_000,
        "---\n" + "... \n" * 50_000,
        "a: 1" + "_" * 200_000 + "x",
        "[" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_work_is_linear(text: str, work: Work) -> None:
    assert work(lambda: judge(text)) < 60 * len(text)
