"""The tables are valid and complete, and history is what ece-tools' tags say."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import zdd_lsp.catalogue
from zdd_lsp.catalogue import STAGES, Variable, Version, catalogue, facts, load

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(zdd_lsp.catalogue.__file__).parent
DOMAIN = Path(__file__).resolve().parents[2] / "../shared/domain/ece-tools.md"
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


def version(text: str) -> Version:
    major, minor, patch = map(int, text.split("."))
    return major, minor, patch


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
    if variable.page:
        assert re.fullmatch(r"[a-z/-]+", variable.page)
        assert variable.url is not None
        assert variable.url.endswith(f"/{variable.page}#{variable.name.lower()}")
    else:
        assert variable.url is None


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


def test_the_number_of_variables_is_that_of_the_schemas() -> None:
    assert len(catalogue().variables((2002, 1, 17))) == 49
    assert len(catalogue().variables((2002, 2, 12))) == 53


def test_no_version_and_a_future_one_mean_the_newest() -> None:
    newest = catalogue().variables(catalogue().newest)
    assert catalogue().variables() == newest
    assert catalogue().variables((2002, 9, 0)) == newest


def test_a_version_before_the_first_schema_gets_the_first() -> None:
    first = catalogue().variables((2002, 0, 12))
    assert catalogue().variables((2002, 0, 5)) == first
    assert "SCD_MATRIX" in first
    assert "SCD_NO_PARENT" not in first


@pytest.mark.parametrize(
    ("name", "at", "attribute", "expected"),
    [
        ("SKIP_HTML_MINIFICATION", (2002, 0, 12), "defaults", {"global": False}),
        ("SKIP_HTML_MINIFICATION", (2002, 0, 13), "defaults", {"global": True}),
        ("SCD_THREADS", (2002, 0, 17), "defaults", {"build": 1, "deploy": 1}),
        ("SCD_THREADS", (2002, 0, 18), "defaults", {"build": -1, "deploy": -1}),
        ("WARM_UP_PAGES", (2002, 0, 12), "defaults", {"post-deploy": ["index.php"]}),
        ("WARM_UP_PAGES", (2002, 0, 12), "stages", ("global", "post-deploy")),
        ("WARM_UP_PAGES", (2002, 1, 0), "defaults", {"post-deploy": [""]}),
        ("WARM_UP_PAGES", (2002, 1, 0), "stages", ("global", "post-deploy")),
        ("WARM_UP_PAGES", (2002, 1, 1), "stages", ("post-deploy",)),
        ("VERBOSE_COMMANDS", (2002, 1, 0), "stages", ("global", "build", "deploy")),
        ("SCD_MAX_EXECUTION_TIME", (2002, 1, 17), "defaults", {"build": None, "deploy": None}),
    ],
)
def test_states_of_the_past(name: str, at: Version, attribute: str, expected: object) -> None:
    assert getattr(catalogue().variables(at)[name], attribute) == expected


def test_symfony_l2_came_with_2002_2_12() -> None:
    allowed = [
        catalogue().variables(at)["VALKEY_BACKEND"].allowed for at in ((2002, 2, 11), (2002, 2, 12))
    ]
    assert allowed[1] == (*allowed[0], "symfony_l2")


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("SCD_EXCLUDE_THEMES", (2002, 0, 23)),
        ("STATIC_CONTENT_SYMLINK", (2002, 0, 23)),
        ("ENV_MODE", (2002, 0, 17)),
        ("LUA_KEY", (2002, 2, 11)),
    ],
)
def test_removed_names(name: str, last: Version) -> None:
    removed = KNOWN[name].removed
    assert removed is not None
    assert name in catalogue().variables(last)
    assert name not in catalogue().variables(removed)
    assert name not in catalogue().variables()


def test_history_is_that_of_the_tags() -> None:
    """Compare with the table of `ece-tools.md` §8.1, which was made from the git tags."""
    if not DOMAIN.exists():
        pytest.skip("../shared/domain/ece-tools.md is absent: history is not compared")
    section = DOMAIN.read_text("utf-8").partition("### 8.1 Variables")[2].partition("###")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split(" |")]
        for line in section.splitlines()
        if line.startswith("| `")
    ]
    seen = set()
    for name, _, since, removed, changes in ((row[0].strip("` "), *row[1:5]) for row in rows):
        if since == "-":
            assert name not in KNOWN
            continue
        seen.add(name)
        variable = KNOWN[name]
        assert variable.since == version(since), name
        assert variable.removed == (version(removed) if removed else None), name
        expected = dict(_changes(changes))
        for change in variable.history:
            for key, was in change.was.items():
                told = expected.pop((change.version, key))
                assert told == (sorted(was) if key == "stages" else was), (name, key)
        assert not expected, name
    later = {name for name, variable in KNOWN.items() if variable.since > (2002, 1, 17)}
    assert seen == set(KNOWN) - later


def _changes(text: str) -> Iterator[tuple[tuple[Version, str], Any]]:
    """Yield what the table tells of changes: version and attribute, and the value before."""
    pattern = r'([\d.]+): (stages|default) (\[.*?\]|"\{.*?\}") -> '
    for at, key, was in re.findall(pattern, text):
        value = json.loads(was)
        if key == "default":
            yield (version(at), "defaults"), json.loads(value)
        else:
            yield (version(at), key), value


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


@pytest.mark.parametrize("name", KNOWN)
def test_prose_names_only_variables_that_exist(name: str) -> None:
    """A misspelt name in a hover would be copied into somebody's file."""
    text = KNOWN[name].prose
    assert text is not None
    words = " ".join(
        str(value)
        for value in (getattr(text, field.name) for field in fields(text))
        if value is not None
    )
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
    for url in map(facts().url, facts().pages):
        assert re.fullmatch(r"https://experienceleague\.adobe\.com/en/docs/[a-z/-]+", url)


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
