"""Findings and effective values for programs: version 1 of the contract in ``docs/json.md``.

Everything here is JSON by the letter. What JSON cannot say is an object with one key that begins
with ``$``: ``{"$float": "INF"}``.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from zdd_lsp import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zdd_lsp.findings import Edit, Finding, Fix, Related
    from zdd_lsp.project import Project
    from zdd_lsp.project.effective import Effective
    from zdd_lsp.report.checked import Checked
    from zdd_lsp.text.span import Span

VERSION = 1
"""Rises when a reader of the last version could be misled; new keys alone do not raise it."""

_NODES = 10_000
"""Values inside one effective value: aliases may make a short file mean an endless one."""
_DEPTH = 100

Json = dict[str, object]


def check(results: Iterable[Checked], urls: Mapping[str, str | None]) -> str:
    """Return the document of ``zdd-lsp check``.

    Args:
        results: The projects and their findings.
        urls: The page that explains a rule, by the rule's name.
    """
    projects: list[Json] = []
    findings: list[Json] = []
    for checked in results:
        project = checked.project
        root = str(project.root)
        projects.append(
            {
                "root": root,
                "commerce": project.commerce,
                "ece_tools": project.ece_tools,
                "ideal": checked.ideal,
            }
        )
        findings += [_finding(project, root, finding, urls) for finding in checked.findings]
    return _dump(
        {
            "version": VERSION,
            "tool": {"name": "zdd-lsp", "version": __version__},
            "projects": projects,
            "findings": findings,
        }
    )


def config(projects: Iterable[tuple[Project, Mapping[str, Mapping[str, Effective]]]]) -> str:
    """Return the document of ``zdd-lsp config``.

    Args:
        projects: The projects and the values that are in force in them, by stage and name.
    """
    return _dump(
        {
            "version": VERSION,
            "projects": [
                {
                    "root": str(project.root),
                    "stages": {
                        stage: {
                            name: _effective(project, effective)
                            for name, effective in variables.items()
                        }
                        for stage, variables in stages.items()
                    },
                }
                for project, stages in projects
            ],
        }
    )


def plain(value: object) -> object:
    """Return a value that ece-tools may hold as one that JSON can say.

    A float that is not finite becomes ``{"$float": "INF"}``, ``"-INF"`` or ``"NAN"``, as PHP
    prints it. What lies beyond the limits of depth and size becomes ``{"$truncated": true}``.
    """
    return _plain(value, _DEPTH, [_NODES])


def _plain(value: object, depth: int, left: list[int]) -> object:
    if isinstance(value, dict | list | tuple):
        left[0] -= len(value)
        if depth == 0 or left[0] < 0:
            return {"$truncated": True}
        if isinstance(value, dict):
            return {str(key): _plain(inner, depth - 1, left) for key, inner in value.items()}
        return [_plain(inner, depth - 1, left) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": "NAN" if math.isnan(value) else "INF" if value > 0 else "-INF"}
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _finding(project: Project, root: str, finding: Finding, urls: Mapping[str, str | None]) -> Json:
    upstream = finding.upstream
    return {
        "project": root,
        "path": _path(project, finding.location.path),
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity.label,
        "range": _range(project, finding.location.path, finding.location.span),
        "message": finding.message,
        "upstream": upstream
        and {"tool": upstream.tool, "code": upstream.code, "message": upstream.message},
        "related": [_related(project, related) for related in finding.related],
        "fixes": [_fix(project, fix) for fix in finding.fixes],
        "url": urls.get(finding.rule) or None,
    }


def _related(project: Project, related: Related) -> Json:
    path, span = related.location.path, related.location.span
    return {
        "path": _path(project, path),
        "range": _range(project, path, span),
        "message": related.message,
    }


def _fix(project: Project, fix: Fix) -> Json:
    return {
        "title": fix.title,
        "applicability": fix.applicability.value,
        "edits": [_edit(project, edit) for edit in fix.edits],
    }


def _edit(project: Project, edit: Edit) -> Json:
    return {
        "path": _path(project, edit.path),
        "range": _range(project, edit.path, edit.span),
        "text": edit.text,
    }


def _effective(project: Project, effective: Effective) -> Json:
    path, span = effective.path, effective.span
    return {
        "value": plain(effective.value),
        "origin": effective.origin,
        "path": None if path is None else _path(project, path),
        "range": None if path is None or span is None else _range(project, path, span),
    }


def _path(project: Project, path: str) -> str:
    """Return the way to a file from the root of its project."""
    return project.way_to(project.file(path))


def _range(project: Project, path: str, span: Span) -> Json:
    source = project.source(path)

    def position(offset: int) -> Json:
        line, character = (0, 0) if source is None else source.lines.position(offset)
        return {"line": line, "character": character, "offset": offset}

    return {"start": position(span.start), "end": position(span.end)}


def _dump(document: Json) -> str:
    return json.dumps(document, allow_nan=False, separators=(",", ":")) + "\n"
