"""A variable stands beside the stages instead of inside of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import STAGES
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import move_below
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import sound_fix
from zdd_lsp.rules._shared.strays import is_variable
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD600",
    name="variable-beside-stages",
    severity=Severity.ERROR,
    summary="A variable stands beside the stages instead of inside of one.",
    subject="env",
    bad=[
        Example(
            "An empty stage, and what belongs into it",
            {
                ENV_FILE: """
                stage:
                  build:
                  QUALITY_PATCHES:
                # ^^^^^^^^^^^^^^^ belongs below build
                    - MDVA-12304
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                """
            },
        ),
        Example(
            "As a sample of Adobe's has it: nothing fails and nothing happens",
            {
                ENV_FILE: """
                stage:
                  deploy:
                  VALKEY_USE_SLAVE_CONNECTION: true
                # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ and is ignored here
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_USE_SLAVE_CONNECTION: true
                """
            },
        ),
        Example(
            "Behind the wrong stage",
            {
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: false
                  deploy:
                    SKIP_SCD: true
                  QUALITY_PATCHES: [MDVA-12304]
                # ^^^^^^^^^^^^^^^ belongs below build
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: false
                    QUALITY_PATCHES: [MDVA-12304]
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Indented below its stage",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                """
            },
        ),
    ],
)
def variable_beside_stages(project: Project, report: Reporter) -> Iterator[Finding]:
    """A variable that is indented too little becomes a stage of its own.

    What happens depends on its value. A text, a number or a boolean is no stage, and ece-tools
    passes over it without a word: the variable keeps its default. A list kills ece-tools, which
    takes the items for variables with numbers for names. A map stops the build with error 10 for
    each of its keys. Adobe's own samples for Valkey have had this fault.

    Source: ece-tools 2002.1.17, Config/Validator/Build/StageConfig.php.
    """
    env = project.env
    if env.source is None or env.stage is None:
        return
    for name, entry in env.stages.items():
        if not is_variable(project, name):
            continue
        home = _home(project, name, entry)
        place = f" below {home}" if home is not None else " inside of a stage"
        value = env.source.value(entry.value)
        is_array = isinstance(value, (list, dict)) and bool(value)
        end = ". The build stops." if is_array else ", and is ignored here."
        yield report(
            ENV_FILE,
            entry.key.span,
            f"{name} is a variable and no stage: it belongs{place}{end}",
            severity=None if is_array else Severity.WARNING,
            fixes=_fixes(project, entry, home, is_sure=is_array),
        )


def _home(project: Project, name: str, entry: Entry) -> str | None:
    """Return the stage that a variable belongs to; None where nobody can tell."""
    variable = project.schema.get(name)
    if variable is None:
        return None
    above = [
        stage.name
        for stage in project.env.stages.values()
        if stage.name in STAGES and stage.key.span.start < entry.key.span.start
    ]
    if above and above[-1] in variable.stages:
        return above[-1]
    return variable.stages[0] if len(variable.stages) == 1 else None


def _fixes(project: Project, entry: Entry, home: str | None, *, is_sure: bool) -> tuple[Fix, ...]:
    env = project.env
    if env.source is None or env.stage is None or home not in env.stages:
        return ()
    parent = env.stage.value
    if not isinstance(parent, Mapping) or entry not in parent.entries:
        return ()
    changes = move_below(env.source, parent, [entry], env.stages[home])
    applicability = Applicability.SAFE if is_sure else Applicability.UNSAFE
    return sound_fix(project, f"Move it below {home}", changes, applicability)
