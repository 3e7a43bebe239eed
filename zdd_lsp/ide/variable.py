"""A variable and what a project makes of it, stage by stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import STAGES
from zdd_lsp.ide.explanation import Explanation, in_code, of_variable

if TYPE_CHECKING:
    from zdd_lsp.catalogue import Variable
    from zdd_lsp.project import Project
    from zdd_lsp.project.effective import Effective


def in_project(project: Project, variable: Variable) -> Explanation:
    """Explain a variable, with its values in this project."""
    warning = ""
    if variable.name not in project.schema:
        version = f"ece-tools {project.ece_tools}" if project.ece_tools else "the newest ece-tools"
        warning = f"Unknown to {version}."
    return replace(of_variable(variable), warning=warning, table=values_table(project, variable))


def values_table(project: Project, variable: Variable) -> str:
    """Return a table of the default and the effective value of each stage."""
    rows = []
    for stage in STAGES:
        found = project.effective[stage].get(variable.name)
        relevant = stage in variable.stages or stage in variable.defaults
        if found is None or not relevant:
            continue
        default = "none"
        if stage in variable.defaults:
            default = in_code(variable.defaults[stage], _LONGEST)
        rows.append(f"| `{stage}` | {default} | {_effective(found)} | {_origin(project, found)} |")
    if not rows:
        return ""
    note = ""
    if "deploy" in variable.stages:
        note = "\n\nIn the deploy stage a variable of the Cloud Console goes before this file."
    head = "| Stage | Default | Here | From |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + note


_LONGEST: Final = 60
"""Characters of a value that a cell shows."""


def _effective(found: Effective) -> str:
    return "ece-tools crashes" if found.is_crash else f"**{in_code(found.value, _LONGEST)}**"


def _origin(project: Project, found: Effective) -> str:
    if found.setting is None or project.env.source is None:
        return "default"
    line = project.env.source.lines.line_at(found.setting.value_span.start) + 1
    return f"`{found.setting.stage}`, line {line}"
