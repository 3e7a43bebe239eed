"""What there is to say about the commands of hooks and cron jobs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import errors, facts
from zdd_lsp.catalogue.commands import commands, prose_of
from zdd_lsp.ide.explanation import Explanation, Fact, version_text
from zdd_lsp.project.calls import calls
from zdd_lsp.project.shell import switches_on_errors
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zdd_lsp.catalogue.commands import Scenario, ToolCommand
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Script

    Topic = tuple[str, Callable[[], Explanation]]

_KINDS: Final = {
    "ece-tools": "command of ece-tools",
    "programs": "former program",
    "magento": "command of `bin/magento`",
    "composer": "command of Composer",
    "shell": "command of the shell",
}


def of_command(known: ToolCommand) -> Explanation:
    """Explain a command, with the steps of the scenarios that it runs."""
    told = [Fact("ece-tools", _versions(known))] if known.since or known.removed else []
    if known.successor:
        told.append(Fact("Use instead", f"`{known.successor}`"))
    if known.alias:
        told.append(Fact("Also", f"`{known.alias}`"))
    scenarios = [commands().scenarios[path] for path in known.runs if not known.removed]
    steps = [text for scenario in scenarios for text in (f"`{scenario.path}`:", _steps(scenario))]
    for scenario in scenarios[:1]:
        prose = prose_of(scenario)
        told += [Fact("Site", prose.site), Fact("If it fails", prose.failure)]
    costs = []
    if known.downtime:
        text = known.downtime[0].upper() + known.downtime[1:]
        costs.append(Fact("In a deploy hook", f"{text}. {known.instead or ''}".rstrip()))
    prose = prose_of(known)
    return Explanation(
        name=name_of(known),
        kind=_KINDS[known.tool],
        warning="It is removed." if known.removed else "",
        paragraphs=(prose.summary, prose.description, *steps),
        facts=tuple(told),
        costs=tuple(costs),
        url=facts().url("hooks"),
    )


def of_scenario(scenario: Scenario) -> Explanation:
    """Explain a scenario of ece-tools, step by step."""
    prose = prose_of(scenario)
    return Explanation(
        name=scenario.path,
        kind=f"scenario of ece-tools for the `{scenario.hook}` hook",
        paragraphs=(prose.summary, prose.description, _steps(scenario)),
        facts=(
            Fact("ece-tools", f"since {version_text(scenario.since)}"),
            Fact("The same as", f"`ece-tools {scenario.command}`"),
            Fact("Site", prose.site),
            Fact("If it fails", prose.failure),
        ),
        url=facts().url("hooks"),
    )


def name_of(known: ToolCommand) -> str:
    """Return the name by which a command is found: ``ece-tools build``, ``cache:flush``."""
    return f"{known.tool} {known.name}" if known.tool in ("ece-tools", "composer") else known.name


def topics() -> Iterator[Topic]:
    """Yield the scenarios and commands by name."""
    for scenario in commands().scenarios.values():
        yield scenario.path, partial(of_scenario, scenario)
    for known in (each for tool in commands().tools.values() for each in tool.values()):
        yield name_of(known), partial(of_command, known)
        if known.tool == "ece-tools":
            yield known.name, partial(of_command, known)


def commands_in(project: Project) -> Iterator[tuple[Span, Callable[[], Explanation]]]:
    """Yield the places of commands in hooks and cron jobs, each with what explains it."""
    scripts = [hook.script for hook in project.app.hooks.values()]
    scripts += [job.script for job in project.app.jobs.values()]
    for script in scripts:
        yield from _in_script(script)


def _in_script(script: Script) -> Iterator[tuple[Span, Callable[[], Explanation]]]:
    own = commands().scenarios
    for each in calls(script):
        for word in each.scenarios:
            scenario = own.get(word.text.removeprefix("./"))
            if scenario is not None:
                yield word.span, partial(of_scenario, scenario)
        if each.known is not None:
            end = (each.name or each.program).span.end
            yield Span(each.program.span.start, end), partial(of_command, each.known)
    for command in script.commands:
        if switches_on_errors(command):
            known = commands().tools["shell"]["set -e"]
            yield command.span, partial(of_command, known)


def _versions(known: ToolCommand) -> str:
    since = f"since {version_text(known.since)}" if known.since else ""
    removed = f"removed in {version_text(known.removed)}" if known.removed else ""
    return ", ".join(filter(None, (since, removed)))


def _steps(scenario: Scenario) -> str:
    """Return the steps as a numbered list, each with the error codes that it may end with."""
    lines = []
    for number, (name, text) in enumerate(prose_of(scenario).steps, 1):
        codes = ", ".join(map(str, _codes(scenario, name)))
        failing = f" ({'errors' if ',' in codes else 'error'} {codes})" if codes else ""
        lines.append(f"{number}. `{name}`: {text}{failing}")
    return "\n".join(lines)


def _codes(scenario: Scenario, step: str) -> Iterator[int]:
    stage = scenario.hook.replace("_", "-")
    for error in errors().values():
        own = (error.step or "").partition(":")[0]
        if own == step and error.stage == stage and error.level == "critical":
            yield error.code
