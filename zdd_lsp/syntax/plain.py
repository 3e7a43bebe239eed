"""Plain scalars in block context, which may go on over several lines."""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise
from typing import Final, NamedTuple

from zdd_lsp.syntax import fold, problems
from zdd_lsp.syntax.implicit import ImplicitKeyReader
from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.text.span import Span

GLUED_KEY: Final = re.compile(r"([A-Za-z_][\w.-]*|\"[^\"\\\r\n]+\"|'[^'\r\n]+')(:)(?=[^\s:/])")
"""A key whose value follows the colon at once."""
_COLON: Final = re.compile(r":(?=[ \t])")
_NESTED: Final = re.compile(r"[-?:](?=[ \t]|\Z)")


class Place(Enum):
    """Where a plain scalar stands, which decides how far symfony/yaml reads."""

    ENTRY = "behind a key"
    ITEM = "behind a dash"
    ALONE = "alone in a block of its own"


class _Piece(NamedTuple):
    """The part of a plain scalar that one line holds; its comment starts at ``comment``."""

    line: int
    start: int
    end: int
    comment: int | None


class PlainReader(ImplicitKeyReader):
    """Reads plain scalars."""

    def plain(self, line: int, pos: int, parent: int, place: Place) -> Scalar:
        """Read the plain scalar at ``pos`` and move to the line behind it.

        Args:
            line: The line of ``pos``.
            pos: Where the scalar begins.
            parent: The indentation of the block around it: deeper lines continue the scalar.
            place: Where it stands.
        """
        first = _Piece(line, pos, *self.text_end(line, pos))
        pieces, stop = [first], line + 1
        if stop < self.lines.count and self._may_go_on(stop, parent, place):
            if not self.symfony:
                pieces = self._pieces(first, parent)
                stop = pieces[-1].line + 1
            elif place is Place.ALONE:
                pieces, stop = self._pieces_of_block(first)
            else:
                pieces, stop = self._pieces_below(first, parent, place)
        scalar = Scalar(Span(pos, pieces[-1].end), self._joined_pieces(pieces))
        self._check_plain(scalar, pieces, place)
        self._note_comments(pieces, stop)
        self.line = stop
        return scalar

    def _may_go_on(self, line: int, parent: int, place: Place) -> bool:
        """Tell whether ``line`` could continue a scalar; quick, since it hardly ever does."""
        lines = self.lines
        return (
            lines.indent[line] > parent
            or lines.is_blank(line)
            or (place is Place.ALONE and lines.is_idle(line))
        )

    def _piece(self, line: int) -> _Piece:
        pos = self.lines.content[line]
        return _Piece(line, pos, *self.text_end(line, pos))

    def _joined_pieces(self, pieces: list[_Piece]) -> str:
        text, lines = self.text, self.lines
        parts = [text[pieces[0].start : pieces[0].end]]
        if len(pieces) == 1:
            return parts[0]
        for last, piece in pairwise(pieces):
            blank = sum(lines.is_blank(line) for line in range(last.line + 1, piece.line))
            parts.extend([""] * blank)
            parts.append(text[piece.start : piece.end])
        return fold.plain(parts)

    def _note_comments(self, pieces: list[_Piece], stop: int) -> None:
        """Note the comments before line ``stop``, and report what symfony/yaml takes for one."""
        lines = self.lines
        last = pieces[-1]
        hidden: list[int] = []
        for line in range(last.line if len(pieces) == 1 else pieces[0].line + 1, stop):
            self.line = line
            if line == last.line:
                if last.comment is not None:
                    self.comment(last.comment)
            elif not lines.is_idle(line):
                if line > last.line:
                    hidden.append(line)
            elif not lines.is_blank(line):
                self.comment(lines.content[line])
        if hidden:
            span = Span(lines.content[hidden[0]], lines.end[hidden[-1]])
            self.report(problems.ignored_text(span))

    def _check_plain(self, scalar: Scalar, pieces: list[_Piece], place: Place) -> None:
        """Report what a plain scalar must not be."""
        text = self.text
        first = pieces[0]
        known = len(self.problems)
        self.reserved(scalar)
        if len(self.problems) > known:
            return
        if not self.symfony and _NESTED.match(text, first.start, first.end):
            span = Span(first.start, first.start + 1)
            self.report(problems.syntax(span, "A block cannot begin on the line of its key."))
            return
        if not self.symfony or place is Place.ENTRY:
            for piece in pieces:
                if self._has_colon(piece, is_last=piece is pieces[-1]):
                    span = Span(piece.start, piece.end)
                    self.report(problems.colon_in_value(span, text[piece.start : piece.end]))
                    return
        if len(pieces) == 1 and first.start == self.lines.content[first.line]:
            glued = GLUED_KEY.match(text, first.start, first.end)
            if glued and glued[1][0] not in "\"'":
                self.report(problems.missing_space(Span(*glued.span(2)), fatal=False))

    def _has_colon(self, piece: _Piece, *, is_last: bool) -> bool:
        """Tell whether a piece holds what the parser takes for a key's colon."""
        source = self.text[piece.start : piece.end]
        if self.symfony:
            return ": " in source or (source.endswith(":") and not is_last)
        return source.endswith(":") or _COLON.search(source) is not None

    # YAML

    def _pieces(self, first: _Piece, parent: int) -> list[_Piece]:
        """Collect the lines of a scalar by YAML's rules; a key among them is none of it."""
        lines = self.lines
        pieces = [first]
        line = first.line + 1
        while pieces[-1].comment is None and not self.ends_document(line):
            if not lines.is_blank(line):
                content = lines.content[line]
                if lines.indent[line] <= parent or self.text[content] == "#":
                    break
                if self.colon_of(line, content) is not None:
                    break
                pieces.append(self._piece(line))
            line += 1
        return pieces

    # symfony/yaml

    def _pieces_below(self, first: _Piece, parent: int, place: Place) -> tuple[list[_Piece], int]:
        """Collect the lines of a scalar behind a key or dash.

        symfony/yaml takes every deeper line, whatever it holds, and looks for a comment when all
        are joined, so that a comment hides the lines below it.

        Returns:
            The pieces, and the line behind the scalar.
        """
        lines = self.lines
        pieces = [first]
        is_refused = place is Place.ENTRY and self._has_colon(first, is_last=True)
        is_hidden = first.comment is not None
        line = first.line + 1
        while not is_refused and line < lines.count and self._is_deeper(line, parent):
            if not lines.is_blank(line) and not is_hidden:
                is_hidden = self.text[lines.content[line]] == "#"
                if not is_hidden:
                    pieces.append(self._piece(line))
                    is_hidden = pieces[-1].comment is not None
                    is_refused = place is Place.ENTRY and (
                        self._has_colon(pieces[-2], is_last=False)
                        or self._has_colon(pieces[-1], is_last=True)
                    )
            line += 1
        return self._without_keys(pieces, line) if is_refused else (pieces, line)

    def _is_deeper(self, line: int, parent: int) -> bool:
        lines = self.lines
        if lines.is_blank(line):
            return lines.end[line] - lines.start[line] > parent
        return lines.indent[line] > parent and line not in lines.tabs

    def _pieces_of_block(self, first: _Piece) -> tuple[list[_Piece], int]:
        """Collect the lines of a scalar that has a block of its own: all lines of the block."""
        lines = self.lines
        column = lines.indent[first.line]
        pieces = [first]
        line = first.line + 1
        is_refused = False
        while line < lines.count and (lines.is_idle(line) or lines.indent[line] >= column):
            if not self.may_look_ahead(1):
                break
            if not lines.is_idle(line):
                is_refused = is_refused or ": " in self._source_of(line)
                if pieces[-1].comment is None:
                    pieces.append(self._piece(line))
            line += 1
        if is_refused and len(pieces) > 1:
            return self._without_keys(pieces, line)
        return pieces, line

    def _source_of(self, line: int) -> str:
        return self.text[self.lines.content[line] : self.lines.end[line]]

    def _without_keys(self, pieces: list[_Piece], stop: int) -> tuple[list[_Piece], int]:
        """Return the pieces of a scalar that is refused, up to a line that was meant as a key."""
        for number, piece in enumerate(pieces[1:], 1):
            if self.colon_of(piece.line, piece.start) is not None:
                return pieces[:number], piece.line
        return pieces, stop
