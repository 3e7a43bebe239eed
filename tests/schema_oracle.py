"""What the schema validator of ece-tools says, written down a second time.

It knows nothing of `zdd_lsp` but the raw table `variables.toml`, so that tests can compare the two.
The checks are those of ece-tools 2002.1.17, Config/Schema/Validator.php, in its order; only the
first one that fails is reported.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

TABLE = Path(__file__).resolve().parents[1] / "zdd_lsp" / "catalogue" / "variables.toml"

Version = tuple[int, int, int]
Place = Literal["key", "value", "item"]


class Value(NamedTuple):
    """A value as it is written, PHP's type of it, and what Python would call it.

    ``item`` is the source of its first item, if it has some.
    """

    source: str
    type: str
    value: Any
    item: str = ""


class Verdict(NamedTuple):
    """What ece-tools says, and whether the name, the value or an item of it is to blame."""

    place: Place
    message: str


@cache
def table() -> dict[str, Any]:
    """Return the raw table of all variables."""
    content = tomllib.loads(TABLE.read_text("utf-8"))
    return {name: value for name, value in content.items() if isinstance(value, dict)}


def triple(text: str) -> Version:
    """Return '2002.1.17' as numbers."""
    major, minor, patch = map(int, text.split("."))
    return major, minor, patch


@cache
def schema(version: Version) -> dict[str, dict[str, Any]]:
    """Return the variables that one version of ece-tools declares."""
    found = {}
    for name, newest in table().items():
        is_gone = "removed" in newest and triple(newest["removed"]) <= version
        if is_gone or triple(newest["since"]) > version:
            continue
        declared = dict(newest)
        for text, older in sorted(newest.get("before", {}).items(), key=_age):
            if version < triple(text):
                declared |= older
        found[name] = declared
    return found


def _age(item: tuple[str, Any]) -> tuple[int, ...]:
    return tuple(-number for number in triple(item[0]))


def verdict(version: Version, stage: str, name: str, given: Value) -> Verdict | None:
    """Return what ece-tools says about a setting, or None if it accepts it."""
    declared = schema(version).get(name)
    if declared is None:
        return Verdict("key", f"The {name} variable is not allowed in configuration.")
    if given.type != declared["type"]:
        return Verdict(
            "value",
            f"The {name} variable contains an invalid value of type {given.type}. "
            f"Use the following type: {declared['type']}.",
        )
    if stage not in declared["stages"]:
        return Verdict(
            "key",
            f"The {name} variable is not supposed to be in stage {stage}. "
            f"Move it to one of the possible stages: {', '.join(declared['stages'])}.",
        )
    return _wrong_value(name, given.value, declared)


def _wrong_value(name: str, value: Any, declared: dict[str, Any]) -> Verdict | None:
    """Return what the validators and the list of values have against a value of the right type."""
    if "minimum" in declared:
        low, high = declared["minimum"], declared["maximum"]
        if not low <= value <= high:
            return Verdict(
                "value",
                f"The {name} variable contains an invalid value {value}. "
                f"Use an integer value from {low} to {high}.",
            )
    if "items" in declared:
        items = value.values() if isinstance(value, dict) else value
        if set(items) - set(declared["items"]):
            return Verdict(
                "item",
                f"The {name} variable contains the invalid value. It should be an array with "
                f"following values: [{', '.join(declared['items'])}].",
            )
    if "allowed" in declared and value not in declared["allowed"]:
        return Verdict(
            "value",
            f"The {name} variable contains an invalid value {value}. Use one of the available "
            f"value options: {', '.join(each for each in declared['allowed'] if each)}.",
        )
    return None
