"""Comments that silence findings, and how far each one reaches.

``# zdd: ignore[rule-name] reason`` at the end of a line silences that line, alone on a line it
silences the next one. ``ignore-block`` silences the key or item that begins there with all that is
in it, and ``ignore-file`` the file. Several names are separated by commas. A comment of a shell
script in a block scalar, such as a hook, counts as well.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.syntax.nodes import Mapping, Scalar, Sequence, walk
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project.source import SourceFile

_MARK: Final = "zdd:"
_DIRECTIVE: Final = re.compile(r"#\s*zdd:\s*(ignore(?:-block|-file)?)\[([^\]\n\r]*)\](.*)")
_SHELL_COMMENT: Final = re.compile(r"(?<![^\s;&|])#")
_NAME: Final = re.compile(r"[^,\s](?:[^,]*[^,\s])?")


class Scope(Enum):
    """What a comment silences, by the word in it."""

    LINE = "ignore"
    BLOCK = "ignore-block"
    FILE = "ignore-file"


class Name(NamedTuple):
    """A rule's name or code in a comment, as written, and its place."""

    text: str
    span: Span


class Directive(NamedTuple):
    """A comment that silences findings.

    Attributes:
        scope: What it silences.
        comment: The place of the comment.
        span: The place of the directive, from its ``#`` to the closing bracket.
        word: The place of the word that names the scope.
        names: The rules that it names. They need not exist.
        reason: What stands behind the brackets.
        lines: The lines that it silences, counted from 0; all of them for the whole file.
        is_above: Whether it stands alone on a line, and silences what follows.
    """

    scope: Scope
    comment: Span
    span: Span
    word: Span
    names: tuple[Name, ...]
    reason: str
    lines: range
    is_above: bool

    @property
    def brackets(self) -> Span:
        """The place between the brackets."""
        return Span(self.word.end + 1, self.span.end - 1)


class Remark(NamedTuple):
    """A comment that may be meant for us.

    Attributes:
        span: Its place.
        shell: The lines of the script that it stands in; None for a comment of the YAML itself.
    """

    span: Span
    shell: range | None


def remarks(source: SourceFile) -> Iterator[Remark]:
    """Yield the comments of a file that are addressed to us, understood or not, in any order."""
    if _MARK not in source.text:
        return
    for comment in source.tree.comments:
        if _MARK in comment.text:
            yield Remark(comment.span, None)
    for document in source.tree.documents:
        for node in walk(document.root):
            if isinstance(node, Scalar) and node.header is not None:
                yield from _in_script(source, node)


def _in_script(source: SourceFile, script: Scalar) -> Iterator[Remark]:
    if source.text.find(_MARK, *script.span) < 0:
        return
    within = lines_of(source, script.span)
    for line in script.lines:
        match = _SHELL_COMMENT.search(source.text, *line)
        if match is not None and source.text.find(_MARK, match.start(), line.end) >= 0:
            yield Remark(Span(match.start(), line.end), within)


def directives(source: SourceFile) -> list[Directive]:
    """Return the comments of a file that silence findings, in the order of the text."""
    found = list(remarks(source))
    if not found:
        return []
    reach = _Reach(source)
    return sorted(
        (
            _directive(source, remark, match, reach)
            for remark in found
            for match in _DIRECTIVE.finditer(source.text, *remark.span)
        ),
        key=lambda directive: directive.span,
    )


def _directive(
    source: SourceFile, remark: Remark, match: re.Match[str], reach: _Reach
) -> Directive:
    scope = Scope(match[1])
    line = source.lines.line_at(remark.span.start)
    is_above = not source.text[source.lines.line_span(line).start : remark.span.start].strip()
    target = reach.following(line) if is_above else line
    if scope is Scope.FILE:
        lines = range(len(source.lines))
    elif remark.shell is not None:
        lines = remark.shell if scope is Scope.BLOCK else range(target, target + 1)
    else:
        lines = reach.of(target, scope)
    return Directive(
        scope=scope,
        comment=remark.span,
        span=Span(match.start(), match.end(2) + 1),
        word=Span(*match.span(1)),
        names=tuple(
            Name(name[0], Span(*name.span()))
            for name in _NAME.finditer(source.text, *match.span(2))
        ),
        reason=match[3].strip(),
        lines=lines,
        is_above=is_above,
    )


def lines_of(source: SourceFile, span: Span) -> range:
    """Return the lines that a span touches; a line break at its end belongs to its last line."""
    last = max(span.start, span.end - 1)
    return range(source.lines.line_at(span.start), source.lines.line_at(last) + 1)


class _Reach:
    """How far the comments at the lines of a file reach. The tree is walked once."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._following: dict[int, int] = {}
        self._scalars: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._blocks: dict[int, int] = {}
        for document in source.tree.documents:
            for node in walk(document.root):
                if isinstance(node, Scalar):
                    self._add_scalar(lines_of(source, node.span), is_block=node.header is not None)
                elif isinstance(node, Mapping):
                    for entry in node.entries:
                        self._add_block(lines_of(source, entry.span))
                elif isinstance(node, Sequence):
                    for item in node.items:
                        start = item.value.span.start if item.dash is None else item.dash.start
                        end = max(start, item.value.span.end)
                        self._add_block(lines_of(source, Span(start, end)))

    def _add_scalar(self, lines: range, *, is_block: bool) -> None:
        """Remember a text of several lines: a comment can only stand above it and at its ends."""
        if len(lines) == 1:
            return
        first, last = lines.start, lines.stop - 1
        self._scalars[first] = max(last, self._scalars.get(first, last))
        if not is_block:
            self._ends[last] = min(first, self._ends.get(last, first))

    def _add_block(self, lines: range) -> None:
        last = lines.stop - 1
        self._blocks[lines.start] = max(last, self._blocks.get(lines.start, last))

    def following(self, line: int) -> int:
        """Return the line that a comment alone on a line is about: the next that is no comment."""
        passed = []
        while line not in self._following:
            passed.append(line)
            line += 1
            text = self._source.lines.line_span(line).slice(self._source.text)
            if not text.lstrip().startswith("#"):
                self._following[passed[-1]] = line
                line = passed[-1]
        target = self._following[line]
        self._following.update(dict.fromkeys(passed, target))
        return target

    def of(self, line: int, scope: Scope) -> range:
        """Return the lines that a comment silences that is about a line.

        A text of several lines counts as one line, because no comment can stand within it.
        """
        if scope is Scope.BLOCK:
            return range(line, self._blocks.get(line, line) + 1)
        return range(self._ends.get(line, line), self._scalars.get(line, line) + 1)
