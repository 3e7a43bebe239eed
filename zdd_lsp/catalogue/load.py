"""The variables, and the facts beside them, from their tables.

Each file is read at most once, when it is first asked for. A misspelt key fails the load.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.model import Catalogue, Change, Facts, Prose, Variable

_TUPLES = ("allowed", "items", "pitfalls", "stages", "uncertain")
_VERSIONS = ("removed", "since")


@cache
def catalogue() -> Catalogue:
    """Return the variables of `.magento.env.yaml`."""
    content = tables.read("variables.toml")
    return Catalogue(
        oldest=tables.version(content.pop("oldest")),
        newest=tables.version(content.pop("newest")),
        known={name: _variable(name, table) for name, table in content.items()},
    )


@cache
def facts() -> Facts:
    """Return what the rules need to know beside the variables."""
    content = tables.read("facts.toml")
    downtime, hook = content["zero_downtime"], content["post_deploy"]
    return Facts(
        zero_downtime_since=tables.version(downtime["since"]),
        connection_hold=downtime["connection_hold"],
        hook_marker=hook["marker"],
        post_deploy_commands=tuple(
            (tables.version(command["since"]), command["text"]) for command in hook["commands"]
        ),
        pages=content["guide"]["pages"],
    )


def _variable(name: str, table: dict[str, Any]) -> Variable:
    attributes = dict(table)
    before = attributes.pop("before", {})
    history = [
        Change(version=tables.version(version), was=_attributes(was))
        for version, was in before.items()
    ]
    history.sort(key=lambda change: change.version, reverse=True)
    prose = Prose(**_attributes(attributes.pop("prose")))
    return Variable(name=name, history=tuple(history), prose=prose, **_attributes(attributes))


def _attributes(table: dict[str, Any]) -> dict[str, Any]:
    """Turn the keys of a table into attributes: TOML knows no tuple, no version and no null."""
    attributes = {key: value for key, value in table.items() if key != "null_defaults"}
    for key in _TUPLES:
        if key in attributes:
            attributes[key] = tuple(attributes[key])
    for key in _VERSIONS:
        if key in attributes:
            attributes[key] = tables.version(attributes[key])
    if "null_defaults" in table:
        attributes["defaults"] = dict.fromkeys(table["null_defaults"]) | table.get("defaults", {})
    return attributes
