"""Severities that a user sets in place of the rules' own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zdd_lsp.findings import Finding
    from zdd_lsp.rules import Rule

Severities = dict[str, Severity]
"""The severity of each rule that the user has an opinion on, by the rule's name."""


def read_severities(
    table: Mapping[object, object], rules: Iterable[Rule]
) -> tuple[Severities, list[str]]:
    """Read what a user wrote: rule names or codes, and for each ``error`` … ``hint``.

    Args:
        table: What was written; nothing is taken for granted about it.
        rules: The rules that exist.

    Returns:
        What is valid, and a sentence for each entry that is not.
    """
    names = {name: rule.name for rule in rules for name in (rule.name, rule.code)}
    levels = {severity.label: severity for severity in Severity}
    severities: Severities = {}
    faults = []
    for key, value in table.items():
        name = names.get(str(key))
        level = levels.get(str(value))
        if name is None:
            faults.append(f"There is no rule {key}.")
        elif level is None:
            faults.append(f"{value} is no severity; choose one of {', '.join(levels)}.")
        else:
            severities[name] = level
    return severities, faults


def with_severities(findings: Iterable[Finding], severities: Severities) -> list[Finding]:
    """Return the findings with the severities that the user wants."""
    return [
        replace(finding, severity=severities[finding.rule])
        if finding.rule in severities
        else finding
        for finding in findings
    ]
