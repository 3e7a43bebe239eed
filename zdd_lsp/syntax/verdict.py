"""The last word on well-formedness: what the parser that really reads the file says.

The reader is tolerant and sees every problem where it arises; whether a text is refused is decided
by symfony/yaml's own rules for `.magento.env.yaml` and by ruamel.yaml for the platform's files.
The second opinion costs more than the reader, so it comes in a later pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.nodes import Dialect, Problem, Tree
from zdd_lsp.syntax.symfony import judge
from zdd_lsp.syntax.values import Values, difference
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.scalars import PhpValue

MAX_JUDGED: Final = 200_000
"""How many characters a second opinion is asked about; ruamel.yaml reads 1 MB in 5 s."""

_UNJUDGED: Final = frozenset({"nesting", "too-large"})
"""Beyond the reader's limits the parsers that decide take their time, too."""


def judged(tree: Tree) -> list[Problem]:
    """Return the problems of a tree, corrected by the parser that decides.

    Problems that the parser does not mind are dropped; one that the reader did not see is added.
    """
    ours = [problem for problem in tree.problems if problem.fatal]
    if len(tree.text) > MAX_JUDGED or any(p.kind in _UNJUDGED for p in tree.problems):
        return tree.problems
    theirs = _platform(tree, ours) if tree.dialect is Dialect.PLATFORM else _symfony(tree, ours)
    mild = [problem for problem in tree.problems if not problem.fatal]
    return sorted([*mild, *theirs], key=lambda problem: problem.span)


def _symfony(tree: Tree, ours: list[Problem]) -> list[Problem]:
    verdict = judge(tree.text, custom_tags=tree.dialect is Dialect.SYMFONY_TAGS)
    if verdict.ok:
        return _misread(tree, ours, verdict.value)
    if not ours:
        span = _line_span(tree.text, max(verdict.line or 1, 1) - 1)
        ours = [problems.refused(verdict.kind or "syntax", span, verdict.message or "")]
    cause = next((problem for problem in ours if problem.kind == verdict.kind), ours[0])
    cause.upstream = verdict.message
    return ours


def _misread(tree: Tree, ours: list[Problem], value: PhpValue) -> list[Problem]:
    """Mark where symfony/yaml reads something else in an accepted text than the tree says.

    Tolerance has that price: what was taken for a slip may mean something to symfony/yaml.
    """
    if any(problem.kind == "alias-expansion" for problem in tree.problems):
        return []
    node = difference(tree.root, Values(tree), value)
    if node is None:
        return []
    if ours:
        return [problems.misread(problem.kind, problem.span, problem.repairs) for problem in ours]
    return [problems.misread("syntax", node.span)]


def _platform(tree: Tree, ours: list[Problem]) -> list[Problem]:
    # ruamel.yaml takes 50 ms to import, which only the later pass may spend.
    from zdd_lsp.syntax.platform import refusal  # noqa: PLC0415 - see above

    refused = refusal(tree.text)
    if refused is None:
        # What a person should not write although a parser takes it.
        return [problem for problem in ours if problem.kind == "duplicate-key"]
    if ours:
        return ours
    start = min(refused.offset, len(tree.text))
    end = max(start, _line_span(tree.text, tree.text.count("\n", 0, start)).end)
    return [problems.refused("syntax", Span(start, end), refused.message)]


def _line_span(text: str, line: int) -> Span:
    """Return the span of a line's text, without its indentation."""
    lines = text.split("\n")
    line = min(line, len(lines) - 1)
    start = sum(len(part) + 1 for part in lines[:line])
    content = lines[line].rstrip("\r")
    return Span(start + len(content) - len(content.lstrip()), start + len(content))
