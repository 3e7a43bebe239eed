"""The tables agree with what ece-tools itself said about the conformance cases."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.conformance_sets import cases
from zdd_lsp.catalogue import STAGES, Variable, Version, catalogue

PHP_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string", type(None): "NULL"}

every_set = pytest.mark.parametrize(
    ("name", "version"),
    [
        ("handmade", (2002, 1, 17)),
        ("random", (2002, 1, 17)),
        ("random-2.2", (2002, 2, 12)),
    ],
)


@every_set
def test_every_stage_has_exactly_these_names_and_defaults(name: str, version: Version) -> None:
    """A variable that the case's file does not mention has its default, and no other is listed."""
    variables = catalogue().variables(version)
    checked: Counter[tuple[str, str]] = Counter()
    for case in cases(name):
        config = case["expect"]["config"]
        if not isinstance(config, dict):
            continue
        text = case["files"].get(".magento.env.yaml", "")
        for stage in STAGES:
            resolved = config[stage]
            own = {n: v.defaults[stage] for n, v in variables.items() if stage in v.defaults}
            assert set(resolved) == set(own), (case["name"], stage)
            if any(isinstance(v, dict) and "$exception" in v for v in resolved.values()):
                continue  # ece-tools crashed on the stage and resolved nothing.
            for variable in (n for n in own if n not in text):
                assert _same(resolved[variable], own[variable]), (case["name"], stage, variable)
                checked[stage, variable] += 1
    expected = {(stage, n) for n, v in variables.items() for stage in v.defaults}
    assert set(checked) == expected
    assert min(checked.values()) > 10


@every_set
def test_types_stages_values_and_ranges_are_those_of_the_messages(
    name: str, version: Version
) -> None:
    variables = catalogue().variables(version)
    checked = 0
    for case in cases(name):
        for told in _messages(case):
            variable = variables.get(told["key"])
            if told["error"].endswith("variable is not allowed in configuration."):
                assert variable is None, told
                continue
            assert variable is not None, told
            assert _demand(variable, told["error"]) in told["error"], told
            checked += 1
    assert checked > 20


@every_set
def test_the_tables_reject_what_ece_tools_rejects_and_nothing_else(
    name: str, version: Version
) -> None:
    variables = catalogue().variables(version)
    checked = 0
    for case in cases(name):
        parsed = case["expect"]["yaml"].get(".magento.env.yaml", {"ok": False})
        if not parsed["ok"] or not isinstance(case["expect"]["stage"], list):
            continue
        told = case["expect"]["stage"]
        if any("error" not in message and "skipped" not in message for message in told):
            continue
        ours = {
            (stage, key)
            for stage, settings in _map(_map(parsed["value"]).get("stage")).items()
            for key, value in _map(settings).items()
            if not _accepts(variables.get(key), stage, value)
        }
        assert ours == {(m["stage"], m["key"]) for m in told if "error" in m}, case["name"]
        checked += 1
    assert checked > 100


def _map(value: object) -> dict[str, Any]:
    """The value if it is a map; an empty map is written as an empty list."""
    return value if isinstance(value, dict) else {}


def _php_type(value: object) -> str:
    if isinstance(value, dict) and "$float" in value:
        return "double"  # JSON has no word for infinity.
    return PHP_TYPES.get(type(value), "array")


def _messages(case: dict[str, Any]) -> list[dict[str, str]]:
    told = case["expect"]["stage"]
    return [message for message in told if "error" in message] if isinstance(told, list) else []


def _demand(variable: Variable, error: str) -> str:
    """The end of the message that the variable's table leads to."""
    if "following type" in error:
        return f"Use the following type: {variable.type}."
    if "possible stages" in error:
        return f"one of the possible stages: {', '.join(variable.stages)}."
    if "value options" in error:
        return f"available value options: {', '.join(filter(None, variable.allowed))}."
    if "integer value from" in error:
        return f"Use an integer value from {variable.minimum} to {variable.maximum}."
    if re.search("array with following values", error):
        return f"following values: [{', '.join(variable.items)}]."
    raise AssertionError(f"an unknown kind of message: {error}")


def _accepts(variable: Variable | None, stage: str, value: object) -> bool:
    """Judge a setting as ece-tools' schema validator does, from the table alone."""
    if variable is None or _php_type(value) != variable.type:
        return False
    if stage not in variable.stages:
        return False
    if variable.minimum is not None and variable.maximum is not None:
        return isinstance(value, int) and variable.minimum <= value <= variable.maximum
    if variable.items:
        items = value.values() if isinstance(value, dict) else value
        return isinstance(items, list) and set(items) <= set(variable.items)
    return not variable.allowed or value in variable.allowed


def _same(one: object, other: object) -> bool:
    """Compare values of the same type; Python's 0 and False are equal, PHP's are not."""
    return type(one) is type(other) and one == other
