"""Hover: what a variable does, what it is set to, and when it costs time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.catalogue import STAGES, catalogue
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from zdd_lsp.catalogue import Variable
    from zdd_lsp.project import Project
    from zdd_lsp.project.effective import Effective
    from zdd_lsp.project.env import Setting
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.text.span import Span

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Hover:
    """An explanation, as Markdown, of the text that ``span`` covers."""

    span: Span
    markdown: str


def hover(project: Project, path: str, offset: int) -> Hover | None:
    """Explain what stands at an offset of a file, or return None."""
    if path != ENV_FILE:
        return None
    for settings in project.env.settings.values():
        for setting in settings.values():
            span = _span_at(setting, offset)
            if span is None:
                continue
            variable = project.schema.get(setting.name) or catalogue().known.get(setting.name)
            if variable is None:
                return None
            return Hover(span, variable_markdown(project, variable))
    return None


def _span_at(setting: Setting, offset: int) -> Span | None:
    """Return the part of a setting that a cursor at ``offset`` touches."""
    if setting.is_shared:
        return None
    key = setting.entry.key.span
    if key.touches(offset):
        return key
    value = setting.entry.value.span
    start = setting.entry.colon.end if setting.entry.colon is not None else value.start
    if start <= offset <= value.end:
        return value if value.end > value.start else key
    return None


def variable_markdown(project: Project, variable: Variable) -> str:
    """Return the explanation of a variable, with its values in this project."""
    words = variable.prose
    parts = [f"### `{variable.name}`"]
    if variable.name not in project.schema:
        version = f"ece-tools {project.ece_tools}" if project.ece_tools else "the newest ece-tools"
        parts.append(f"**{version} does not know this variable.**")
    if words is not None:
        parts += [words.summary, words.description]
    parts.append(_facts(variable))
    parts.append(_values(project, variable))
    if words is not None:
        costs = [
            f"- **{phase}**: {text}"
            for phase, text in (
                ("Build", words.build),
                ("Maintenance", words.maintenance),
                ("After the deploy", words.after),
            )
            if text
        ]
        if costs:
            parts.append("**When it costs time**\n\n" + "\n".join(costs))
        if words.pitfalls:
            parts.append("**Pitfalls**\n\n" + "\n".join(f"- {text}" for text in words.pitfalls))
    if variable.url:
        parts.append(f"[Adobe's documentation]({variable.url})")
    return "\n\n".join(part for part in parts if part)


def _facts(variable: Variable) -> str:
    """Return type, range, stages and versions as one list."""
    facts = [f"- Type: {variable.type}"]
    if variable.allowed:
        facts.append("- Values: " + ", ".join(f"`{_short(value)}`" for value in variable.allowed))
    if variable.minimum is not None and variable.maximum is not None:
        facts.append(f"- Range: {variable.minimum} to {variable.maximum}")
    if variable.stages:
        facts.append("- Stages: " + ", ".join(f"`{stage}`" for stage in variable.stages))
    since = ".".join(str(number) for number in variable.since)
    versions = f"- ece-tools: {since} and later"
    if variable.removed is not None:
        versions = f"- ece-tools: {since}, removed in {'.'.join(map(str, variable.removed))}"
    facts.append(versions)
    if variable.commerce:
        facts.append(f"- Commerce: `{variable.commerce}`")
    return "\n".join(facts)


def _values(project: Project, variable: Variable) -> str:
    """Return a table of the default and the effective value of each stage."""
    rows = []
    for stage in STAGES:
        found = project.effective[stage].get(variable.name)
        relevant = stage in variable.stages or stage in variable.defaults
        if found is None or not relevant:
            continue
        default = variable.defaults.get(stage, _NOTHING)
        shown = "none" if default is _NOTHING else f"`{_short(default)}`"
        rows.append(f"| `{stage}` | {shown} | {_effective(found)} | {_origin(project, found)} |")
    if not rows:
        return ""
    note = ""
    if "deploy" in variable.stages:
        note = "\n\nIn the deploy stage a variable of the Cloud Console goes before this file."
    head = "| Stage | Default | Here | From |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(rows) + note


_NOTHING = object()


def _effective(found: Effective) -> str:
    return "ece-tools crashes" if found.is_crash else f"**`{_short(found.value)}`**"


def _origin(project: Project, found: Effective) -> str:
    if found.setting is None or project.env.source is None:
        return "default"
    line = project.env.source.lines.line_at(found.setting.value_span.start) + 1
    return f"`{found.setting.stage}`, line {line}"


def _short(value: PhpValue | object) -> str:
    """Return a value in YAML's flow style, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, str) and value and '"' not in value and "\\" in value:
        text = f"'{value}'"
    text = text.replace("`", "'").replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
