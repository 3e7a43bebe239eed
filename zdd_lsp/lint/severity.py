"""Which rules run in a project, and how serious its settings make their findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.findings import Severity
from zdd_lsp.settings.model import OFF, PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zdd_lsp.findings import Finding
    from zdd_lsp.rules import Rule
    from zdd_lsp.settings import Settings


class Levels(NamedTuple):
    """What the settings say about the rules.

    Attributes:
        profile: How many of `PROFILES` are in force.
        severities: The severity of each rule that the settings have an opinion on, by name; None
            for one that is off.
    """

    profile: int
    severities: Mapping[str, Severity | None]

    @classmethod
    def of(cls, settings: Settings, rules: Iterable[Rule]) -> Levels:
        """Return what settings say; names of rules that do not exist are passed over."""
        profile = PROFILES.index(settings.profile)
        if not settings.severity:
            return cls(profile, {})
        names = {name: rule.name for rule in rules for name in (rule.name, rule.code)}
        severities = {
            names[written]: None if level == OFF else Severity[level.upper()]
            for written, level in settings.severity.items()
            if written in names
        }
        return cls(profile, severities)

    def runs(self, rule: Rule) -> bool:
        """Tell whether a rule runs: it is of the profile or has a severity, and is not off."""
        if rule.name in self.severities:
            return self.severities[rule.name] is not None
        return PROFILES.index(rule.profile) <= self.profile

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings with the severities that the settings want."""
        if not self.severities:
            return list(findings)
        return [
            finding
            if (severity := self.severities.get(finding.rule)) is None
            else replace(finding, severity=severity)
            for finding in findings
        ]
