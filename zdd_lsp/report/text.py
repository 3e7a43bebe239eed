"""Findings for people: the place, the source, the reason and the way out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.obstacle import obstacle
from zdd_lsp.report.excerpt import excerpt, number_width
from zdd_lsp.report.printable import printable
from zdd_lsp.report.style import Role
from zdd_lsp.text.edits import apply
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Location
    from zdd_lsp.project import Project
    from zdd_lsp.report.checked import Checked, Tally
    from zdd_lsp.report.style import Style


def findings(checked: Checked, style: Style) -> Iterator[str]:
    """Yield each finding of a project as a block of lines, an empty line at its end."""
    project = _without_secrets(checked)
    for finding in checked.findings:
        yield _block(project, finding, style) + "\n"


def verdict(checked: Checked, style: Style) -> str:
    """Return a line that says whether ece-tools finds a project ideal."""
    state = checked.project.ideal
    stopped = obstacle(checked.project)
    if stopped is not None:
        said = style.paint(Role.ERROR, f"not judged, because {stopped}")
    elif not state.is_ideal:
        said = style.paint(Role.WARNING, "the configured state is not ideal")
        said += f" ({count(len(state.errors), 'reason')}, see zdd-lsp ideal-state)"
    else:
        said = style.paint(Role.HINT, "the configured state is ideal")
        if not state.is_known:
            said += f", if {state.config_name} names websites or stores, which only PHP can tell"
    return f"{style.paint(Role.STRONG, describe(checked.project))}: {said}\n"


def summary(tally: Tally, style: Style) -> str:
    """Return a line with the numbers of everything that was reported."""
    if not tally.severities:
        return style.paint(Role.STRONG, f"No findings in {count(tally.projects, 'project')}.\n")
    parts = [
        count(number, "info", "infos") if severity is Severity.INFO else count(number, name)
        for severity, number in tally.severities.items()
        for name in [severity.label]
    ]
    line = f"{', '.join(parts)} in {count(tally.files, 'file')}"
    if tally.fixable:
        line += f"; {tally.fixable} fixable with zdd-lsp fix"
    return style.paint(Role.STRONG, line) + "\n"


def describe(project: Project) -> str:
    """Return a project's folder and the versions of what matters in it."""
    versions = [
        f"{name} {printable(version)}"
        for name, version in (("Commerce", project.commerce), ("ece-tools", project.ece_tools))
        if version
    ]
    return display_path(project.root) + (f" ({', '.join(versions)})" if versions else "")


def place(project: Project, location: Location) -> str:
    """Return a location as ``path:line:column``, counted from 1; a file that is absent has no line.

    The path is the shortest that works from the current folder.
    """
    path = display_path(project.file(location.path))
    source = project.source(location.path)
    if source is None:
        return path
    line, character = source.lines.position(location.span.start)
    return f"{path}:{line + 1}:{character + 1}"


def display_path(path: Path) -> str:
    """Return a path as a person would write it from the current folder."""
    here = Path.cwd()
    return printable(str(path.relative_to(here) if path.is_relative_to(here) else path))


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number and its noun: ``1 file``, ``2 files``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def _block(project: Project, finding: Finding, style: Style) -> str:
    locations = [finding.location, *(related.location for related in finding.related)]
    width = max(_number_width(project, location) for location in locations)
    head = style.severity(finding.severity, f"{finding.severity.label}[{finding.rule}]")
    lines = [f"{head}: {style.paint(Role.STRONG, printable(finding.message))}"]
    lines += _picture(project, finding.location, width, finding.severity, style)
    for related in finding.related:
        lines.append(f"{style.paint(Role.STRONG, 'note')}: {printable(related.message)}")
        lines += _picture(project, related.location, width, Severity.INFO, style)
    margin = " " * width
    footer = []
    if finding.upstream is not None:
        upstream = finding.upstream
        footer.append(("", f"{upstream.speaker}: {printable(upstream.message)}"))
    for fix in finding.fixes:
        label = "fix: " if fix.is_safe else "fix (unsafe): "
        footer.append((label, printable(fix.title)))
    if footer:
        lines.append(style.paint(Role.GUTTER, f"{margin} |"))
    equals = style.paint(Role.GUTTER, f"{margin} =")
    lines += [f"{equals} {style.paint(Role.STRONG, label)}{text}" for label, text in footer]
    return "\n".join(lines) + "\n"


def _without_secrets(checked: Checked) -> Project:
    """Return the project with asterisks for what nobody shall read in a log.

    Everything else stays where it is.
    """
    rests: dict[str, dict[int, Span]] = {}
    for finding in checked.findings:
        path, end = finding.location.path, finding.location.span.end
        source = checked.project.source(path)
        if source is not None and Tag.SENSITIVE in finding.tags:
            line = source.lines.line_at(end)
            rest = Span(end, source.lines.line_span(line).end)
            # The first one of a line hides what stands behind the others, too.
            rests.setdefault(path, {}).setdefault(line, rest)
    texts = {path: checked.project.text(path) or "" for path in rests}
    hidden = {
        path: apply(
            text, [(rest, _INK.sub("*", rest.slice(text))) for rest in rests[path].values()]
        )
        for path, text in texts.items()
    }
    return checked.project.with_texts(hidden) if hidden else checked.project


_INK = re.compile(r"[^\s:]")


def _picture(
    project: Project, location: Location, width: int, severity: Severity, style: Style
) -> list[str]:
    arrow = style.paint(Role.GUTTER, f"{' ' * width}-->")
    lines = [f"{arrow} {place(project, location)}"]
    source = project.source(location.path)
    if source is not None and source.text:
        lines += excerpt(source.lines, location, width, severity, style)
    return lines


def _number_width(project: Project, location: Location) -> int:
    source = project.source(location.path)
    return 1 if source is None else number_width(source.lines, location.span)
