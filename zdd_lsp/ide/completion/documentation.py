"""The documentation of a candidate, by its topic: a short text that survives a round trip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue, log_section, sections
from zdd_lsp.catalogue.commands import commands
from zdd_lsp.catalogue.keys import ARRAYS, KEY_FILES, key_schema
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide import command, explanation, keys, service
from zdd_lsp.ide.variable import in_project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zdd_lsp.catalogue import Handler
    from zdd_lsp.ide.explanation import Explanation
    from zdd_lsp.project import Project


def explained(topic: str, project: Project | None = None) -> Explanation | None:
    """Return what there is to say about a candidate; None where nothing is known.

    Args:
        topic: The topic, such as ``variable:SKIP_SCD``.
        project: The project; without it nothing is said about what it makes of a variable.
    """
    kind, _, name = topic.partition(":")
    if kind == "variable" and project is not None and name in project.schema:
        return in_project(project, project.schema[name])
    explain = _EXPLAIN.get(kind)
    try:
        return explain(name) if explain is not None else None
    except KeyError:
        return None


def _part_of_log(group: Mapping[str, Handler], kind: str, name: str) -> Explanation:
    part, _, key = name.partition(":")
    if key:
        return explanation.of_handler_key(group[part], group[part].keys[key])
    return explanation.of_handler(group[part], kind)


def _handler(name: str) -> Explanation:
    return _part_of_log(log_section().handlers, "output of the `log` section", name)


def _transport(name: str) -> Explanation:
    return _part_of_log(log_section().transports, "transport of the output `gelf`", name)


def _level(name: str) -> Explanation | None:
    return explanation.of_level(name) if name in log_section().levels else None


def _key(name: str) -> Explanation | None:
    file, _, path = name.partition(":")
    known = next((each for each in (*KEY_FILES, ARRAYS) if each == file), None)
    return None if known is None else keys.of_key(key_schema(known).all[path])


def _command(name: str) -> Explanation:
    tool, _, word = name.partition(":")
    return command.of_command(commands().tools[tool][word])


def _rule(name: str) -> Explanation | None:
    found = lint.rule(name)
    return None if found is None else explanation.of_rule(found)


_EXPLAIN: Final[Mapping[str, Callable[[str], Explanation | None]]] = {
    "variable": lambda name: explanation.of_variable(catalogue().known[name]),
    "section": lambda name: explanation.of_section(sections().sections[name]),
    "stage": lambda name: explanation.of_section(sections().stages[name]),
    "handler": _handler,
    "transport": _transport,
    "level": _level,
    "key": _key,
    "service": lambda name: service.of_service_type(service_types().types[name]),
    "relationship": lambda name: service.of_relationship_name(service_types().relationships[name]),
    "scenario": lambda name: command.of_scenario(commands().scenarios[name]),
    "command": _command,
    "rule": _rule,
}
