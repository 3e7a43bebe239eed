"""Reading the tables.

Each file is read at most once, when it is first asked for. The prose is the bulk of the text and
no check needs it, so it has a file of its own. A misspelt key fails the load.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from zdd_lsp.catalogue.model import Catalogue, Change, Facts, Prose, Variable, Version

_FOLDER = Path(__file__).parent
_TUPLES = ("allowed", "items", "pitfalls", "stages")
_VERSIONS = ("removed", "since")


@cache
def catalogue() -> Catalogue:
    """Return the variables of `.magento.env.yaml`."""
    tables = _read("variables.toml")
    return Catalogue(
        oldest=_version(tables.pop("oldest")),
        newest=_version(tables.pop("newest")),
        known={name: _variable(name, table) for name, table in tables.items()},
    )


def prose(name: str) -> Prose | None:
    """Return what there is to say about a variable, or None for a name that is not known."""
    return _prose().get(name)


@cache
def facts() -> Facts:
    """Return what the rules need to know beside the variables."""
    tables = _read("facts.toml")
    downtime, hook = tables["zero_downtime"], tables["post_deploy"]
    return Facts(
        zero_downtime_since=_version(downtime["since"]),
        connection_hold=downtime["connection_hold"],
        hook_marker=hook["marker"],
        post_deploy_commands=tuple(
            (_version(command["since"]), command["text"]) for command in hook["commands"]
        ),
        pages=tables["guide"]["pages"],
    )


@cache
def _prose() -> dict[str, Prose]:
    return {name: Prose(**_attributes(table)) for name, table in _read("prose.toml").items()}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))


def _variable(name: str, table: dict[str, Any]) -> Variable:
    history = [
        Change(version=_version(version), was=_attributes(was))
        for version, was in table.pop("before", {}).items()
    ]
    history.sort(key=lambda change: change.version, reverse=True)
    return Variable(name=name, history=tuple(history), **_attributes(table))


def _attributes(table: dict[str, Any]) -> dict[str, Any]:
    """Turn the keys of a table into attributes: TOML knows no tuple, no version and no null."""
    attributes = {key: value for key, value in table.items() if key != "null_defaults"}
    for key in _TUPLES:
        if key in attributes:
            attributes[key] = tuple(attributes[key])
    for key in _VERSIONS:
        if key in attributes:
            attributes[key] = _version(attributes[key])
    if "null_defaults" in table:
        attributes["defaults"] = dict.fromkeys(table["null_defaults"]) | table.get("defaults", {})
    return attributes


def _version(text: str) -> Version:
    major, minor, patch = text.split(".")
    return int(major), int(minor), int(patch)
