"""Rules times project gives findings: order, suppression, severity."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from zdd_lsp import rules as _package
from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.lint.severity import Severities, with_severities
from zdd_lsp.lint.shared import with_shared
from zdd_lsp.lint.suppression import suppressed
from zdd_lsp.project.places import main_place
from zdd_lsp.rules import Rule

if TYPE_CHECKING:
    from zdd_lsp.project import Project

__all__ = ["check", "found_by", "rule", "rules"]

_ABOUT_STORES = ("ZDD1", "ZDD2", "ZDD3")
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


def check(project: Project, severities: Severities | None = None) -> list[Finding]:
    """Return what all rules find in a project, by file and place; suppressed findings left out.

    Args:
        project: The project.
        severities: The severities that the user wants instead of the rules' own, by rule name.
    """
    found = [each for each in _found(project) if project.owns(each.location.path)]
    if project.members:
        found = with_shared(project, found, _found)
    findings = suppressed(project, found)
    if severities:
        findings = with_severities(findings, severities)
    findings.sort(key=lambda finding: (finding.location.path, finding.location.span, finding.code))
    return findings


def _found(project: Project) -> list[Finding]:
    """Return what the rules find that concern a project: not every application is a store."""
    about = rules()
    if not project.may_be_store:
        about = tuple(each for each in about if not each.code.startswith(_ABOUT_STORES))
    return [finding for each in about for finding in found_by(each, project)]


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
