"""Leaving out what comments silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.lint.directives import Scope, directives
from zdd_lsp.project.source import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.lint.directives import Name
    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span


class Silence:
    """What the comments of a file silence.

    Attributes:
        source: The file.
        directives: Its comments, in the order of the text.
    """

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.directives = directives(source)
        self._whole: dict[str, Name] = {}
        self._lines: dict[str, dict[int, Name]] = {}
        # Of two that reach equally far the later one counts, so that none is painted twice; of
        # two that reach differently far the nearer one.
        reaches: dict[tuple[str, range], Name] = {}
        for directive in self.directives:
            for name in directive.names:
                if directive.scope is Scope.FILE:
                    self._whole.setdefault(name.text, name)
                    continue
                reaches[name.text, directive.lines] = name
                if directive.is_above:
                    # What is said about the file as a whole stands where the comment does.
                    own = source.lines.line_at(directive.span.start)
                    reaches.setdefault((name.text, range(own, own + 1)), name)
        for (text, lines), name in sorted(reaches.items(), key=lambda each: -len(each[0][1])):
            self._lines.setdefault(text, {}).update(dict.fromkeys(lines, name))

    def of(self, finding: Finding) -> Name | None:
        """Return the name in a comment that silences a finding, the nearest one."""
        span = finding.location.span
        lines = self.source.lines
        ends = (lines.line_at(span.start), lines.line_at(max(span.start, span.end - 1)))
        for text in (finding.rule, finding.code):
            for line in ends:
                name = self._lines.get(text, {}).get(line)
                if name is not None:
                    return name
        return self._whole.get(finding.rule) or self._whole.get(finding.code)


class Audit(NamedTuple):
    """What came of the comments.

    Attributes:
        kept: The findings that no comment silences.
        silences: The comments of the files that have some, by path.
        used: The places of the names in them that silence something.
    """

    kept: list[Finding]
    silences: dict[str, Silence]
    used: set[tuple[str, Span]]

    @classmethod
    def of(cls, project: Project, findings: Iterable[Finding]) -> Audit:
        """Sort out which findings of a project are silenced, and by what."""
        silences: dict[str, Silence] = {}
        for path in project.contents:
            source = project.source(path) if project.owns(path) else None
            if isinstance(source, SourceFile) and "zdd:" in source.text:
                silences[path] = Silence(source)
        audit = cls([], silences, set())
        audit.kept.extend(audit.left(findings))
        return audit

    def left(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that no comment silences; of the others take note."""
        for finding in findings:
            path = finding.location.path
            name = self.silences[path].of(finding) if path in self.silences else None
            if name is None:
                yield finding
            else:
                self.used.add((path, name.span))
