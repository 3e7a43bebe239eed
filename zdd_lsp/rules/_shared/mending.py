"""Repairs of broken YAML that take another reading of the file to be sure of."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Edit, Fix
from zdd_lsp.project.editing import join
from zdd_lsp.syntax.nodes import Mapping, walk
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
    for edits in _ways(source, match):
        found = _mending(project, path, "Remove the dash", edits)
        if found:
            return found
    return ()


def joined(project: Project, path: str, problem: Problem) -> tuple[Fix, ...]:
    """Offer to join two blocks of one name, if they have no key in common.

    A person has to agree: one of the two may be older, or be meant for something else.
    """
    source = project.yaml(path)
    for node in walk(source.tree.root) if source is not None else ():
        if source is None or not isinstance(node, Mapping):
            continue
        second = next((each for each in node.entries if each.key.span == problem.span), None)
        if second is None:
            continue
        name = source.values.key(second)
        first = next(each for each in node.entries if source.values.key(each) == name)
        changes = join(source, first, second) if first is not second else None
        edits = [(change.span, change.text) for change in changes or ()]
        return _mending(project, path, f"Join it with the {name} above", edits) if edits else ()
    return ()


def _mending(project: Project, path: str, title: str, edits: _Edits) -> tuple[Fix, ...]:
    """Return the fix of some edits, if the file has fewer faults afterwards and no new one."""
    text = apply(project.text(path) or "", edits)
    if not _faults(project.with_texts({path: text}), path) < _faults(project, path):
        return ()
    parts = tuple(Edit(path, span, new) for span, new in edits)
    return (Fix(title, parts, Applicability.UNSAFE),)


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
