"""The tables are valid and complete: all that a rule or a hover asks for is there."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import zdd_lsp.catalogue
from zdd_lsp.catalogue import STAGES, Variable, Version, catalogue, facts, load

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(zdd_lsp.catalogue.__file__).parent
KNOWN = catalogue().known
PHP_TYPES = {bool: "boolean", int: "integer", str: "string", list: "array"}

# What ece-tools' ideal state and its recommendations rest on; a hover has to explain it well.
IDEAL_STATE = (
    "SCD_MATRIX",
    "SCD_ON_DEMAND",
    "SCD_STRATEGY",
    "SCD_THREADS",
    "SKIP_HTML_MINIFICATION",
    "SKIP_SCD",
    "WARM_UP_PAGES",
)


def states(variable: Variable) -> Iterator[Variable]:
    """Every state in which a schema ever had the variable."""
    yield variable
    yield from (variable.at((*c.version[:2], c.version[2] - 1)) for c in variable.history)


@pytest.mark.parametrize("variable", KNOWN.values(), ids=KNOWN)
def test_every_state_is_valid(variable: Variable) -> None:
    for state in states(variable):
        assert state.type in PHP_TYPES.values()
        assert set(state.stages) <= set(STAGES)
        assert len(set(state.stages)) == len(state.stages)
        assert set(state.defaults) <= set(state.stages)
        assert bool(state.stages) == bool(state.defaults) == (state.system is None)
        for default in state.defaults.values():
            assert default is None or PHP_TYPES[type(default)] == state.type
            if state.allowed and default != "":
                assert default in state.allowed
            if state.minimum is not None and state.maximum is not None:
                assert isinstance(default, int)
                assert state.minimum <= default <= state.maximum
        assert (state.minimum is None) == (state.maximum is None)
        assert state.type == "integer" or state.minimum is None
        assert state.type == "string" or not state.allowed
        assert not set(state.allowed) & set(state.uncertain)
        assert state.allowed or not state.uncertain
        assert state.type == "array" or not state.items


@pytest.mark.parametrize("variable", KNOWN.values(), ids=KNOWN)
def test_every_table_says_when_and_whence(variable: Variable) -> None:
    oldest, newest = catalogue().oldest, catalogue().newest
    assert oldest <= variable.since < (variable.removed or (9999, 0, 0))
    assert (variable.removed or newest) <= newest
    assert variable.source
    assert dt.date(2019, 1, 1) < variable.date < dt.date(2026, 11, 24)
    if variable.successor:
        assert KNOWN[variable.successor].removed is None
    assert (variable.page is None) == (variable.url is None) == (variable.why_no_page is not None)
    if variable.url:
        assert re.fullmatch(
            rf"https://experienceleague\.adobe\.com/en/docs/[a-z/-]+#{variable.name.lower()}",
            variable.url,
        )


@pytest.mark.parametrize("variable", KNOWN.values(), ids=KNOWN)
def test_every_change_lies_in_the_variables_life_and_changes_something(variable: Variable) -> None:
    versions = [change.version for change in variable.history]
    assert versions == sorted(set(versions), reverse=True)
    for change in variable.history:
        assert variable.since < change.version <= (variable.removed or catalogue().newest)
        after = variable.at(change.version)
        assert all(getattr(after, key) != was for key, was in change.was.items())


def test_tables_are_in_alphabetical_order() -> None:
    content = tomllib.loads((FOLDER / "variables.toml").read_text("utf-8"))
    names = [key for key in content if key.isupper()]
    assert names == sorted(names)


def test_a_misspelt_key_fails_the_load() -> None:
    table = tomllib.loads((FOLDER / "variables.toml").read_text("utf-8"))["SKIP_SCD"]
    assert load._variable("SKIP_SCD", table | {}).type == "boolean"
    with pytest.raises(TypeError, match="maximun"):
        load._variable("SKIP_SCD", table | {"maximun": 1})


def test_nulls_stand_beside_other_defaults() -> None:
    attributes = load._attributes({"null_defaults": ["build"], "defaults": {"deploy": 5}})
    assert attributes == {"defaults": {"build": None, "deploy": 5}}


@pytest.mark.parametrize("name", KNOWN)
def test_prose_is_made_of_sentences(name: str) -> None:
    text = KNOWN[name].prose
    assert text is not None
    assert re.fullmatch(r"[A-Z][^\n]*[^.\s]\.", text.summary)
    assert ". " not in text.summary, "the summary is one sentence"
    parts = [text.description, text.build, text.maintenance, text.after, *text.pitfalls]
    for part in parts:
        assert part is None or re.fullmatch(r"(?s)\S.*\.", part), part
    assert text.description, "a hover tells how the variable works, too"


@pytest.mark.parametrize("name", KNOWN)
def test_prose_names_only_variables_that_exist(name: str) -> None:
    """A misspelt name in a hover would be copied into somebody's file."""
    text = KNOWN[name].prose
    assert text is not None
    words = " ".join(str(value) for value in text if value is not None)
    named = set(re.findall(r"\b[A-Z]{3,}(?:_[A-Z]+)+\b", words))
    assert named <= set(KNOWN) | {"MAGENTO_CLOUD_LOCKS_DIR"}


@pytest.mark.parametrize("name", IDEAL_STATE)
def test_the_variables_of_the_ideal_state_are_explained_in_full(name: str) -> None:
    text = KNOWN[name].prose
    assert text is not None
    assert len(text.description) > 100
    assert text.pitfalls
    assert text.build or text.maintenance or text.after
    assert KNOWN[name].url


def test_facts_of_the_ideal_state() -> None:
    assert facts().zero_downtime_since == (2002, 0, 13)
    assert facts().connection_hold == 300
    assert facts().hook_marker == "/ece-tools"
    page = re.compile(r"https://experienceleague\.adobe\.com/en/docs/[a-z/-]+(#[a-z-]+)?")
    for url in map(facts().url, facts().pages):
        assert page.fullmatch(url)


@pytest.mark.parametrize(
    ("at", "command"),
    [
        (None, "php ./vendor/bin/ece-tools run scenario/post-deploy.xml"),
        ((2002, 2, 12), "php ./vendor/bin/ece-tools run scenario/post-deploy.xml"),
        ((2002, 1, 0), "php ./vendor/bin/ece-tools run scenario/post-deploy.xml"),
        ((2002, 0, 23), "php ./vendor/bin/ece-tools post-deploy"),
        ((2002, 0, 9), "php ./vendor/bin/ece-tools post-deploy"),
    ],
)
def test_the_post_deploy_command_follows_the_version(at: Version | None, command: str) -> None:
    assert facts().post_deploy_command(at) == command
    assert facts().hook_marker in command


def test_every_fact_says_when_and_whence() -> None:
    for name, table in tomllib.loads((FOLDER / "facts.toml").read_text("utf-8")).items():
        assert table["source"], name
        assert isinstance(table["date"], dt.date), name
