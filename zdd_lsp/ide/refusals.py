"""Why something that is usually offered is not offered here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.project.editing import stands_elsewhere
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting


def refusal(project: Project, finding: Finding) -> str:
    """Return why a finding has no fix although others of its rule have; empty if nobody knows."""
    if finding.location.path != ENV_FILE or not _mends(finding.rule):
        return ""
    if is_broken(project) and not finding.rule.startswith("yaml-"):
        return BROKEN
    span = finding.location.span
    for settings in project.env.settings.values():
        for setting in settings.values():
            if span in (setting.key_span, setting.value_span, setting.entry.span):
                return why_shared(setting)
    return ""


BROKEN = "The file is no valid YAML, so that its structure is a guess."


def is_broken(project: Project) -> bool:
    """Tell whether `.magento.env.yaml` is no valid YAML."""
    return any(problem.fatal for problem in project.problems(ENV_FILE))


def why_shared(setting: Setting) -> str:
    """Return in which way a setting is another one's, too; empty if it is not."""
    line = setting.source.lines.line_at(setting.key_span.start) + 1
    if setting.is_shared:
        return (
            f"{setting.name} comes from line {line} by an alias or a merge key, and would change "
            "in every place that uses it."
        )
    if stands_elsewhere(setting.source, setting.entry):
        return f"An alias repeats {setting.name} of line {line} in another place."
    return ""


@cache
def _mends(name: str) -> bool:
    """Tell whether a rule has fixes at all, as its examples show."""
    rule = lint.rule(name)
    return rule is not None and any(example.fixed is not None for example in rule.bad)
