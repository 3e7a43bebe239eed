"""Comments that silence findings.

``# zdd: ignore[rule-name] reason`` at the end of a line silences that line, alone on a line it
silences the next one; ``# zdd: ignore-file[rule-name] reason`` silences the file. Several names
are separated by commas.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project

_DIRECTIVE: Final = re.compile(r"#\s*zdd:\s*(ignore|ignore-file)\[([^\]]*)\]")


def suppressed(project: Project, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no comment silences."""
    by_path: dict[str, tuple[set[str], set[tuple[int, str]]]] = {}
    kept = []
    for finding in findings:
        path = finding.location.path
        if path not in by_path:
            by_path[path] = _directives(project, path)
        whole, lines = by_path[path]
        source = project.source(path)
        if finding.rule in whole or finding.code in whole:
            continue
        if lines and source is not None:
            line = source.lines.line_at(finding.location.span.start)
            if (line, finding.rule) in lines or (line, finding.code) in lines:
                continue
        kept.append(finding)
    return kept


def _directives(project: Project, path: str) -> tuple[set[str], set[tuple[int, str]]]:
    """Return the names silenced in a whole file, and those silenced on single lines."""
    source = project.source(path)
    whole: set[str] = set()
    lines: set[tuple[int, str]] = set()
    if not isinstance(source, SourceFile) or "zdd:" not in source.text:
        return whole, lines
    for comment in source.tree.comments:
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            continue
        names = [name.strip() for name in match[2].split(",")]
        if match[1] == "ignore-file":
            whole.update(names)
            continue
        line = source.lines.line_at(comment.span.start)
        start = source.lines.line_span(line).start
        alone = not source.text[start : comment.span.start].strip()
        lines.update((line + alone, name) for name in names)
    return whole, lines
