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

GLUED_KEY: Final = re.compile(r"([A-Za-z_][\w.-]*|\"[^\"\\\r\n]+\"|'[^'\r\n]+')(:)(?=[^ \t\r\n:/])")
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


class _Reach(NamedTuple):
    """How far a plain scalar reaches: its lines, and the line behind it.

    ``colon`` is the line of it that holds a colon the parser takes for a key's.
    """

    pieces: list[_Piece]
    stop: int
    colon: _Piece | None = None


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
        if line + 1 >= self.lines.count or not self._may_go_on(line + 1, parent, place):
            colon = first if self._has_colon(first, place, is_last=True) else None
            reach = _Reach([first], line + 1, colon)
        elif not self.symfony:
            reach = self._reach(first, parent, place)
        elif place is Place.ALONE:
            reach = self._reach_of_block(first, parent)
        else:
            reach = self._reach_below(first, parent, place)
        pieces = reach.pieces
        scalar = Scalar(Span(pos, pieces[-1].end), self._joined_pieces(pieces))
        self._check_plain(scalar, first, reach)
        self._note_comments(pieces, reach.stop)
        self.line = reach.stop
        if self.symfony and place is Place.ALONE:
            self._check_lead(line, first)
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

    def _check_plain(self, scalar: Scalar, first: _Piece, reach: _Reach) -> None:
        """Report what a plain scalar must not be."""
        text = self.text
        known = len(self.problems)
        self.reserved(scalar)
        if len(self.problems) > known:
            return
        if not self.symfony and _NESTED.match(text, first.start, first.end):
            span = Span(first.start, first.start + 1)
            self.report(problems.syntax(span, "A block cannot begin on the line of its key."))
        elif reach.colon is not None:
            span = Span(reach.colon.start, reach.colon.end)
            self.report(problems.colon_in_value(span, span.slice(text)))
        elif len(reach.pieces) == 1 and first.start == self.lines.content[first.line]:
            glued = GLUED_KEY.match(text, first.start, first.end)
            if glued and glued[1][0] not in "\"'":
                self.report(problems.missing_space(Span(*glued.span(2)), fatal=False))

    def _check_lead(self, line: int, first: _Piece) -> None:
        """Report a blank line before a scalar on a line of its own: symfony/yaml stumbles."""
        lines = self.lines
        line -= 1
        while line >= 0 and lines.is_idle(line):
            if lines.is_blank(line):
                message = (
                    "symfony/yaml cannot read a value on a line of its own below a blank line."
                )
                self.report(problems.syntax(Span(first.start, first.end), message))
                return
            line -= 1

    def _has_colon(self, piece: _Piece, place: Place, *, is_last: bool) -> bool:
        """Tell whether a piece holds what the parser takes for a key's colon."""
        source = self.text[piece.start : piece.end]
        if not self.symfony:
            return source.endswith(":") or _COLON.search(source) is not None
        return place is Place.ENTRY and (": " in source or (source.endswith(":") and not is_last))

    # YAML

    def _reach(self, first: _Piece, parent: int, place: Place) -> _Reach:
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
        found = (piece for piece in pieces if self._has_colon(piece, place, is_last=True))
        return _Reach(pieces, pieces[-1].line + 1, next(found, None))

    # symfony/yaml

    def _reach_below(self, first: _Piece, parent: int, place: Place) -> _Reach:
        """Collect the lines of a scalar behind a key or dash.

        symfony/yaml takes every deeper line, whatever it holds, and looks for a comment when all
        are joined, so that a comment hides the lines below it.
        """
        lines = self.lines
        pieces = [first]
        colon = first if self._has_colon(first, place, is_last=True) else None
        is_hidden = first.comment is not None
        line = first.line + 1
        while colon is None and line < lines.count and self._is_deeper(line, parent):
            if not lines.is_blank(line) and not is_hidden:
                is_hidden = self.text[lines.content[line]] == "#"
                if not is_hidden:
                    pieces.append(self._piece(line))
                    is_hidden = pieces[-1].comment is not None
                    if self._has_colon(pieces[-2], place, is_last=False):
                        colon = pieces[-2]
                    elif self._has_colon(pieces[-1], place, is_last=True):
                        colon = pieces[-1]
            line += 1
        return self._without_keys(_Reach(pieces, line, colon))

    def _is_deeper(self, line: int, parent: int) -> bool:
        lines = self.lines
        if lines.is_blank(line):
            return lines.end[line] - lines.start[line] > parent
        return lines.indent[line] > parent and line not in lines.tabs

    def _reach_of_block(self, first: _Piece, parent: int) -> _Reach:
        """Collect the lines of a scalar that has a block of its own: all lines of the block."""
        lines = self.lines
        column = lines.indent[first.line]
        pieces = [first]
        colon = None
        line = first.line + 1
        while line < lines.count and (lines.is_idle(line) or lines.indent[line] >= column):
            if not self.may_look_ahead(1):
                break
            if not lines.is_idle(line):
                piece = self._piece(line)
                if parent < 0 and lines.indent[line]:
                    span = Span(piece.start, piece.end)
                    self.report(problems.indentation(span, lines.indent[line], 0))
                if colon is None and ": " in self._source_of(line):
                    colon = piece
                if pieces[-1].comment is None:
                    pieces.append(piece)
            line += 1
        if len(pieces) > 1 and colon is None and ": " in self._source_of(first.line):
            colon = first
        return self._without_keys(_Reach(pieces, line, colon))

    def _source_of(self, line: int) -> str:
        return self.text[self.lines.content[line] : self.lines.end[line]]

    def _without_keys(self, reach: _Reach) -> _Reach:
        """Cut a scalar that is refused before a line that was meant as a key."""
        if reach.colon is None:
            return reach
        for number, piece in enumerate(reach.pieces[1:], 1):
            if self.colon_of(piece.line, piece.start) is not None:
                kept, colon = reach.pieces[:number], reach.colon
                is_kept = colon in kept and ": " in self.text[colon.start : colon.end]
                return _Reach(kept, piece.line, colon if is_kept else None)
        return reach
