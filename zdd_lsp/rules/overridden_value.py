"""A value of `global` that every stage replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD641",
    name="overridden-value",
    severity=Severity.HINT,
    summary="A value in `global` never takes effect, because every stage has one of its own.",
    subject="variables",
    bad=[
        Example(
            "Both phases have their own",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_THREADS: 2
                #   ^^^^^^^^^^^ build and deploy have values of their own
                  build:
                    SCD_THREADS: 4
                  deploy:
                    SCD_THREADS: 1
                """
            },
        ),
    ],
    good=[
        Example(
            "The deploy has none",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_THREADS: 2
                  build:
                    SCD_THREADS: 4
                """
            },
        ),
    ],
)
def overridden_value(project: Project, report: Reporter) -> Iterator[Finding]:
    """A stage's own value replaces the one from `global`, lists and maps as a whole.

    Where each stage that reads the variable has a value, the one in `global` is read by nobody.

    Source: ece-tools 2002.1.17, Config/Stage/Build.php and Config/Stage/Deploy/MergedConfig.php.
    """
    for setting in project.env.settings.get("global", {}).values():
        variable = project.schema.get(setting.name)
        if variable is None or "global" in variable.defaults or setting.is_shared:
            continue
        readers = [stage for stage in variable.stages if stage != "global"]
        winners = [project.env.get(stage, setting.name) for stage in readers]
        if not readers or "global" not in variable.stages:
            continue
        found = [winner for winner in winners if winner is not None]
        if len(found) < len(readers):
            continue
        verb = "have values of their own" if readers[1:] else "has a value of its own"
        yield report(
            ENV_FILE,
            setting.key_span,
            f"{setting.name} has no effect in global: {' and '.join(readers)} {verb}.",
            related=[
                Related(Location(ENV_FILE, winner.value_span), f"In force in {winner.stage}.")
                for winner in found
            ],
            fixes=fix(f"Remove {setting.name}", remove(project, setting), Applicability.UNSAFE),
            tags=[Tag.UNNECESSARY],
        )
