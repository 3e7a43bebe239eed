"""What there is to say about the commands of hooks and cron jobs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import errors, facts
from zdd_lsp.catalogue.commands import commands, prose_of
from zdd_lsp.ide.explanation import Explanation, Fact, version_text
from zdd_lsp.project.calls import calls
from zdd_lsp.project.shell import switches_on_errors
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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


_HERE: Final = {
    "build": "In the build. The site is up with the old version; there is no database yet.",
    "deploy": "In the deploy. The platform holds requests back, so that every second is downtime.",
    "post_deploy": "After the deploy. The site is up with the new version.",
}
"""When the commands of each hook run, and whether visitors notice."""
_IN_JOB: Final = "In a cron job, while the site is up."


def of_command(known: ToolCommand, runs: Sequence[str] | None = None) -> Explanation:
    """Explain a command, with the steps of the scenarios that it runs.

    Args:
        known: The command.
        runs: The paths of the scenarios; by default those that it runs by itself.
    """
    told = [Fact("ece-tools", _versions(known))] if known.since or known.removed else []
    if known.successor:
        told.append(Fact("Use instead", f"`{known.successor}`"))
    if known.alias:
        told.append(Fact("Also", f"`{known.alias}`"))
    paths = known.runs if runs is None else runs
    scenarios = [commands().scenarios[path] for path in paths if not known.removed]
    steps = [text for scenario in scenarios for text in (f"`{scenario.path}`:", _steps(scenario))]
    for scenario in scenarios[:1]:
        prose = prose_of(scenario)
        told += [Fact("Site", prose.site), Fact("If it fails", prose.failure)]
    costs = []
    if known.downtime:
        is_name = known.downtime.startswith("ece-tools")
        text = known.downtime if is_name else known.downtime[0].upper() + known.downtime[1:]
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
    for name, hook in project.app.hooks.items():
        for place, explain in _in_script(hook.script):
            yield place, partial(_in_hook, name, explain)
    for job in project.app.jobs.values():
        for place, explain in _in_script(job.script):
            yield place, partial(_with_place, explain, _IN_JOB)


def _in_hook(hook: str, explain: Callable[[], Explanation]) -> Explanation:
    """Explain a command where it stands: what it costs in another hook does not matter here."""
    found = _with_place(explain, _HERE.get(hook, ""))
    return found if hook == "deploy" else replace(found, costs=())


def _with_place(explain: Callable[[], Explanation], here: str) -> Explanation:
    found = explain()
    return replace(found, facts=(Fact("Here", here), *found.facts)) if here else found


def _in_script(script: Script) -> Iterator[tuple[Span, Callable[[], Explanation]]]:
    own = commands().scenarios
    for each in calls(script):
        for word in each.scenarios:
            scenario = own.get(word.text.removeprefix("./"))
            if scenario is not None:
                yield word.span, partial(of_scenario, scenario)
        if each.known is not None:
            end = (each.name or each.program).span.end
            yield Span(each.program.span.start, end), partial(of_command, each.known, each.runs)
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
