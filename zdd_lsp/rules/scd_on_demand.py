"""Static content on demand keeps a project from the ideal state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import CODE, Gap
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import replace_value
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD101",
    name="scd-on-demand",
    severity=Severity.WARNING,
    summary="`SCD_ON_DEMAND` is on, so static content is not built before the deploy.",
    subject="ideal_state",
    bad=[
        Example(
            "On for the whole project",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: true
                    #              ^^^^ generated when a visitor first asks for it
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: false
                """
            },
        ),
        Example(
            "A quoted word is a string, and PHP takes it for true",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: "false"  # off?
                    #              ^^^^^^^ a string, which PHP takes for true
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: false  # off?
                """
            },
        ),
    ],
    good=[
        Example(
            "Off",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: false
                """
            },
        ),
        Example(
            "Without effect outside of global",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_ON_DEMAND: true
                """
            },
        ),
    ],
)
def scd_on_demand(project: Project, report: Reporter) -> Iterator[Finding]:
    """With `SCD_ON_DEMAND` on, neither the build nor the deploy generates static content.

    Each file is made when a visitor first asks for it. The deploy is short, but the first visitors
    after it wait, and every other `SCD_*` variable is without effect. For a zero-downtime
    deployment static content belongs into the build phase, where nobody waits for it.
    """
    setting = project.env.get("global", "SCD_ON_DEMAND")
    if setting is None or not is_truthy(setting.value):
        return
    message = (
        "SCD_ON_DEMAND is on: static content is not built before the deploy but generated when a "
        "visitor first asks for it."
    )
    if isinstance(setting.value, str):
        message = (
            f"SCD_ON_DEMAND is {setting.value!r}, a string, which PHP takes for true: static "
            "content is not built before the deploy but generated when a visitor asks for it."
        )
    ideal = project.ideal
    upstream = Upstream(CODE, ideal.message(Gap.SCD_ON_DEMAND))
    yield report(
        ENV_FILE,
        setting.value_span,
        message,
        upstream=upstream if Gap.SCD_ON_DEMAND in ideal.gaps else None,
        fixes=[replace_value(setting, "false", "Turn SCD_ON_DEMAND off")],
    )
