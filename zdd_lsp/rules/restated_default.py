"""A variable is set to the value that it has anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import STAGES
from zdd_lsp.findings import Applicability, Severity, Tag
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter

_PHASES: Final = tuple(stage for stage in STAGES if stage != "global")


@rule(
    code="ZDD640",
    name="restated-default",
    severity=Severity.HINT,
    summary="A variable is set to the value that it has anyway.",
    subject="variables",
    profile="strict",
    bad=[
        Example(
            "The default, and the value of `global` once more",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_THREADS: 4
                  build:
                    SKIP_SCD: false
                #   ^^^^^^^^ is the default
                    SCD_THREADS: 4
                #   ^^^^^^^^^^^ is the value of global
                """
            },
        ),
    ],
    good=[
        Example(
            "A default that takes back what `global` says",
            {
                ENV_FILE: """
                stage:
                  global:
                    SKIP_SCD: true
                  build:
                    SKIP_SCD: false
                """
            },
        ),
    ],
)
def restated_default(project: Project, report: Reporter) -> Iterator[Finding]:
    """The line can go, and nothing changes.

    It may stay to tell readers that somebody thought of it. Then it is worth a comment, because
    a default can change with the next ece-tools, and the line will not.

    Source: ece-tools 2002.1.17, config/schema.yaml.
    """
    for stage, settings in project.env.settings.items():
        for setting in settings.values():
            reason = _reason(project, stage, setting)
            if reason is not None:
                yield report(
                    ENV_FILE,
                    setting.key_span,
                    f"{setting.name}: {reason}, so that the line has no effect.",
                    fixes=fix(
                        f"Remove {setting.name}", remove(project, setting), Applicability.UNSAFE
                    ),
                    tags=[Tag.UNNECESSARY],
                )


def _reason(project: Project, stage: str, setting: Setting) -> str | None:
    """Return why a setting changes nothing; None if it may."""
    variable = project.schema.get(setting.name)
    if variable is None or stage not in variable.stages or not _is_plain(setting):
        return None
    shared = project.env.get("global", setting.name)
    if shared is not None and stage != "global":
        is_same = shared.value == setting.value and type(shared.value) is type(setting.value)
        return "this is the value of global" if is_same else None
    phases = [phase for phase in _PHASES if phase in variable.defaults]
    defaults = [variable.defaults[stage]] if stage in variable.defaults else []
    if stage == "global" and not defaults:
        defaults = [variable.defaults[phase] for phase in phases]
    if not defaults or any(
        default != setting.value or type(default) is not type(setting.value) for default in defaults
    ):
        return None
    return "this is the default"


def _is_plain(setting: Setting) -> bool:
    return setting.source.is_known(setting.entry.value) and not setting.is_shared
