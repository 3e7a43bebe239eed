"""Reading a text: the front of the package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.cursor import MAX_DEPTH
from zdd_lsp.syntax.earlier import Earlier
from zdd_lsp.syntax.lines import Lines
from zdd_lsp.syntax.nodes import Tree
from zdd_lsp.syntax.stream import StreamReader
from zdd_lsp.syntax.values import expansion_problems
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Dialect, Problem

MAX_CHARACTERS: Final = 1_000_000
"""How much of a text is analysed; the largest real file of this kind has 76 000 characters."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read(text: str, dialect: Dialect, earlier: Tree | None = None) -> Tree:
    """Read a YAML text, whatever is wrong with it.

    Args:
        text: The text of the file. A byte order mark belongs to it.
        dialect: Whose reading counts.
        earlier: The tree of nearly the same text, of which parts are taken over. The result is
            the same as without it.

    Returns:
        A tree of all that could be recognised, and everything that is wrong. It never raises.
    """
    limit = _limit(text)
    marked = text.startswith("\ufeff")
    # symfony/yaml takes a byte order mark for the beginning of the first key.
    known = None
    if earlier is not None and _helps(earlier, text, dialect):
        known = Earlier(earlier, text)
        lines = known.lines
    else:
        lines = Lines.of(text, 1 if marked and not dialect.is_symfony else 0, limit)
    reader = StreamReader(text, lines, dialect, None if lines.tabs else known)
    if marked and dialect.is_symfony:
        reader.report(problems.byte_order_mark(Span(0, 1)))
    try:
        documents = reader.stream()
    except RecursionError:
        # The caller's own depth may leave fewer levels of Python's stack than MAX_DEPTH needs.
        documents = []
        reader.report(problems.nesting(Span(0, min(1, len(text))), MAX_DEPTH))
    if reader.aliases:
        reader.problems += expansion_problems(reader.aliases)
    control = _CONTROL.search(text, 0, limit)
    if control:
        span, fatal = Span(*control.span()), not dialect.is_symfony
        reader.report(problems.control_character(span, control.group(), fatal=fatal))
    if limit < len(text):
        reader.report(problems.too_large(Span(limit, limit), MAX_CHARACTERS))
    reader.problems.sort(key=_place)
    return Tree(
        text,
        dialect,
        documents,
        reader.comments,
        reader.problems,
        reader.anchors,
        lines=lines,
        is_reusable=len(documents) == 1 and reader.is_strictly_local,
    )


def _helps(earlier: Tree, text: str, dialect: Dialect) -> bool:
    """Tell whether an earlier tree is of any use for a text."""
    has_marks = earlier.text.startswith("\ufeff") or text.startswith("\ufeff")
    fits = earlier.dialect is dialect and len(text) <= MAX_CHARACTERS
    return fits and earlier.is_reusable and not has_marks


def _place(problem: Problem) -> Span:
    return problem.span


def _limit(text: str) -> int:
    """Return how much of a text to analyse: whole lines up to `MAX_CHARACTERS` characters."""
    if len(text) <= MAX_CHARACTERS:
        return len(text)
    return max(text.rfind("\n", 0, MAX_CHARACTERS), 0)
