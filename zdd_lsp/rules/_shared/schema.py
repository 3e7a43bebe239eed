"""What the rules about the schema share: error 10, and how its findings are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import catalogue
from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.schema import CODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.schema import Fault, Violation

STOPS: Final = "The build stops with error 10."
"""What each of these faults leads to."""


def violations(project: Project, fault: Fault) -> Iterator[Violation]:
    """Yield the violations of one kind, in the order of the file."""
    for violation in project.violations:
        if violation.fault is fault:
            yield violation


def upstream(violation: Violation) -> Upstream | None:
    """Return what ece-tools says, unless it says something else about this variable first."""
    return Upstream(CODE, violation.message) if violation.is_first else None


def severity(project: Project) -> Severity:
    """Return how bad it is if the table in force lacks a name or a value.

    An ece-tools that is newer than the table may know it.
    """
    return Severity.ERROR if project.is_schema_certain else Severity.WARNING


def is_too_new(project: Project, name: str) -> bool:
    """Tell whether a name that the schema in force lacks belongs to a later one.

    Of a name that came and went, only an installed version that is older than it is too old.
    """
    variable, version = catalogue().known.get(name), project.ece_tools_triple
    if variable is None:
        return False
    return variable.removed is None or (version is not None and version < variable.since)


def installed(project: Project) -> str:
    """Return the installed ece-tools with its version, as far as that is known."""
    return f"ece-tools {project.ece_tools}" if project.ece_tools_version else "ece-tools"


def subject(violation: Violation) -> str:
    """Return the variable's name, with the stage where the text alone does not tell it."""
    setting = violation.setting
    return f"{setting.name} (merged into {setting.stage})" if setting.is_shared else setting.name
