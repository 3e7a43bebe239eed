"""What a report is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.findings import Severity
from zdd_lsp.project.obstacle import obstacle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project


class Checked(NamedTuple):
    """A project and what there is to say about it.

    Attributes:
        project: The project.
        findings: The findings to report, in order.
    """

    project: Project
    findings: Sequence[Finding]

    @property
    def ideal(self) -> bool | None:
        """Whether ece-tools finds the project ideal; None where the files do not tell."""
        state = self.project.ideal
        if obstacle(self.project) is not None or (state.is_ideal and not state.is_known):
            return None
        return state.is_ideal


class Tally:
    """The sums over several projects.

    Attributes:
        projects: How many projects were checked.
        files: How many of their files have findings.
        fixable: How many findings have a fix that may be applied unseen.
    """

    __slots__ = ("_severities", "files", "fixable", "projects")

    def __init__(self) -> None:
        self.projects = 0
        self.files = 0
        self.fixable = 0
        self._severities = dict.fromkeys(sorted(Severity, reverse=True), 0)

    def add(self, checked: Checked) -> None:
        """Count a project and its findings."""
        self.projects += 1
        self.files += len({finding.location.path for finding in checked.findings})
        for finding in checked.findings:
            self._severities[finding.severity] += 1
            self.fixable += any(fix.is_safe for fix in finding.fixes)

    @property
    def severities(self) -> dict[Severity, int]:
        """How many findings of each severity there are, the worst first; none is left out."""
        return {severity: count for severity, count in self._severities.items() if count}

    @property
    def worst(self) -> Severity | None:
        """The worst severity of any finding."""
        return next(iter(self.severities), None)
