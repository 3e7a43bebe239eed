"""ZDD093, a comment that silences a rule without saying why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.findings import Finding, Severity
from zdd_lsp.project.discovery import SETTINGS_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, Reporter, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project


@rule(
    code="ZDD093",
    name="unexplained-suppression",
    severity=Severity.HINT,
    profile="strict",
    summary="A comment that silences a rule and gives no reason.",
    bad=[
        Example(
            "Nobody will know why",
            {
                SETTINGS_FILE: 'profile = "strict"\n',
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: true  # zdd: ignore[scd-on-demand]
                    #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ gives no reason
                """,
            },
        )
    ],
    good=[
        Example(
            "A reason behind the brackets",
            {
                SETTINGS_FILE: 'profile = "strict"\n',
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: true  # zdd: ignore[scd-on-demand] a shop for tests
                """,
            },
        )
    ],
)
def unexplained_suppression(project: Project, report: Reporter) -> Iterator[Finding]:
    """A comment that silences a rule is a decision, and whoever reads it later should know why.

    The reason stands behind the brackets. This rule is part of the profile `strict`; without it a
    reason is welcome but not asked for.
    """
    for path, silence in lint.audited(project).silences.items():
        for directive in silence.directives:
            if directive.names and not directive.reason:
                message = "This comment gives no reason. Write one behind the brackets."
                yield report(path, directive.span, message)
