"""A value of `global` that every stage replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import listed
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.idle import OPTIONS, idle_build, idle_deploy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
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
        Example(
            "Themes that are not added to those of the build",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: "<?php return ['scopes' => ['websites' => ['base' => ['id' => 1]]]];\n",
                ENV_FILE: """
                stage:
                  global:
                    SCD_MATRIX:
                #   ^^^^^^^^^^ Nothing is merged: Acme/old counts nowhere
                      Acme/old: []
                  build:
                    SCD_MATRIX:
                      Acme/shop: {language: [en_US]}
                """,
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

    Where each stage that reads the variable has a value, the one in `global` is read by nobody. A
    phase that generates no static content reads none of the options for it.

    Source: ece-tools 2002.1.17, Config/Stage/Build.php and Config/Stage/Deploy/MergedConfig.php.
    """
    for setting in project.env.settings.get("global", {}).values():
        variable = project.schema.get(setting.name)
        if variable is None or "global" in variable.defaults or setting.is_shared:
            continue
        idle = _idle(project) if setting.name in OPTIONS else {}
        readers = [
            stage for stage in variable.stages if stage != "global" and not idle.get(stage, "")
        ]
        winners = [project.env.get(stage, setting.name) for stage in readers]
        if not readers or "global" not in variable.stages:
            continue
        found = [winner for winner in winners if winner is not None]
        if len(found) < len(readers):
            continue
        verb = "have values of their own" if readers[1:] else "has a value of its own"
        why = "".join(f", and {reason}" for stage, reason in idle.items() if reason)
        lost = [name for name in _keys(setting) if all(name not in _keys(each) for each in found)]
        end = f" Nothing is merged: {listed(lost)} counts nowhere." if lost else ""
        yield report(
            ENV_FILE,
            setting.key_span,
            f"{setting.name} has no effect in global: {' and '.join(readers)} {verb}{why}.{end}",
            severity=Severity.INFO if lost else None,
            related=[
                Related(Location(ENV_FILE, winner.value_span), f"In force in {winner.stage}.")
                for winner in found
            ],
            fixes=fix(f"Remove {setting.name}", remove(project, setting), Applicability.UNSAFE),
            tags=[Tag.UNNECESSARY],
        )


def _idle(project: Project) -> dict[str, str]:
    """Return why a phase reads no option of static content, if the other one does."""
    build, deploy = idle_build(project), idle_deploy(project)
    return {
        "build": build.reason if build is not None and build.busy and build.is_certain else "",
        "deploy": deploy.reason if deploy is not None and deploy.busy else "",
    }


def _keys(setting: Setting) -> list[str]:
    return [str(key) for key in setting.value] if isinstance(setting.value, dict) else []
