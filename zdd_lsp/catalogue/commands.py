"""The commands that hooks run: those of ece-tools, of Commerce and of what came before."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from zdd_lsp.catalogue import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.catalogue.model import Version

_FILE: Final = "commands.toml"
_TOOLS: Final = ("ece-tools", "programs", "magento", "composer", "shell")


class Scenario(NamedTuple):
    """A list of steps that ece-tools runs.

    Attributes:
        path: Its file, below the folder of ece-tools.
        hook: The hook that it is made for.
        since: The first ece-tools that has it.
        command: The command that does the same.
    """

    path: str
    hook: str
    since: Version
    command: str


class ToolCommand(NamedTuple):
    """A command of a tool.

    Attributes:
        tool: The tool, such as ``ece-tools`` or ``magento``.
        name: The command, such as ``build:generate``.
        since: The first ece-tools that has it; None if every one has, or nobody knows.
        removed: The ece-tools that has it no longer.
        successor: What to write instead of program and command.
        runs: The paths of the scenarios that it runs.
        alias: Another name.
        downtime: What it costs in a deploy hook, as the end of a sentence.
        instead: What to do instead in a deploy hook.
        redundant: Whether ece-tools does the same in every deployment.
        services: Whether it needs the database or another service, so that it fails in a build.
    """

    tool: str
    name: str
    since: Version | None = None
    removed: Version | None = None
    successor: str | None = None
    runs: tuple[str, ...] = ()
    alias: str | None = None
    downtime: str | None = None
    instead: str | None = None
    redundant: bool = False
    services: bool = False

    def is_in(self, version: Version | None) -> bool:
        """Tell whether an ece-tools has the command; None means the newest."""
        if version is None:
            return self.removed is None
        is_late_enough = self.since is None or self.since <= version
        return is_late_enough and (self.removed is None or version < self.removed)


class CommandProse(NamedTuple):
    """What a hover says about a command or a scenario, in Markdown.

    Attributes:
        summary: What it does, in one sentence.
        description: What to know about it.
        site: What visitors see while a scenario runs.
        failure: What happens to the site if a step of it fails.
        steps: The steps of a scenario, each with what it does, in their order.
    """

    summary: str
    description: str = ""
    site: str = ""
    failure: str = ""
    steps: tuple[tuple[str, str], ...] = ()


class Commands(NamedTuple):
    """All commands.

    Attributes:
        newest: The newest ece-tools whose commands are known.
        scenarios: The scenarios of ece-tools by path.
        tools: The commands by tool and name.
        plain: Programs that do nothing but what their words say.
        harmless: Those of them whose result nobody waits for.
    """

    newest: Version
    scenarios: Mapping[str, Scenario]
    tools: Mapping[str, Mapping[str, ToolCommand]]
    plain: frozenset[str]
    harmless: frozenset[str]

    def find(self, tool: str, name: str) -> ToolCommand | None:
        """Return the command that a name stands for.

        Every part of a name may be abbreviated, as in ``s:up``, as long as it fits one command.
        """
        known = self.tools.get(tool, {})
        if name in known or not name:
            return known.get(name)
        parts = name.split(":")
        found = [each for each in known.values() if each.alias == name or _fits(parts, each.name)]
        return found[0] if len(found) == 1 else None

    def of_hook(self, hook: str) -> tuple[str, ...]:
        """Return the paths of the scenarios that a hook has to run, in their order."""
        return tuple(each.path for each in self.scenarios.values() if each.hook == hook)


def _fits(parts: list[str], name: str) -> bool:
    """Tell whether each part begins a part of a name."""
    whole = name.split(":")
    return len(parts) == len(whole) and all(
        part and full.startswith(part) for part, full in zip(parts, whole, strict=True)
    )


@cache
def commands() -> Commands:
    """Return every command that is known."""
    content = tables.read_without(_FILE, "prose")
    return Commands(
        newest=tables.version(content["newest"]),
        scenarios={path: _scenario(path, table) for path, table in content["scenarios"].items()},
        tools={
            tool: {
                name: _command(tool, name, table) for name, table in content.get(tool, {}).items()
            }
            for tool in _TOOLS
        },
        plain=frozenset(content["plain"]),
        harmless=frozenset(content["harmless"]),
    )


def prose_of(known: ToolCommand | Scenario) -> CommandProse:
    """Return what there is to say about a command or a scenario."""
    if isinstance(known, Scenario):
        return _prose()["scenarios", known.path]
    return _prose()[known.tool, known.name]


@cache
def _prose() -> Mapping[tuple[str, str], CommandProse]:
    content = tables.read(_FILE)
    found = {}
    for group in ("scenarios", *_TOOLS):
        for name, table in content[group].items():
            told = table["prose"]
            steps = tuple((step, text) for step, text in told.get("steps", ()))
            found[group, name] = CommandProse(**(told | {"steps": steps}))
    return found


def _scenario(path: str, table: dict[str, Any]) -> Scenario:
    return Scenario(path=path, **(table | {"since": tables.version(table["since"])}))


def _command(tool: str, name: str, table: dict[str, Any]) -> ToolCommand:
    attributes = dict(table)
    for key in ("since", "removed"):
        if key in attributes:
            attributes[key] = tables.version(attributes[key])
    attributes["runs"] = tuple(attributes.get("runs", ()))
    return ToolCommand(tool=tool, name=name, **attributes)
