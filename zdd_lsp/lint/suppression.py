"""Comments that silence findings.

``# zdd: ignore[rule-name] reason`` at the end of a line silences that line, alone on a line it
silences the next one; ``# zdd: ignore-file[rule-name] reason`` silences the file. Several names
are separated by commas.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.source import SourceFile
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project

_DIRECTIVE: Final = re.compile(r"#\s*zdd:\s*(ignore|ignore-file)\[([^\]]*)\]")
_NAME: Final = re.compile(r"[^,\s](?:[^,]*[^,\s])?")


class Name(NamedTuple):
    """A rule's name or code in a comment, as written, and its place."""

    text: str
    span: Span


class Directive(NamedTuple):
    """A comment that silences findings.

    Attributes:
        word: The place of ``ignore`` or ``ignore-file``.
        names: The rules that it names. They need not exist.
        line: The line that it silences, counted from 0; None for the whole file.
    """

    word: Span
    names: tuple[Name, ...]
    line: int | None


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


def directives(source: SourceFile) -> Iterator[Directive]:
    """Yield the comments of a file that silence findings, in the order of the text."""
    if "zdd:" not in source.text:
        return
    for comment in source.tree.comments:
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            continue
        start = comment.span.start
        word = Span(start + match.start(1), start + match.end(1))
        names = tuple(
            Name(name[0], Span(start + name.start(), start + name.end()))
            for name in _NAME.finditer(comment.text, match.start(2), match.end(2))
        )
        if match[1] == "ignore-file":
            yield Directive(word, names, None)
            continue
        line = source.lines.line_at(start)
        alone = not source.text[source.lines.line_span(line).start : start].strip()
        yield Directive(word, names, line + alone)


def _directives(project: Project, path: str) -> tuple[set[str], set[tuple[int, str]]]:
    """Return the names silenced in a whole file, and those silenced on single lines."""
    source = project.source(path)
    whole: set[str] = set()
    lines: set[tuple[int, str]] = set()
    if not isinstance(source, SourceFile):
        return whole, lines
    for directive in directives(source):
        names = [name.text for name in directive.names]
        if directive.line is None:
            whole.update(names)
        else:
            lines.update((directive.line, name) for name in names)
    return whole, lines
