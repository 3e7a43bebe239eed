"""A variable stands in a stage that may not have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import STAGES
from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.schema import STOPS, subject, upstream, violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD203",
    name="wrong-stage",
    severity=Severity.ERROR,
    summary="A variable stands in a stage that may not have it.",
    subject="env",
    bad=[
        Example(
            "HTML minification concerns all stages at once",
            {
                ENV_FILE: """
                stage:
                  build:
                    # Faster deploys
                    SKIP_HTML_MINIFICATION: true  # was false
                #   ^^^^^^^^^^^^^^^^^^^^^^ may not stand in build, only in global
                    SCD_THREADS: 4
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    # Faster deploys
                    SKIP_HTML_MINIFICATION: true  # was false
                  build:
                    SCD_THREADS: 4
                """
            },
        ),
        Example(
            "ece-tools 2002.1.1 took many variables out of global",
            {
                ENV_FILE: """
                stage:
                  global:
                    CACHE_CONFIGURATION: {_merge: true}
                #   ^^^^^^^^^^^^^^^^^^^ may not stand in global, only in deploy
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                  deploy:
                    CACHE_CONFIGURATION: {_merge: true}
                """
            },
        ),
    ],
    good=[
        Example(
            "Each in its place",
            {
                ENV_FILE: """
                stage:
                  global:
                    SKIP_HTML_MINIFICATION: true
                  build:
                    SCD_THREADS: 4
                  deploy:
                    CACHE_CONFIGURATION: {_merge: true}
                """
            },
        ),
    ],
)
def wrong_stage(project: Project, report: Reporter) -> Iterator[Finding]:
    """The schema of ece-tools names the stages that may have a variable, and `global` is one.

    A variable in another stage, or in a stage that does not exist, stops the build before anything
    is deployed. It would have had no effect anyway: each phase reads its own stage and `global`.
    The exception are variables that only concern the deploy; they would work in `global`, and
    ece-tools refuses them there since 2002.1.1 all the same.

    The names `ENV_*` belong to no stage but below `system.variables`.

    Source: ece-tools 2002.1.17, Config/Schema/Validator.php and config/schema.yaml.
    """
    for violation in violations(project, Fault.STAGE):
        setting, variable = violation.setting, violation.variable
        assert variable is not None  # what the schema lacks has no stages to miss
        exists = setting.stage in STAGES
        fault = f"may not stand in {setting.stage}" + ("" if exists else ", which is no stage")
        related = []
        span = setting.key_span
        if setting.is_shared:
            # The same text may be right in the stage that it was written for.
            span = project.env.stages[setting.stage].key.span
            related = [Related(Location(ENV_FILE, setting.key_span), "It is written here.")]
        yield report(
            ENV_FILE,
            span,
            f"{subject(violation)} {fault}, {_right_place(variable)}. {STOPS}",
            upstream=upstream(violation),
            related=related,
            fixes=_fixes(project, setting, variable),
        )


def _right_place(variable: Variable) -> str:
    if not variable.stages:
        return "only below system.variables"
    *others, last = variable.stages
    return "only in " + (f"{', '.join(others)} or {last}" if others else last)


def _fixes(project: Project, setting: Setting, variable: Variable) -> Iterator[Fix]:
    if setting.is_shared:
        return
    # `global` would also change the other stages, so that a stage of its own is likelier.
    stages = sorted(variable.stages, key=lambda stage: stage == "global")
    applicability = Applicability.SAFE if len(stages) == 1 else Applicability.UNSAFE
    for stage in stages:
        changes = editing.move(project, setting, stage)
        yield from fix(f"Move {setting.name} to {stage}", changes, applicability)
