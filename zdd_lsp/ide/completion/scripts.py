"""Completion in hooks and in the commands of crons: what the installed ece-tools can run there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue.commands import commands, prose_of
from zdd_lsp.ide.completion.candidate import Candidate, Icon
from zdd_lsp.ide.completion.quoting import in_quotes
from zdd_lsp.ide.completion.slot import Kind
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.commands import Scenario, ToolCommand
    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.project import Project

SCRIPTS: Final = re.compile(
    r"hooks\.(build|deploy|post_deploy)|crons\.[^.]*\.(?:cmd|commands\.(?:start|stop))"
)
"""The places of scripts that something is offered for."""
_JOIN: Final = re.compile(r"(?:&&|\|\||[;|&(]|\b(?:then|do|else))[ \t]*")
_RUN: Final = re.compile(r"(?:^|[\s/])ece-tools[ \t]+run[ \t]+(?:\S+[ \t]+)*(\S*)$")
_TOOL: Final = re.compile(r"(?:^|[\s/])(ece-tools|bin/magento)[ \t]+(\S*)$")
_ECE_TOOLS: Final = "php ./vendor/bin/ece-tools"
_CRON: Final = "php bin/magento cron:run"
_INSTALL: Final = "composer install --no-dev"
_FLAVOR: Final = re.compile(r"^[ \t]+flavor:[ \t]*['\"]?none\b", re.MULTILINE)
_NOT_FOR_HOOKS: Final = ("_", "dev:", "help", "list", "completion")


class Line(NamedTuple):
    """A command that may be inserted, with what explains it."""

    text: str
    detail: str
    topic: str = ""


def hook_of(slot: Slot) -> str | None:
    """Return the hook of a place; empty for another script, None where it is no script at all."""
    found = SCRIPTS.fullmatch(".".join(slot.path))
    return None if found is None else found[1] or ""


def narrowed(slot: Slot) -> Slot:
    """Return the place of the command, or of the word of one, at the cursor."""
    match = _RUN.search(slot.typed) or _TOOL.search(slot.typed)
    if match is not None:
        start = match.start(match.lastindex or 0)
    else:
        start = max((found.end() for found in _JOIN.finditer(slot.typed)), default=0)
    if not start or slot.quote:
        return slot
    begin = slot.span.start + len(slot.quote) + start
    return replace(slot, span=Span(begin, max(slot.span.end, begin)))


def offered(project: Project, slot: Slot, hook: str) -> Iterator[Candidate]:
    """Offer commands, or the words that may follow the beginning of one."""
    others = "\n".join((*slot.before, *slot.after))
    lead = " " if slot.needs_blank else ""
    for line in _lines(project, slot, hook, others):
        yield Candidate(
            label=line.text,
            icon=Icon.COMMAND,
            text=lead + (in_quotes(line.text, slot.quote) if slot.quote else line.text),
            detail=line.detail,
            topic=line.topic,
            filter=slot.quote + line.text,
        )


def _lines(project: Project, slot: Slot, hook: str, others: str) -> Iterator[Line]:
    if not slot.quote and _RUN.search(slot.typed):
        for scenario in _missing(hook, others):
            yield Line(scenario.path, prose_of(scenario).summary, f"scenario:{scenario.path}")
        return
    tool = _TOOL.search(slot.typed) if not slot.quote else None
    if tool is not None:
        yield from _words(project, tool[1].rpartition("/")[2], hook, others)
        return
    if slot.kind is Kind.SCRIPT and not any(map(str.strip, slot.before)) and "set -e" not in others:
        yield Line("set -e", "the first command that fails ends the hook", "command:shell:set -e")
    yield from whole(project, hook, others, "\n".join(slot.before))


def whole(project: Project, hook: str, others: str = "", before: str = "") -> Iterator[Line]:
    """Yield the commands that a script still has to run, in their order.

    Args:
        project: The project.
        hook: The hook; empty for a cron.
        others: The lines of the script.
        before: Those of them that stand before.
    """
    if not hook:
        yield Line(_CRON, "the cron jobs of Commerce")
        return
    paths = commands().of_hook(hook)
    is_begun = any(_is_run(commands().scenarios[path], before) for path in paths)
    is_installed = "composer install" in others or not _is_installing(project)
    if hook == "build" and not is_begun and not is_installed:
        yield Line(_INSTALL, "the packages of composer.lock", "command:composer:install")
    for scenario in _missing(hook, others, before):
        text = f"{_ECE_TOOLS} {_call(project, scenario)}"
        yield Line(text, prose_of(scenario).summary, f"scenario:{scenario.path}")


def _is_installing(project: Project) -> bool:
    """Tell whether the `build` hook has to install the packages itself."""
    return _FLAVOR.search(project.text(APP_FILE) or "") is not None


def _missing(hook: str, others: str, before: str | None = None) -> Iterator[Scenario]:
    """Yield the scenarios of a hook that it does not run yet and that have their turn."""
    known = commands().scenarios
    paths = commands().of_hook(hook)
    for place, path in enumerate(paths):
        if _is_run(known[path], others):
            continue
        if before is not None and any(_is_run(known[each], before) for each in paths[place + 1 :]):
            continue
        yield known[path]
        if before is not None:
            return


def _is_run(scenario: Scenario, text: str) -> bool:
    """Tell whether a script runs a scenario by its file or by a command."""
    runs = {
        each.name for each in commands().tools["ece-tools"].values() if scenario.path in each.runs
    }
    return scenario.path in text or any(
        re.search(rf"ece-tools[ \t]+{re.escape(name)}(?!\S)", text) for name in runs
    )


def _call(project: Project, scenario: Scenario) -> str:
    triple = project.ece_tools_triple
    is_old = triple is not None and triple < scenario.since
    return scenario.command if is_old else f"run {scenario.path}"


def _words(project: Project, tool: str, hook: str, others: str) -> Iterator[Line]:
    """Yield the commands of a tool that fit a script."""
    # Until a hook runs what it is for, nothing else of ece-tools is of use in it.
    is_whole = tool != "ece-tools" or not any(_missing(hook, others))
    for known in commands().tools[tool].values():
        is_first = known.name == "run" or bool(known.runs)
        is_there = known.is_in(project.ece_tools_triple) and not known.name.startswith(
            _NOT_FOR_HOOKS
        )
        if is_there and (is_whole or is_first) and _fits(known, hook, others):
            yield Line(known.name, prose_of(known).summary, f"command:{tool}:{known.name}")


def _fits(known: ToolCommand, hook: str, others: str) -> bool:
    scenarios = [commands().scenarios[path] for path in known.runs]
    if any(scenario.hook != hook or _is_run(scenario, others) for scenario in scenarios):
        return False
    if hook == "build":
        return not known.services and not known.redundant
    if hook == "deploy":
        return known.downtime is None
    return not known.redundant
