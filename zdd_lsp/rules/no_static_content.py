"""No phase generates static content, and none is generated on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import is_on
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_SKIP = "SKIP_SCD"


@rule(
    code="ZDD612",
    name="no-static-content",
    severity=Severity.WARNING,
    summary="`SKIP_SCD` is on for the build and the deploy, so nothing generates static content.",
    subject="static_content",
    bad=[
        Example(
            "In both phases",
            {
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: true
                  deploy:
                    SKIP_SCD: true
                    #         ^^^^ no phase generates static content
                """
            },
        ),
    ],
    good=[
        Example(
            "In the deploy alone",
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
            "On demand",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: true
                    SKIP_SCD: true
                """
            },
        ),
    ],
)
def no_static_content(project: Project, report: Reporter) -> Iterator[Finding]:
    """The files of the release before stay, and new or changed ones are missing.

    `SKIP_SCD` is meant for one phase: on for the deploy, off for the build, which then generates
    static content while the site is up. In `global` it means both.

    Source: ece-tools 2002.1.17, Step/Build/DeployStaticContent.php and
    Step/Deploy/DeployStaticContent.php.
    """
    build, deploy = (project.effective[stage].get(_SKIP) for stage in ("build", "deploy"))
    if build is None or deploy is None or is_on(project, "global", "SCD_ON_DEMAND"):
        return
    if build.is_crash or deploy.is_crash or build.setting is None or deploy.setting is None:
        return
    if not is_on(project, "build", _SKIP) or not is_on(project, "deploy", _SKIP):
        return
    related = [
        Related(Location(ENV_FILE, build.setting.value_span), "It is on for the build, too.")
    ]
    yield report(
        ENV_FILE,
        deploy.setting.value_span,
        "SKIP_SCD is on for the build and for the deploy: no phase generates static content, and "
        "visitors get the files of an earlier release.",
        related=related if build.setting is not deploy.setting else (),
    )
