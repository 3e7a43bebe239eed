"""Documents: the markers between them, the directives before them, their root nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.block import BlockReader
from zdd_lsp.syntax.nodes import Document, Mapping
from zdd_lsp.syntax.plain import Place
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node

_MARKER_WIDTH = 3


class StreamReader(BlockReader):
    """Reads the documents of a text."""

    def stream(self) -> list[Document]:
        """Read all documents."""
        documents: list[Document] = []
        lines = self.lines
        line = self._directives(0)
        while True:
            first = line
            begin = self._begin(line, is_first=not documents)
            root = self._document(first if begin is not None else self.line, begin)
            line = self.next_content(self.line)
            start = lines.start[first] if first < lines.count else len(self.text)
            end = lines.end[line - 1] if line else 0
            documents.append(Document(Span(start, max(start, end)), root))
            while self._is_marker(line, "..."):
                line = self._directives(self.next_content(line + 1))
            if line >= lines.count:
                return documents
            if not self.ends_document(line):
                # Content goes on after the root node: read it as a further document, so that its
                # keys are known, and say what is wrong with it.
                span = Span(lines.content[line], lines.end[line])
                self.report(problems.syntax(span, "The file's value ends before this line."))

    def _is_marker(self, line: int, marker: str) -> bool:
        lines = self.lines
        return (
            line < lines.count
            and self.text.startswith(marker, lines.start[line])
            and self.ends_document(line)
        )

    def _begin(self, line: int, *, is_first: bool) -> int | None:
        """Step over the marker before a document.

        Returns:
            Where its root begins on the line of the marker; None if `line` is the next to read.
        """
        self.line = line
        if not self._is_marker(line, "---"):
            return None
        start = self.lines.start[line]
        if not is_first:
            marker = Span(start, start + _MARKER_WIDTH)
            self.report(problems.multiple_documents(marker))
        if self.rest_is_empty(start + _MARKER_WIDTH):
            self.line = line + 1
            return None
        return self.skip_space(start + _MARKER_WIDTH)

    def _directives(self, line: int) -> int:
        """Skip ``%YAML`` and ``%TAG`` lines before a document."""
        first = line = self.next_content(line)
        comments, known = len(self.comments), len(self.problems)
        while line < self.lines.count and self.text.startswith("%", self.lines.start[line]):
            line = self.next_content(line + 1)
        if line == first or self._is_marker(line, "---"):
            return line
        del self.comments[comments:], self.problems[known:]
        return first

    def _document(self, line: int, pos: int | None) -> Node | None:
        """Read the root node, which starts on ``line`` or, if given, at ``pos`` on it."""
        if pos is not None:
            return self.value(line, pos, -1, 0, Place.ALONE)
        line = self.next_content(line)
        self.line = line
        if self.ends_document(line):
            return None
        lines = self.lines
        root = self.block_node(line, lines.content[line], lines.indent[line], -1, 0)
        is_late = False
        while isinstance(root, Mapping) and not root.flow:
            following = self.next_content(self.line)
            if self.ends_document(following):
                break
            is_late = True
            self.late_root(root, line, following)
            self.line = following
            self.entries(root, following, lines.content[following], lines.indent[following], -1, 0)
        if self.symfony and lines.indent[line] and not is_late:
            self.indented_root(line)
        return root
