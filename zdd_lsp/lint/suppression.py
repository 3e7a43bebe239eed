"""Edits that silence a finding: of its line, or of its file.

A comment is added where a comment may stand, or a name to a comment that is there. What can be
proposed is tried on the text before it is offered: the file must mean the same as before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Edit, Location
from zdd_lsp.lint.directives import Scope, lines_of
from zdd_lsp.lint.silence import Silence
from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import Mapping, Scalar, Sequence, walk
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project

_BOM: Final = "\ufeff"


def suppress_line(project: Project, finding: Finding) -> tuple[Edit, ...] | None:
    """Return the edit that silences a finding where it stands.

    A text of several lines counts as one line. Where no comment can stand at the line, as in a
    flow collection of several lines, the block that holds it is silenced.

    Returns:
        The edit; None where there is no such comment, because the file is none of YAML, has no
        text, or reads so badly that it is not certain what a comment would do.
    """
    source = project.source(finding.location.path)
    if not isinstance(source, SourceFile):
        return None
    return next(
        (edits for edits in _at_line(source, finding) if _holds(source, finding, edits)), None
    )


def suppress_file(project: Project, finding: Finding) -> tuple[Edit, ...] | None:
    """Return the edit that silences the rule of a finding in its file; see `suppress_line`."""
    source = project.source(finding.location.path)
    if not isinstance(source, SourceFile):
        return None
    return next(
        (edits for edits in _at_top(source, finding) if _holds(source, finding, edits)), None
    )


def _at_line(source: SourceFile, finding: Finding) -> Iterator[tuple[Edit, ...]]:
    line, outermost = _lines(source, finding.location.span.start)
    silence = Silence(source)
    for directive in silence.directives:
        if directive.scope is Scope.LINE and line in directive.lines:
            yield _merged(finding, directive.brackets, source)
    comment = f"# zdd: ignore[{finding.rule}]"
    content = _content(source, line)
    if _may_end_in_comment(source, content):
        yield (_edit(finding, content.end, f"  {comment}"),)
    yield _above(source, finding, line, comment)
    yield _above(source, finding, outermost, f"# zdd: ignore-block[{finding.rule}]")


def _at_top(source: SourceFile, finding: Finding) -> Iterator[tuple[Edit, ...]]:
    for directive in Silence(source).directives:
        if directive.scope is Scope.FILE:
            yield _merged(finding, directive.brackets, source)
    comment = f"# zdd: ignore-file[{finding.rule}]"
    yield _above(source, finding, 0, comment)
    # To symfony/yaml a head such as ``%YAML 1.2`` must come first, and a byte order mark is a part
    # of the first key.
    root = source.tree.root
    if root is not None:
        line = source.lines.line_at(root.span.start)
        yield _above(source, finding, line, comment)
        content = _content(source, line)
        if _may_end_in_comment(source, content):
            yield (_edit(finding, content.end, f"  {comment}"),)


def _lines(source: SourceFile, offset: int) -> tuple[int, int]:
    """Return the line where a comment about a place belongs, and the first of what holds it.

    The latter is the line on which the outermost collection or text of several lines begins that
    is written inline.
    """
    line = outermost = source.lines.line_at(offset)
    for document in source.tree.documents:
        for node in walk(document.root):
            start, end = node.span
            if not start <= offset <= end:
                continue
            first = source.lines.line_at(start)
            if isinstance(node, Scalar) and len(lines_of(source, node.span)) > 1:
                line = min(line, first)
                outermost = min(outermost, first)
            elif isinstance(node, (Mapping, Sequence)) and node.flow:
                outermost = min(outermost, first)
    return line, outermost


def _content(source: SourceFile, line: int) -> Span:
    """Return the place of a line without the blanks around it."""
    span = source.lines.line_span(line)
    text = span.slice(source.text)
    start = span.start + len(text) - len(text.lstrip(" \t" + _BOM))
    return Span(start, max(start, span.start + len(text.rstrip(" \t"))))


def _may_end_in_comment(source: SourceFile, content: Span) -> bool:
    """Tell whether a line has something in it and no comment yet."""
    comments = (each.span.start for each in source.tree.comments)
    return content.end > content.start and not any(
        content.start <= start < content.end for start in comments
    )


def _merged(finding: Finding, brackets: Span, source: SourceFile) -> tuple[Edit, ...]:
    """Return the edit that adds a rule to those that a comment names."""
    names = brackets.slice(source.text).rstrip(" \t,")
    text = f", {finding.rule}" if names.strip() else finding.rule
    return (_edit(finding, brackets.start + len(names), text),)


def _above(source: SourceFile, finding: Finding, line: int, comment: str) -> tuple[Edit, ...]:
    """Return the edit that puts a comment on a line of its own."""
    start = source.lines.line_span(line).start
    if line == 0 and source.text.startswith(_BOM):
        start += 1
    indentation = source.text[start : max(start, _content(source, line).start)]
    return (_edit(finding, start, f"{indentation}{comment}{eol(source.text)}"),)


def _edit(finding: Finding, offset: int, text: str) -> Edit:
    return Edit(finding.location.path, Span(offset, offset), text)


def _holds(source: SourceFile, finding: Finding, edits: tuple[Edit, ...]) -> bool:
    """Tell whether edits silence a finding and leave all else as it is."""
    text = apply(source.text, [(edit.span, edit.text) for edit in edits])
    after = SourceFile(source.path, text, source.dialect)
    start, end = finding.location.span
    # A place without extent, such as the beginning of a file, stays before what is inserted there.
    first = start + (end > start)
    shift = sum(len(edit.text) for edit in edits if edit.span.start < first)
    place = Location(finding.location.path, Span(start + shift, end + shift))
    return (
        Silence(after).of(replace(finding, location=place)) is not None
        and _problems(after) == _problems(source)
        and after.value(after.tree.root) == source.value(source.tree.root)
    )


def _problems(source: SourceFile) -> list[str]:
    """Return what is wrong with a file; symfony/yaml trips over comments that others pass over."""
    problems = source.verdict if source.dialect.is_symfony else source.tree.problems
    return [problem.kind for problem in problems]
