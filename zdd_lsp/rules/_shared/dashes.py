"""How a dash goes that made a list item of a key: what the rule about mixed blocks offers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Edit, Fix
from zdd_lsp.text.edits import apply
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Problem

_KEY: Final = re.compile(r"-( +)(?=[^\s#\[{&*!|>%@`-][^#\r\n]*?:(?:[ \r\n]|\Z))")
"""A dash, and behind it a key."""

_Edits = list[tuple[Span, str]]


def without_dash(project: Project, path: str, problem: Problem) -> tuple[Fix, ...]:
    """Offer to take the dash of a key among keys away, where the file is sound there afterwards.

    A person has to agree: the key may belong into a list that has lost its own key.
    """
    source = project.yaml(path)
    match = _KEY.match(source.text, problem.span.start) if source is not None else None
    if source is None or match is None:
        return ()
    before = _faults(project, path)
    for edits in _ways(source, match):
        text = apply(source.text, edits)
        after = _faults(project.with_texts({path: text}), path)
        if after < before:
            parts = tuple(Edit(path, span, new) for span, new in edits)
            return (Fix("Remove the dash", parts, Applicability.UNSAFE),)
    return ()


def _ways(source: SourceFile, match: re.Match[str]) -> Iterator[_Edits]:
    """Yield what a dash may have been: too much, or in the place of a blank, as in a patch."""
    dash = Span(match.start(), match.start() + 1)
    moved = [(Span(match.start(), match.end()), ""), *_outdented(source, match)]
    replaced = [(dash, " ")]
    yield from (moved, replaced) if len(match[1]) == 1 else (replaced, moved)


def _outdented(source: SourceFile, match: re.Match[str]) -> Iterator[tuple[Span, str]]:
    """Yield what takes the lines below the dash as far to the left as the key goes."""
    lines, text = source.lines, source.text
    line = lines.line_at(match.start())
    column = match.start() - lines.line_span(line).start
    width = match.end() - match.start()
    for number in range(line + 1, len(lines)):
        span = lines.line_span(number)
        content = span.slice(text)
        words = content.lstrip(" ")
        indent = len(content) - len(words)
        if indent > column and words:
            yield Span(span.start, span.start + min(width, indent)), ""
        elif words and not words.startswith("#"):
            return


def _faults(project: Project, path: str) -> Counter[str]:
    """Return how often a file cannot be read, and why."""
    return Counter(problem.kind for problem in project.problems(path) if problem.fatal)
