"""The last word on well-formedness: what the parser that really reads the file says.

The reader is tolerant and sees every problem where it arises; whether a text is refused is decided
by symfony/yaml's own rules for `.magento.env.yaml` and by ruamel.yaml for the platform's files.
The second opinion costs more than the reader, so it comes in a later pass.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.nodes import Dialect, Problem, Tree
from zdd_lsp.syntax.pause import go_on
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.symfony import Verdict, judge
from zdd_lsp.syntax.values import Values, difference
from zdd_lsp.text.lines import LineIndex
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.syntax.scalars import PhpValue

MAX_JUDGED: Final = 200_000
"""How many characters a second opinion is asked about; ruamel.yaml reads 1 MB in 5 s."""

_UNREAD: Final = frozenset({"alias-expansion", "nesting"})
"""Where the reader stopped at a limit of its own, its tree lacks what the parser reads."""


def judged(
    tree: Tree, pause: Callable[[], object] = go_on, values: Values | None = None
) -> list[Problem]:
    """Return the problems of a tree, corrected by the parser that decides.

    Problems that the parser does not mind are dropped; one that the reader did not see is added.

    Args:
        tree: The tree.
        pause: Is called every few lines. What it raises is not caught: the parser is broken off.
        values: The values of the tree, if somebody has them already.
    """
    ours = [problem for problem in tree.problems if problem.fatal]
    if len(tree.text) > MAX_JUDGED:
        return tree.problems
    if tree.dialect is Dialect.PLATFORM:
        theirs = _platform(tree, ours, pause)
    else:
        theirs = _symfony(tree, ours, pause, values or Values(tree))
    mild = [problem for problem in tree.problems if not problem.fatal]
    return sorted([*mild, *theirs], key=lambda problem: problem.span)


def symfony_refusals(text: str) -> list[Problem]:
    """Return why symfony/yaml without any flag refuses a text; nothing if it accepts it.

    In this way ece-tools reads `.magento.app.yaml`, which is written for another parser.
    """
    verdict = judge(text, constants=False) if len(text) <= MAX_JUDGED else None
    if verdict is None or verdict.ok or verdict.kind in _UNREAD:
        return []
    tree = read(text, Dialect.SYMFONY)
    # Without its flag symfony/yaml does not look at constants.
    ours = [each for each in tree.problems if each.fatal and each.kind != "undefined-constant"]
    return _refusals(tree, ours, verdict)


def _symfony(
    tree: Tree, ours: list[Problem], pause: Callable[[], object], values: Values
) -> list[Problem]:
    has_tags = tree.dialect is Dialect.SYMFONY_TAGS
    verdict = judge(tree.text, custom_tags=has_tags, pause=pause)
    if verdict.ok:
        return _misread(tree, ours, verdict.value, values)
    if verdict.kind in _UNREAD:
        return ours  # the judge reached a limit of its own, which symfony/yaml does not have
    return _refusals(tree, ours, verdict)


def _refusals(tree: Tree, ours: list[Problem], verdict: Verdict) -> list[Problem]:
    """Return the causes of a refusal, the one that symfony/yaml names with its message."""
    if not ours:
        span = _line_span(LineIndex(tree.text), max(verdict.line - 1, 0))
        return [problems.refused(verdict.kind, span, verdict.message)]
    cause = next((problem for problem in ours if problem.kind == verdict.kind), ours[0])
    quoted = replace(cause, upstream=verdict.message)
    return [quoted if problem is cause else problem for problem in ours]


def _misread(tree: Tree, ours: list[Problem], value: PhpValue, values: Values) -> list[Problem]:
    """Mark where symfony/yaml reads something else in an accepted text than the tree says.

    Tolerance has that price: what was taken for a slip may mean something to symfony/yaml.
    """
    if any(problem.kind in _UNREAD for problem in tree.problems):
        return []
    node = difference(tree.root, values, value)
    if node is None:
        return []
    if ours:
        return [problems.misread(problem.kind, problem.span, problem.repairs) for problem in ours]
    return [problems.misread("syntax", node.span)]


def _platform(tree: Tree, ours: list[Problem], pause: Callable[[], object]) -> list[Problem]:
    # ruamel.yaml takes 50 ms to import, which only the later pass may spend.
    from zdd_lsp.syntax.platform import refusal  # noqa: PLC0415 - see above

    refused = refusal(tree.text, pause)
    if refused is None:
        # What a person should not write although a parser takes it.
        return [problem for problem in ours if problem.kind == "duplicate-key"]
    if ours:
        return ours
    index = LineIndex(tree.text)
    line = _line_span(index, index.line_at(refused.offset))
    span = Span(max(min(refused.offset, line.end), line.start), line.end)
    return [problems.refused("syntax", span, refused.message)]


def _line_span(index: LineIndex, line: int) -> Span:
    """Return the span of a line's text, without its indentation."""
    span = index.line_span(line)
    text = span.slice(index.text)
    return Span(span.start + len(text) - len(text.lstrip()), span.end)
