"""Static content deployment is skipped in the build phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.editing import set_setting
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import CODE, Gap
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix, replace_value
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD102",
    name="skip-scd-on-build",
    severity=Severity.WARNING,
    summary="`SKIP_SCD` is on for the build, so static content is not built before the deploy.",
    subject="static_content",
    bad=[
        Example(
            "Skipped in the build",
            {
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: true
                    #         ^^^^ static content is not generated in the build phase
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: false
                """
            },
        ),
        Example(
            "Skipped everywhere: the build inherits it",
            {
                ENV_FILE: """
                stage:
                  global:
                    SKIP_SCD: true  # the deploy shall not do it
                    #         ^^^^ the build inherits this value
                  build:
                    SCD_THREADS: 4
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SKIP_SCD: true  # the deploy shall not do it
                  build:
                    SCD_THREADS: 4
                    SKIP_SCD: false
                """
            },
        ),
    ],
    good=[
        Example(
            "Skipped in the deploy only, as Adobe recommends",
            {
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: false
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
        Example(
            "The build overrides the global value",
            {
                ENV_FILE: """
                stage:
                  global:
                    SKIP_SCD: true
                  build:
                    SKIP_SCD: 0
                """
            },
        ),
    ],
)
def skip_scd_on_build(project: Project, report: Reporter) -> Iterator[Finding]:
    """With `SKIP_SCD` on for the build, static content has to be generated somewhere else.

    Unless the deploy skips it too, it is generated there, while the site is in maintenance: often
    the longest part of the outage, and a failure leaves the shop closed. If both skip it, visitors
    get the files of the previous version. Generate static content in the build, which runs while
    the old version still serves the shop.

    A value in `global` holds for the build as well, unless `build` has one of its own.
    """
    found = project.effective["build"].get("SKIP_SCD")
    if found is None or found.is_crash or found.setting is None or not is_truthy(found.value):
        return
    setting = found.setting
    message = "SKIP_SCD is on: static content is not generated in the build phase."
    if found.origin == "global":
        message = (
            "SKIP_SCD is on for every stage, and the build inherits this value: static content is "
            "not generated in the build phase."
        )
        change = set_setting(project, "build", "SKIP_SCD", "false")
        fixes = fix("Turn SKIP_SCD off for the build", change, Applicability.SAFE)
    else:
        fixes = (replace_value(setting, "false", "Turn SKIP_SCD off for the build"),)
    ideal = project.ideal
    upstream = Upstream(CODE, ideal.message(Gap.SKIP_SCD))
    yield report(
        ENV_FILE,
        setting.value_span,
        message,
        upstream=upstream if Gap.SKIP_SCD in ideal.gaps else None,
        fixes=fixes,
    )
