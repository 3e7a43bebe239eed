"""A list or a scalar stands where ece-tools wants a map of stages or of variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import STAGES
from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.places import value_place
from zdd_lsp.project.services import is_readable
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix, keeps_yaml
from zdd_lsp.rules._shared.maps import is_array, kind, php_name, without_dashes
from zdd_lsp.rules._shared.strays import is_variable
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD220",
    name="stage-not-a-map",
    severity=Severity.ERROR,
    summary="`stage` or one of its stages is a list or a scalar instead of a map.",
    subject="env",
    bad=[
        Example(
            "A variable without a value is a text",
            {
                ENV_FILE: """
                stage:
                  build: SKIP_SCD
                  #      ^^^^^^^^ the build phase dies
                """
            },
        ),
        Example(
            "Nothing runs without the stage `global`",
            {
                ENV_FILE: """
                stage:
                  global: false
                  #       ^^^^^ every ece-tools command dies
                """
            },
        ),
        Example(
            "A list of variables",
            {
                ENV_FILE: """
                stage:
                  build:
                # ^^^^^ the build stops
                    - SCD_THREADS: 4  # enough
                    - SKIP_SCD: false
                """
            },
        ),
        Example(
            "No stage at all",
            {
                ENV_FILE: """
                stage: production
                #      ^^^^^^^^^^ the build stops
                """
            },
        ),
        Example(
            "A list of names has no effect",
            {
                ENV_FILE: """
                stage: [build, deploy]
                #      ^^^^^^^^^^^^^^^ nothing in it has an effect
                """
            },
        ),
        Example(
            "Nor has a text in a stage that does not exist",
            {
                ENV_FILE: """
                stage:
                  production: none
                  #           ^^^^ is ignored
                """
            },
        ),
    ],
    good=[
        Example(
            "Empty values are no settings",
            {
                ENV_FILE: """
                stage:
                  global:
                  build: {}
                  deploy: []
                  post-deploy: ~
                """
            },
        ),
        Example("An empty list of stages", {ENV_FILE: "stage: []\n"}),
    ],
)
def stage_not_a_map(project: Project, report: Reporter) -> Iterator[Finding]:
    """`stage` holds stages, and each stage holds variables with their values: both are maps.

    ece-tools does not check that before it relies on it. What dies depends on the place:

    * a scalar for `stage`, or a list for a stage: the schema validator, and with it the build;
    * a scalar for `global`: every command, before it says anything of its own;
    * a scalar for `build`, `deploy` or `post-deploy`: that phase, when it asks for its first
      variable. The schema validator passes over such a stage, so it may be the deploy that fails.

    It dies of an error of PHP that nobody catches: the log shows a stack trace and no error code.
    Null and empty values are fine.

    Source: ece-tools 2002.1.17, Config/Validator/Build/StageConfig.php, Config/GlobalSection.php,
    Config/Stage/Build.php, Config/Stage/Deploy/MergedConfig.php and Config/Stage/PostDeploy.php.
    """
    env = project.env
    source = env.source
    if source is None or env.stage is None or not is_readable(source):
        return
    yield from _stages(project, env.stage, report)
    is_global_sound = not _is_scalar(source, env.stages.get("global"))
    for name, entry in env.stages.items():
        value = source.value(entry.value)
        if not source.is_known(entry.value) or value is None or isinstance(value, dict):
            continue
        if is_variable(project, name):
            continue  # variable-beside-stages reports it
        if is_array(value):
            if value:
                consequence = "ece-tools takes its items for variables with numbers for names"
                yield _finding(
                    project, entry, report, f"{consequence} and dies of it: the build stops."
                )
        elif name in STAGES:
            said = None
            if is_global_sound or name == "global":
                position = 2 if name == "global" else 3
                said = f"array_replace(): Argument #{position} must be of type array, "
                said += f"{php_name(value)} given"
            yield _finding(project, entry, report, _DIES[name], said=said)
        else:
            message = "and no stage has this name, so it is ignored."
            yield _finding(project, entry, report, message, severity=Severity.WARNING)


_DIES: Final = {
    "global": "every ece-tools command dies of it before it does anything.",
    "build": "the build phase dies of it as soon as it asks for a variable.",
    "deploy": "the deploy phase dies of it as soon as it asks for a variable.",
    "post-deploy": "the post-deploy phase dies of it as soon as it asks for a variable.",
}


def _stages(project: Project, entry: Entry, report: Reporter) -> Iterator[Finding]:
    """Report `stage` itself."""
    source = project.env.source
    assert source is not None  # the entry stands in it
    value = source.value(entry.value)
    if not source.is_known(entry.value) or value is None or isinstance(value, dict):
        return
    if not isinstance(value, list):
        message = "the schema validator of ece-tools dies of it, and the build stops."
        yield _finding(project, entry, report, message)
    elif any(is_array(item) and item for item in value):
        message = "ece-tools takes its items for stages with numbers for names and dies of it: "
        yield _finding(project, entry, report, f"{message}the build stops.")
    elif value:
        message = "and nothing in it has an effect."
        yield _finding(project, entry, report, message, severity=Severity.WARNING)


def _is_scalar(source: SourceFile, entry: Entry | None) -> bool:
    value = None if entry is None else source.value(entry.value)
    return value is not None and not is_array(value)


def _finding(
    project: Project,
    entry: Entry,
    report: Reporter,
    consequence: str,
    *,
    severity: Severity | None = None,
    said: str | None = None,
) -> Finding:
    source = project.env.source
    assert source is not None  # the entry stands in it
    wrong = kind(source.value(entry.value))
    link = ", " if consequence.startswith("and ") else ": "
    title, changes = "Make one map of the list", without_dashes(source, entry)
    if isinstance(entry.value, Scalar):
        title, changes = "Write an empty map", [editing.replace_scalar(source, entry.value, "{}")]
    if entry.name not in ("stage", *STAGES):
        changes = None  # there may be any number of them
    is_sound = changes is not None and keeps_yaml(
        project, ENV_FILE, [(each.span, each.text) for each in changes]
    )
    fixes = fix(title, changes if is_sound else None, Applicability.UNSAFE)
    return report(
        ENV_FILE,
        value_place(entry),
        f"{entry.name} must be a map, but this is {wrong}{link}{consequence}",
        severity=severity,
        upstream=None if said is None else Upstream(None, said),
        fixes=fixes,
    )
