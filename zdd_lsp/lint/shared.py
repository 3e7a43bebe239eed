"""What the applications of a repository find in the files that they share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import PLATFORM_FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zdd_lsp.findings import Finding, Location
    from zdd_lsp.project import Project

_WELL_FORMEDNESS: Final = "ZDD0"
"""How the codes begin of what a file says about itself, whoever looks at it."""


def with_shared(
    project: Project,
    own: Iterable[Finding],
    found_in: Callable[[Project], Iterable[Finding]],
) -> list[Finding]:
    """Return the findings of a repository's top, and what its stores find in the shared files.

    Services and routes are declared once, so findings about them are made once. But what is wrong
    with them may depend on an application: which Commerce has to get on with a service is said by
    the `composer.lock` of the store, which need not lie at the top.

    Args:
        project: The top of a repository.
        own: What the rules find in it.
        found_in: Returns what the rules find in a project.
    """
    groups = [
        [
            _moved(finding, member, project)
            for finding in found_in(member)
            if finding.location.path in PLATFORM_FILES
            and not finding.code.startswith(_WELL_FORMEDNESS)
        ]
        for member in project.members
        if member.may_be_store
    ]
    # Of two that say the same, the one counts that knows an application.
    groups.insert(0 if APP_FILE in project.contents else len(groups), list(own))
    said: set[tuple[str, Location]] = set()
    findings: list[Finding] = []
    for group in groups:
        new = [finding for finding in group if (finding.code, finding.location) not in said]
        said |= {(finding.code, finding.location) for finding in new}
        findings += new
    return findings


def _moved(finding: Finding, member: Project, project: Project) -> Finding:
    """Return a finding of an application as one of the top's: its other places are re-addressed."""

    def moved(path: str) -> str:
        return path if path in PLATFORM_FILES else project.way_to(member.file(path))

    return replace(
        finding,
        related=tuple(
            replace(other, location=replace(other.location, path=moved(other.location.path)))
            for other in finding.related
        ),
        fixes=tuple(
            replace(fix, edits=tuple(replace(edit, path=moved(edit.path)) for edit in fix.edits))
            for fix in finding.fixes
        ),
    )
