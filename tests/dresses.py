"""The same YAML in other clothes: what a text may look like and still mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.project import SourceFile
from zdd_lsp.syntax.nodes import Dialect, Scalar, walk

if TYPE_CHECKING:
    from collections.abc import Callable


def as_it_is(text: str) -> str:
    """Return the text itself."""
    return text


def commented(text: str) -> str:
    """Return a text with a comment above and behind every line, and CRLF."""
    source = _source(text)
    inside = _inside(source)
    lines = []
    for number, line in enumerate(text.split("\n")):
        indent = line[: len(line) - len(line.lstrip())]
        if line and number not in inside:
            lines.append(f"{indent}# above {number}")
        is_end = number + 1 not in inside
        lines.append(f"{line}  # behind {number}" if line and is_end else line)
    return _same(text, "\n".join(lines)).replace("\n", "\r\n")


def spread(text: str) -> str:
    """Return a text with twice the indentation, after ``---``, without a final line break."""
    lines = [" " * (len(line) - len(line.lstrip(" "))) + line for line in text.split("\n")]
    return _same(text, "\n".join(["---", *lines]).rstrip("\n"))


DRESSES: Final[tuple[Callable[[str], str], ...]] = (as_it_is, commented, spread)


def _source(text: str) -> SourceFile:
    return SourceFile("a.yaml", text, Dialect.SYMFONY_TAGS)


def _inside(source: SourceFile) -> set[int]:
    """Return the lines that begin within a scalar."""
    found: set[int] = set()
    for node in walk(source.tree.root):
        if isinstance(node, Scalar):
            first, last = (source.lines.line_at(offset) for offset in node.span)
            found.update(range(first + 1, last + 1))
    return found


def _same(text: str, other: str) -> str:
    """Return the other text if it means the same and is as right, else the text."""
    old, new = _source(text), _source(other)
    kinds = [[problem.kind for problem in source.verdict] for source in (old, new)]
    is_same = old.value(old.tree.root) == new.value(new.tree.root)
    return other if is_same and kinds[0] == kinds[1] else text
