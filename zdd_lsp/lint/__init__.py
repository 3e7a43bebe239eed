"""Rules times project gives findings: order, suppression, severity."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Any

from zdd_lsp import rules as _package
from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.lint.severity import Levels
from zdd_lsp.lint.shared import with_shared
from zdd_lsp.lint.silence import audit
from zdd_lsp.project.places import main_place
from zdd_lsp.rules import Rule
from zdd_lsp.settings import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from zdd_lsp.project import Project
    from zdd_lsp.settings import Fault, Layer, Mistake, SettingsFile

__all__ = ["check", "found_by", "mistakes", "read_settings", "rule", "rules"]

_ABOUT_STORES = ("ZDD1", "ZDD2", "ZDD3", "ZDD6")
"""How the codes of the rules begin that are about what ece-tools does."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, by code. Every public module of `zdd_lsp.rules` holds one."""
    found = []
    for module in pkgutil.iter_modules(_package.__path__):
        if module.name.startswith("_"):
            continue
        loaded = importlib.import_module(f"{_package.__name__}.{module.name}")
        found += [value for value in vars(loaded).values() if isinstance(value, Rule)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def rule(name: str) -> Rule | None:
    """Return the rule of a name or a code."""
    for candidate in rules():
        if name in (candidate.name, candidate.code):
            return candidate
    return None


def read_settings(table: Mapping[Any, object], base: Path) -> tuple[Layer, list[Fault]]:
    """Read settings of an editor or of the command line; see `zdd_lsp.settings.read`."""
    return read(table, base, _names())


def mistakes(file: SettingsFile, base: Path) -> list[Mistake]:
    """Return what is wrong with a `.zdd.toml` that lies in the folder ``base``."""
    return file.mistakes(base, _names())


@cache
def _names() -> tuple[str, ...]:
    """Return the names of all rules, and then their codes."""
    return (*(each.name for each in rules()), *(each.code for each in rules()))


def check(project: Project) -> list[Finding]:
    """Return what the rules find in a project, by file and place, as its settings want it.

    What comments silence is left out, and so is what is in files that the settings exclude.
    """
    levels = Levels.of(project.settings, rules())
    found = [each for each in _found(project, levels) if project.owns(each.location.path)]
    if project.members:
        found = with_shared(project, found, lambda member: _found(member, levels))
    findings = levels.applied(audit(project, _included(project, found)).kept)
    findings.sort(key=lambda finding: (finding.location.path, finding.location.span, finding.code))
    return findings


def _found(project: Project, levels: Levels) -> list[Finding]:
    """Return what the rules find that concern a project: not every application is a store."""
    about = [each for each in rules() if levels.runs(each)]
    if not project.may_be_store:
        about = [each for each in about if not each.code.startswith(_ABOUT_STORES)]
    return [finding for each in about for finding in found_by(each, project)]


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
