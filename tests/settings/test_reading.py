"""What a source of settings says, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.settings import Settings, merged, read
from zdd_lsp.settings.options import OPTIONS, Option

BASE = Path("/base")
RULES = ("single-scd-thread", "ZDD111", "missing-warm-up-pages", "ZDD112")


def messages(table: dict[str, object]) -> list[str]:
    return [fault.message for fault in read(table, BASE, RULES)[1]]


def test_all_of_it_in_either_spelling() -> None:
    table = {
        "profile": "strict",
        "severity": {"single-scd-thread": "error", "ZDD112": "off"},
        "eceTools": "2002.2.1",
        "commerce": "2.4.8-p1",
        "date": "2026-10-30",
        "hints": True,
        "lens": True,
        "syntax-diagnostics": "off",
    }

    layer, faults = read(table, BASE, RULES)

    assert faults == []
    assert merged(layer) == Settings(
        profile="strict",
        severity={"single-scd-thread": "error", "ZDD112": "off"},
        ece_tools="2002.2.1",
        commerce="2.4.8-p1",
        date=dt.date(2026, 10, 30),
        hints=True,
        lens=True,
        syntax_diagnostics="off",
    )


def test_what_nobody_says_is_the_default() -> None:
    settings = merged()

    assert settings == Settings()
    assert not settings.hints
    assert not settings.shows_lens


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"hint": True}, "There is no setting `hint`; did you mean `hints`?"),
        ({"zzz": True}, "There is no setting `zzz`."),
        ({"hints": "yes"}, "`hints` must be true or false, not 'yes'."),
        ({"hints": 1}, "`hints` must be true or false, not 1."),
        (
            {"profile": "pedantic"},
            "`profile` must be one of recommended, strict, all, not 'pedantic'.",
        ),
        ({"profile": []}, "`profile` must be one of recommended, strict, all, not a list."),
        ({"severity": "error"}, "`severity` must be a table of rules and levels, not 'error'."),
        (
            {"severity": {"single-scd-threads": "error"}},
            "There is no rule `single-scd-threads`; did you mean `single-scd-thread`?",
        ),
        (
            {"severity": {"single-scd-thread": "loud"}},
            "'loud' is no severity; choose one of error, warning, info, hint, off.",
        ),
        (
            {"severity": {"single-scd-thread": []}},
            "a list is no severity; choose one of error, warning, info, hint, off.",
        ),
        ({"ignore": "ZDD111"}, "`ignore` must be a list of rules, not 'ZDD111'."),
        (
            {"ignore": [5]},
            "Each item of `ignore` must be the name or the code of a rule, not 5.",
        ),
        ({"ignore": ["nothing"]}, "There is no rule `nothing`."),
        (
            {"exclude": ["../other"]},
            "'../other' leads out of the folder, which no pattern can do.",
        ),
        ({"exclude": {}}, "`exclude` must be a list of patterns of paths, not a table."),
        (
            {"commerce": "^2.4"},
            "`commerce` must be a version such as 2.4.8-p1, not '^2.4'.",
        ),
        (
            {"commerce": 2.4},
            '`commerce` must be a version in quotes, such as "2.4.8-p1", not 2.4.',
        ),
        ({"date": "tomorrow"}, "`date` must be a day such as 2026-10-30, not 'tomorrow'."),
        ({"date": "2026-02-30"}, "`date` must be a day such as 2026-10-30, not '2026-02-30'."),
    ],
)
def test_each_fault_is_one_clear_sentence(table: dict[str, object], message: str) -> None:
    assert messages(table) == [message]


def test_what_is_right_beside_a_fault_counts() -> None:
    table = {"hints": True, "lens": "yes", "ignore": ["nothing", "ZDD111"]}

    layer, faults = read(table, BASE, RULES)

    assert len(faults) == 2
    assert merged(layer) == Settings(hints=True, severity={"ZDD111": "off"})


def test_an_ignored_rule_is_off_whatever_level_stands_beside_it() -> None:
    layer, _ = read(
        {"ignore": ["ZDD111"], "severity": {"ZDD111": "error", "ZDD112": "info"}}, BASE, RULES
    )

    assert merged(layer).severity == {"ZDD112": "info", "ZDD111": "off"}


def test_a_stronger_source_overrides_value_by_value_and_rule_by_rule() -> None:
    weak, _ = read(
        {"profile": "all", "hints": True, "severity": {"ZDD111": "off", "ZDD112": "info"}},
        BASE,
        RULES,
    )
    strong, _ = read({"profile": "strict", "severity": {"ZDD111": "error"}}, BASE, RULES)

    settings = merged(weak, strong)

    assert (settings.profile, settings.hints) == ("strict", True)
    assert list(settings.severity.items()) == [("ZDD112", "info"), ("ZDD111", "error")]


def test_exclusions_of_all_sources_count_each_from_its_own_folder() -> None:
    weak, _ = read({"exclude": ["a"]}, Path("/weak"), RULES)
    strong, _ = read({"exclude": ["b"]}, Path("/strong"), RULES)

    found = merged(weak, strong).exclude

    assert found == ((Path("/weak"), "a"), (Path("/strong"), "b"))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
NAMES = [name for each in OPTIONS for name in (each.name, each.camel)]


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), anything, max_size=4))
def test_nothing_that_is_written_raises(table: dict[str, object]) -> None:
    layer, faults = read(table, BASE, RULES)

    merged(layer)
    assert all(fault.message.endswith((".", "?")) and fault.path for fault in faults)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_the_example_of_a_setting_is_valid_and_its_default_is_the_default(option: Option) -> None:
    example = tomllib.loads(f"{option.name} = {option.example}")
    layer, faults = read(example, BASE)
    assert faults == []
    assert list(layer) == [option.field]
    if option.default:
        layer, faults = read(tomllib.loads(f"{option.name} = {option.default}"), BASE)
        assert faults == []
        assert merged(layer) == Settings()
