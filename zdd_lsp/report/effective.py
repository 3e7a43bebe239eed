"""The configuration in force, as a document to read: YAML with where each value comes from."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from zdd_lsp.report import json_v1
from zdd_lsp.report.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.project import Project
    from zdd_lsp.project.effective import Effective

_PLAIN_KEY = re.compile(r"[A-Z][A-Z0-9_]*", re.ASCII)


def document(project: Project) -> str:
    """Return every variable's value in each stage, by name, as YAML."""
    return "\n".join(_lines(project)) + "\n"


def _lines(project: Project) -> Iterator[str]:
    version = f" {printable(project.ece_tools)}" if project.ece_tools else ""
    yield f"# The variables that ece-tools{version} works with. This page cannot be edited."
    yield f"# {printable(str(project.root))}"
    for stage, variables in project.effective.items():
        yield ""
        if stage == "deploy":
            yield "# Variables of the Cloud Console override these."
        yield f"{stage}:" if variables else f"{stage}: {{}}"
        yield from _stage(project, stage, variables)


def _stage(project: Project, stage: str, variables: Mapping[str, Effective]) -> Iterator[str]:
    for name, effective in sorted(variables.items()):
        key = name if _PLAIN_KEY.fullmatch(name) else _json(name)
        value = _json(json_v1.plain(effective.value))
        yield f"  {key}: {value} # {_origin(project, stage, effective)}"


def _origin(project: Project, stage: str, effective: Effective) -> str:
    if effective.path is None or effective.span is None:
        return "default"
    source = project.source(effective.path)
    line = 0 if source is None else source.lines.position(effective.span.start)[0]
    origin = ", global" if effective.origin == "global" and stage != "global" else ""
    return f"{project.way_to(project.file(effective.path))}:{line + 1}{origin}"


def _json(value: object) -> str:
    """Return a value as JSON, which is YAML, too, with nothing in it that cannot be seen."""
    return printable(json.dumps(value, ensure_ascii=False))
