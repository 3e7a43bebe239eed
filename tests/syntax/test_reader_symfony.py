"""The tree of `.magento.env.yaml` means what symfony/yaml 6.4.3 reads."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance_sets import SETS, cases, normal
from tests.syntax import corpus
from tests.syntax.documents import documents
from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.symfony import judge
from zdd_lsp.syntax.values import Values, is_same, php_type
from zdd_lsp.syntax.verdict import judged

CONFORMANCE = Path(__file__).resolve().parents[1] / "conformance"
ENV = ".magento.env.yaml"


def rows(name: str) -> list[tuple[str, str]]:
    loaded = json.loads((CONFORMANCE / name).read_text("utf-8"))
    return [(row["yaml"], row["6.4.3"]) for row in loaded]


def accepted(text: str, dialect: Dialect) -> tuple[bool, Any]:
    """Return whether a text is accepted, and its value."""
    tree = read(text, dialect)
    return not any(problem.fatal for problem in judged(tree)), Values(tree).root


@pytest.mark.parametrize(("text", "measured"), rows("documents.json"))
def test_a_document(text: str, measured: str) -> None:
    ok, value = accepted(text, Dialect.SYMFONY)
    assert ok is not measured.startswith("ERR ")
    if ok:
        assert normal(value) == normal(json.loads(measured))


@pytest.mark.parametrize(("text", "measured"), rows("scalars.json"))
def test_a_scalar(text: str, measured: str) -> None:
    ok, values = accepted(f"k: {text}\n", Dialect.SYMFONY)
    assert ok is not measured.startswith("ERR ")
    if ok:
        value = values["k"]
        name, _, written = measured.partition(" ")
        assert php_type(value) == name
        if name == "double":
            assert value == float(written)
        else:
            assert normal(value) == normal(json.loads(written))


@pytest.mark.parametrize("name", SETS)
def test_projects(name: str) -> None:
    dialect = Dialect.SYMFONY_TAGS if name == "random-2.2" else Dialect.SYMFONY
    compared = 0
    for case in cases(name):
        measured = case["expect"]["yaml"].get(ENV)
        if measured is None:
            continue
        ok, value = accepted(case["files"][ENV], dialect)
        refused = not measured["ok"]
        if name == "random-2.2":
            # That field was measured without custom tags; what stops ece-tools is in `fatal`.
            refused = any(ENV in str(step.get("step")) for step in case["expect"]["fatal"])
        assert ok is not refused, case["name"]
        if ok and measured["ok"]:
            assert normal(value) == normal(measured["value"]), case["name"]
            compared += 1
    assert compared > 90


BITS = (
    *("'", '"', "[", "]", "{", "}", ": ", ":", "- ", "#", " #", "&a ", "*a", "!t ", "|", ">", "? "),
    *("@", "%", "\\", ",", "\t", " ", "  ", "\n", "---\n", "foo", "x: y\n", "a", "!!str ", "~"),
)


def edited(text: str, chance: random.Random) -> str:
    """Make none to three random edits."""
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        at = chance.randrange(len(text) + 1)
        kind = chance.random()
        if kind < 0.5:
            text = text[:at] + chance.choice(BITS) + text[at:]
        elif kind < 0.8:
            text = text[:at] + text[at + chance.choice([1, 1, 3, 20]) :]
        else:
            start = chance.randrange(len(text) + 1)
            text = text[:at] + text[start : start + chance.randrange(80)] + text[at:]
    return text


def agrees(text: str, dialect: Dialect) -> bool:
    """Tell whether reader and judge agree of themselves: the same verdict, the same value.

    Where they do not, the judge decides, and what the reader took otherwise is marked.
    """
    tree = read(text, dialect)
    verdict = judge(text, custom_tags=dialect is Dialect.SYMFONY_TAGS)
    corrected = judged(read(text, dialect))
    assert any(problem.fatal for problem in corrected) is not verdict.ok, text
    same = any(problem.fatal for problem in tree.problems) is not verdict.ok
    if verdict.ok and not is_same(Values(tree).root, verdict.value):
        assert any(not problem.fatal for problem in corrected), text
        same = False
    return same


@pytest.mark.parametrize("text", [text for text, _ in rows("scalars.json")])
@pytest.mark.parametrize("frame", ["k:\n  {}\n", "- {}\n", "k:\n- {} # c\n", "k: [{}, b]\n"])
def test_a_scalar_elsewhere(text: str, frame: str) -> None:
    agrees(frame.replace("{}", text), Dialect.SYMFONY)


@pytest.mark.parametrize("part", range(4))
@pytest.mark.no_cover
def test_random_edits_of_real_files_are_judged_alike(part: int) -> None:
    files = [text for name, text in corpus.files() if "/env/" in name or name.endswith(ENV)]
    chance = random.Random(part)  # noqa: S311 - edits are no secrets
    dialects = (Dialect.SYMFONY, Dialect.SYMFONY_TAGS)
    total = 500
    alike = 0
    for number in range(total):
        text = chance.choice(files)
        if len(text) > 3000:
            lines = text.split("\n")
            first = chance.randrange(len(lines))
            text = "\n".join([*lines[first : first + 60], ""])
        alike += agrees(edited(text, chance), dialects[number % 2])
    assert alike >= 0.985 * total


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.sampled_from((Dialect.SYMFONY, Dialect.SYMFONY_TAGS)))
def test_whatever_the_reader_says_the_judge_decides(text: str, dialect: Dialect) -> None:
    agrees(text, dialect)
