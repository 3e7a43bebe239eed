"""A stage that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import STAGES
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.strays import is_variable
from zdd_lsp.syntax.nodes import Mapping
from zdd_lsp.syntax.scalars import php_key
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD210",
    name="unknown-stage",
    severity=Severity.ERROR,
    summary="A stage that does not exist.",
    subject="env",
    bad=[
        Example(
            "The hook is called post_deploy, the stage post-deploy",
            {
                ENV_FILE: """
                stage:
                  post_deploy:
                # ^^^^^^^^^^^ did you mean post-deploy?
                    WARM_UP_PAGES:
                      - index.php
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - index.php
                """
            },
        ),
        Example(
            "Environments are not stages",
            {
                ENV_FILE: """
                stage:
                  production:
                # ^^^^^^^^^^ no stage of a deployment
                    SCD_THREADS: 4
                """
            },
        ),
        Example(
            "Nothing in it yet",
            {
                ENV_FILE: """
                stage:
                  Build:
                # ^^^^^ Nothing below it is read
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                """
            },
        ),
    ],
    good=[
        Example(
            "All that there are",
            {
                ENV_FILE: """
                stage:
                  global:
                  build:
                  deploy:
                  post-deploy:
                """
            },
        ),
    ],
)
def unknown_stage(project: Project, report: Reporter) -> Iterator[Finding]:
    """Below `stage` there are `global`, `build`, `deploy` and `post-deploy`, and nothing else.

    Every variable in another stage stops the build: `wrong-stage` reports each of them. Without
    variables such a stage has no effect. The commonest confusion is with the hook `post_deploy`
    of `.magento.app.yaml`, which has an underscore. There are no stages for single environments
    or branches either; use variables of the Cloud Console for those.

    Source: ece-tools 2002.1.17, Config/Validator/Build/StageConfig.php and
    Config/StageConfigInterface.php.
    """
    source = project.env.source
    for name, entry in project.env.stages.items():
        settings = project.env.settings.get(name)
        is_empty = source is not None and source.value(entry.value) is None
        if name in STAGES or source is None or not (settings or is_empty):
            continue
        if (settings and isinstance(php_key(name), int)) or is_variable(project, name):
            continue  # numeric-key and variable-beside-stages report them
        meant = same(name, STAGES) or next(iter(similar(name, STAGES)), None)
        hint = f"; did you mean {meant}?" if meant else "."
        consequence = "The build stops with error 10." if settings else "Nothing below it is read."
        yield report(
            ENV_FILE,
            entry.key.span,
            f"{name} is no stage of a deployment{hint} {consequence}",
            severity=None if settings else Severity.WARNING,
            fixes=_fixes(project, name, meant),
        )


def _fixes(project: Project, name: str, meant: str | None) -> Iterator[Fix]:
    source, stages = project.env.source, project.env.stages
    if meant is None or meant in stages or source is None or project.env.stage is None:
        return
    parent = project.env.stage.value
    if isinstance(parent, Mapping) and stages[name] in parent.entries:
        change = editing.rename_key(source, stages[name], meant)
        yield from fix(f"Rename the stage {name} to {meant}", change, Applicability.SAFE)
