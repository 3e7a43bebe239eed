"""What another server for YAML says of a file, so that it is not said twice.

Such a server reads YAML as the standard has it. The platform's own parser does so, too, and our
reading for it therefore tells what the other server minds. That was compared with the one of Red
Hat, text by text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import Dialect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.project import Project
    from zdd_lsp.syntax.nodes import Problem
    from zdd_lsp.text.lines import LineIndex
    from zdd_lsp.text.span import Span

COMMON: Final = frozenset(
    {
        "anchor-syntax",
        "colon-in-value",
        "flow-syntax",
        "indentation",
        "missing-colon",
        "missing-space",
        "mixed-collection",
        "reserved-indicator",
        "syntax",
        "tab-indentation",
        "unclosed-flow",
        "unclosed-quote",
        "unexpected-characters",
        "unknown-escape",
    }
)
"""The kinds of problems with which a text is no YAML.

Another server may know more kinds, and be milder: to that of Red Hat an alias without an anchor is
worth a remark, and a second document, a control character or an odd key nothing at all.
"""
_TWICE: Final = "duplicate-key"
"""A mistake that leaves the rest of a text as it is."""


def said_by_neighbour(project: Project, path: str) -> frozenset[tuple[str, Span]]:
    """Return what another server says of a file as well.

    From the first line on that is no YAML, all that makes it none is its business. Parsers stop
    there, and after it two readers hardly find words for the same places.

    Args:
        project: The project.
        path: The path of one of its YAML files.

    Returns:
        The problems of the file that are the other's, each by the name of its rule and its span.
    """
    source = project.yaml(path)
    if source is None:
        return frozenset()
    ours = [each for each in project.problems(path) if each.kind in COMMON or each.kind == _TWICE]
    if not ours:
        return frozenset()
    standard = source
    if source.dialect is not Dialect.PLATFORM:
        standard = SourceFile(path, source.text, Dialect.PLATFORM)
    theirs = standard.verdict if project.with_verdicts else standard.tree.problems
    twice = {each.span for each in theirs if each.kind == _TWICE}
    first = _first(theirs, source.lines)
    return frozenset(
        (f"yaml-{each.kind}", each.span)
        for each in ours
        if (each.kind == _TWICE and each.span in twice)
        or (
            first is not None
            and _makes_unreadable(each, source.lines)
            and source.lines.line_at(each.span.start) >= first
        )
    )


def _first(found: Iterable[Problem], lines: LineIndex) -> int | None:
    """Return the first line that is no YAML."""
    unreadable = (each.span.start for each in found if _makes_unreadable(each, lines))
    start = min(unreadable, default=None)
    return None if start is None else lines.line_at(start)


def _makes_unreadable(problem: Problem, lines: LineIndex) -> bool:
    """Tell whether a text is no YAML because of a problem.

    A line of nothing but blanks may hold tabs, which symfony/yaml and the platform's parser refuse.
    """
    if problem.kind not in COMMON or not problem.fatal:
        return False
    line = lines.line_span(lines.line_at(problem.span.start))
    return problem.kind != "tab-indentation" or bool(line.slice(lines.text).strip())
