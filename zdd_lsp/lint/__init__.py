"""Rules times project gives findings: order, suppression, severity."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from zdd_lsp import rules as _package
from zdd_lsp.lint.suppression import suppressed
from zdd_lsp.rules import Rule

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project

__all__ = ["check", "rule", "rules"]


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, by code. Every module of `zdd_lsp.rules` holds one."""
    found = []
    for module in pkgutil.iter_modules(_package.__path__):
        loaded = importlib.import_module(f"{_package.__name__}.{module.name}")
        found += [value for value in vars(loaded).values() if isinstance(value, Rule)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def rule(name: str) -> Rule | None:
    """Return the rule of a name or a code."""
    for candidate in rules():
        if name in (candidate.name, candidate.code):
            return candidate
    return None


def check(project: Project) -> list[Finding]:
    """Return what all rules find in a project, by file and place; suppressed findings left out."""
    findings = [finding for each in rules() for finding in each.run(project)]
    findings = suppressed(project, findings)
    findings.sort(key=lambda finding: (finding.location.path, finding.location.span, finding.code))
    return findings
