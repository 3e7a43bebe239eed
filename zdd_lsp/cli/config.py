"""``zdd-lsp config``: the value of every variable and where it comes from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zdd_lsp.cli.batch import each
from zdd_lsp.cli.selection import select
from zdd_lsp.cli.status import Status
from zdd_lsp.findings import Location
from zdd_lsp.report import json_v1, text
from zdd_lsp.report.printable import printable
from zdd_lsp.report.style import Role

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping

    from zdd_lsp.cli.console import Console
    from zdd_lsp.cli.selection import Target
    from zdd_lsp.project import Project
    from zdd_lsp.project.effective import Effective

_LONGEST = 60
"""Characters of a value that a line of text shows."""


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status."""
    targets = select(arguments.paths)
    projects = _effective(targets, arguments.stage, console)
    if arguments.format == "json":
        console.write(json_v1.config(projects))
    else:
        for project, stages in projects:
            console.heading(text.describe(project))
            for stage, variables in stages.items():
                _print_stage(project, stage, variables, console)
    return Status.CLEAN if targets else Status.NOTHING


def _effective(
    targets: list[Target], only: str | None, console: Console
) -> Iterator[tuple[Project, Mapping[str, Mapping[str, Effective]]]]:
    def look(target: Target) -> tuple[Project, Mapping[str, Mapping[str, Effective]]]:
        project = target.workspace().snapshot(target.root)
        stages = project.effective
        return project, stages if only is None else {only: stages.get(only, {})}

    return each(targets, look, console)


def _print_stage(
    project: Project, stage: str, variables: Mapping[str, Effective], console: Console
) -> None:
    style = console.style
    note = "  (variables of the Cloud Console override these)" if stage == "deploy" else ""
    console.write(f"\n{style.paint(Role.GUTTER, stage)}{style.paint(Role.FAINT, note)}\n")
    rows = [
        (printable(name), _show(effective.value), effective)
        for name, effective in variables.items()
    ]
    name_width = max((len(name) for name, _, _ in rows), default=0)
    value_width = max((len(value) for _, value, _ in rows), default=0)
    for name, value, effective in rows:
        line = f"  {name:<{name_width}}  {value:<{value_width}}  "
        if effective.path is None or effective.span is None:
            console.write(style.paint(Role.FAINT, line + effective.origin) + "\n")
            continue
        place = text.place(project, Location(effective.path, effective.span))
        origin = " (global)" if effective.origin == "global" and stage != "global" else ""
        console.write(f"{line}{place}{origin}\n")
    if not variables:
        console.write(style.paint(Role.FAINT, "  nothing\n"))


def _show(value: object) -> str:
    shown = printable(json.dumps(json_v1.plain(value), ensure_ascii=False))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 3] + "..."
