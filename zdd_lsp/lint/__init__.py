"""Rules times project gives findings: order, suppression, severity."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from zdd_lsp import rules as _package
from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.lint.severity import Levels
from zdd_lsp.lint.shared import with_shared
from zdd_lsp.lint.silence import Audit
from zdd_lsp.project.places import main_place
from zdd_lsp.rules import Rule
from zdd_lsp.settings import read
from zdd_lsp.syntax.pause import go_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from zdd_lsp.project import Project
    from zdd_lsp.settings import Fault, Layer, Mistake, SettingsFile

__all__ = [
    "audited",
    "check",
    "found_by",
    "go_on",
    "mistakes",
    "own_rules",
    "read_settings",
    "rule",
    "rules",
    "runs",
    "severities",
]

_ABOUT_STORES = ("ZDD1", "ZDD2", "ZDD3", "ZDD6")
"""How the codes of the rules begin that are about what ece-tools does."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, by code: those of `zdd_lsp.rules`, and those about ourselves."""
    return tuple(sorted((*_rules_in(_package), *own_rules()), key=lambda rule: rule.code))


@cache
def own_rules() -> tuple[Rule, ...]:
    """Return the rules about what is said to zdd-lsp itself, which run after the others."""
    return tuple(_rules_in(importlib.import_module(f"{__name__}.own")))


def _rules_in(package: ModuleType) -> Iterator[Rule]:
    """Yield the rules of a package. Every public module holds one."""
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"{package.__name__}.{module.name}")
        yield from (value for value in vars(loaded).values() if isinstance(value, Rule))


def rule(name: str) -> Rule | None:
    """Return the rule of a name or a code."""
    return _by_name().get(name)


@cache
def _by_name() -> dict[str, Rule]:
    """Return all rules by name, and then by code."""
    return {each.name: each for each in rules()} | {each.code: each for each in rules()}


def read_settings(table: Mapping[Any, object], base: Path) -> tuple[Layer, list[Fault]]:
    """Read settings of an editor or of the command line; see `zdd_lsp.settings.read`."""
    return read(table, base, _by_name().keys())


def mistakes(file: SettingsFile, base: Path) -> list[Mistake]:
    """Return what is wrong with a `.zdd.toml` that lies in the folder ``base``."""
    return file.mistakes(base, _by_name().keys())


def check(project: Project, pause: Callable[[], object] = go_on) -> list[Finding]:
    """Return what the rules find in a project, by file and place, as its settings want it.

    What comments silence is left out, and so is what is in files that the settings exclude.

    Args:
        project: The project.
        pause: Is called before each rule. What it raises is not caught: the check is broken off,
            and one of the same snapshot goes on from there.
    """
    return list(project.once(check, lambda: _check(project, pause)))


def _check(project: Project, pause: Callable[[], object]) -> list[Finding]:
    levels, audit = _levels(project), audited(project, pause)
    own = [each for each in own_rules() if levels.runs(each)]
    said = [finding for each in own for finding in found_by(each, project)]
    said = [each for each in _included(project, said) if project.owns(each.location.path)]
    findings = levels.applied((*audit.kept, *audit.left(said)))
    findings.sort(key=lambda finding: (finding.location.path, finding.location.span, finding.code))
    return findings


def audited(project: Project, pause: Callable[[], object] = go_on) -> Audit:
    """Return what the rules find, those about ourselves excepted, and what comments silence.

    Args:
        project: The project.
        pause: See `check`.
    """
    return project.once(audited, lambda: _audited(project, pause))


def _audited(project: Project, pause: Callable[[], object]) -> Audit:
    levels = _levels(project)
    found = [each for each in _found(project, levels, pause) if project.owns(each.location.path)]
    if project.members:
        found = with_shared(project, found, lambda member: _found(member, levels, pause))
    return Audit.of(project, _included(project, found))


def runs(project: Project, about: Rule) -> bool:
    """Tell whether a rule runs in a project."""
    return _levels(project).runs(about) and _concerns(project, about)


def severities(project: Project) -> dict[str, Severity]:
    """Return the severities that the settings of a project give to rules, by name."""
    told = _levels(project).severities
    return {name: severity for name, severity in told.items() if severity is not None}


def _levels(project: Project) -> Levels:
    return Levels.of(project.settings, rules())


def _concerns(project: Project, about: Rule) -> bool:
    """Tell whether a project is what a rule is about: not every application is a store."""
    return project.may_be_store or not about.code.startswith(_ABOUT_STORES)


def _found(project: Project, levels: Levels, pause: Callable[[], object]) -> list[Finding]:
    """Return what the rules find that run, those about ourselves excepted."""
    own = {each.name for each in own_rules()}
    findings: list[Finding] = []
    for each in rules():
        if each.name not in own and levels.runs(each) and _concerns(project, each):
            pause()
            findings += project.once((found_by, each.name), partial(found_by, each, project))
    return findings


def _included(project: Project, findings: list[Finding]) -> list[Finding]:
    """Return the findings in files that the settings do not exclude."""
    exclusions = project.settings.exclude
    if not exclusions:
        return findings
    files = {path: project.file(path) for path in {each.location.path for each in findings}}
    left_out = {
        path for path, file in files.items() if any(each.matches(file) for each in exclusions)
    }
    return [each for each in findings if each.location.path not in left_out]


def found_by(each: Rule, project: Project) -> list[Finding]:
    """Return what one rule finds. A rule that fails must not silence the others: it is named."""
    try:
        return list(each.run(project))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rules still speak
        path, span = main_place(project)
        message = (
            f"This rule failed on the project ({type(error).__name__}: {error}), so what it would "
            "find is missing. That is a fault of zdd-lsp; please report it."
        )
        return [Finding(each.name, each.code, Severity.INFO, Location(path, span), message)]
