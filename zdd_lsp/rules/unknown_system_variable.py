"""A name below `system.variables` that nothing reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import catalogue
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD211",
    name="unknown-system-variable",
    severity=Severity.WARNING,
    summary="A name below `system.variables` that ece-tools does not read.",
    bad=[
        Example(
            "Misspelt",
            {
                ENV_FILE: """
                system:
                  variables:
                    ENV_RELATIONSHIP: MY_RELATIONSHIPS
                #   ^^^^^^^^^^^^^^^^ Did you mean ENV_RELATIONSHIPS?
                """
            },
            fixed={
                ENV_FILE: """
                system:
                  variables:
                    ENV_RELATIONSHIPS: MY_RELATIONSHIPS
                """
            },
        ),
        Example(
            "A variable of a stage",
            {
                ENV_FILE: """
                system:
                  variables:
                    SCD_THREADS: 4
                #   ^^^^^^^^^^^ it belongs below stage
                """
            },
        ),
    ],
    good=[
        Example(
            "Another name for the relationships",
            {
                ENV_FILE: """
                system:
                  variables:
                    ENV_RELATIONSHIPS: MY_RELATIONSHIPS
                """
            },
        ),
    ],
)
def unknown_system_variable(project: Project, report: Reporter) -> Iterator[Finding]:
    """`system.variables` tells ece-tools which variables of the system hold the platform's data.

    It knows five names, all of which begin with `ENV_`. Nobody checks the others: they are
    ignored without a word. On Adobe's own cloud none of them is needed.

    Source: ece-tools 2002.1.17, Config/System/Variables.php and config/schema.yaml.
    """
    names = [name for name, variable in project.schema.items() if variable.system is not None]
    for name, entry in project.env.system.items():
        if name in names:
            continue
        meant = same(name, names) or next(iter(similar(name, names)), None)
        hint = f" Did you mean {meant}?" if meant else ""
        if name in catalogue().known:
            hint = " It is a variable of a stage: it belongs below stage."
        yield report(
            ENV_FILE,
            entry.key.span,
            f"ece-tools reads no system variable {name}, so this has no effect.{hint}",
            fixes=_fixes(project, entry, meant),
        )


def _fixes(project: Project, entry: Entry, meant: str | None) -> Iterator[Fix]:
    source = project.env.source
    if meant is not None and meant not in project.env.system and source is not None:
        change = editing.rename_key(source, entry, meant)
        yield from fix(f"Rename it to {meant}", change, Applicability.SAFE)
