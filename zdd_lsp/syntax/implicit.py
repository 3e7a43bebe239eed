"""Implicit keys: what stands before a colon on one line of a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.cursor import COMMENT
from zdd_lsp.syntax.flow import FlowReader
from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node

BLOCK_HEADER: Final = re.compile(r"([|>])([1-9]?)([+-]?)([1-9]?)(?=[ \t]|\Z)")
DASH: Final = re.compile(r"-(?=[ \t]|\Z)")
_PLAIN: Final = re.compile(r"(?:[^:]++|:(?![ \t]|\Z))*+(?=:)")
_QUOTED: Final = re.compile(r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+')[ \t]*+(?=:(?:[ \t]|\Z))")
_OPENERS: Final = frozenset("\"'[{#-|>")
_FLOW_END: Final = re.compile(r"[\]}][ \t]*+:(?=[ \t]|\Z)")


class ImplicitKeyReader(FlowReader):
    """Finds and reads implicit keys."""

    def colon_of(self, line: int, pos: int) -> int | None:
        """Return the offset of the colon if an implicit key starts at ``pos`` on ``line``."""
        text, end = self.text, self.lines.end[line]
        if pos >= end:
            return None
        start = pos
        if text[pos] == "!" or (text[pos] == "&" and not self.symfony):
            pos = self._behind_properties(line, pos)
            if pos >= end:
                return None
        if text[pos] in _OPENERS:
            return self._behind_opener(line, pos)
        return self._behind_plain(pos, end, can_be_empty=pos > start or not self.symfony)

    def _behind_opener(self, line: int, pos: int) -> int | None:
        """Return the colon behind a key that begins with a character of `_OPENERS`, if it is one.

        What begins with a sign that stands for something else than a key is none.
        """
        text, end = self.text, self.lines.end[line]
        char = text[pos]
        if char in "\"'":
            match = _QUOTED.match(text, pos, end)
            return match.end() if match else None
        if char in "[{":
            return None if self.symfony else self._behind_flow(line, pos)
        if char == "#" or (DASH if char == "-" else BLOCK_HEADER).match(text, pos, end):
            return None
        return self._behind_plain(pos, end, can_be_empty=False)

    def _behind_properties(self, line: int, pos: int) -> int:
        """Return where the value behind anchor and tag starts, without any effect."""
        saved, known = self.line, len(self.problems)
        trial, self.trial = self.trial, False
        self.line = line
        _, _, pos = self.properties(pos)
        del self.problems[known:]
        self.line, self.trial = saved, trial
        return pos

    def _behind_flow(self, line: int, pos: int) -> int | None:
        """Return the colon behind a flow collection that is a key."""
        if not _FLOW_END.search(self.text, pos, self.lines.end[line]):
            return None
        found = self.flow_on_trial(pos, line, -1)
        if found is None or found[1] != line:
            return None
        match = _FLOW_END.match(self.text, found[0] - 1, self.lines.end[line])
        return match.end() - 1 if match else None

    def _behind_plain(self, pos: int, end: int, *, can_be_empty: bool) -> int | None:
        """Return the colon behind a plain key; symfony/yaml lets a key begin with a colon."""
        text = self.text
        if text[pos] == ":" and (pos + 1 == end or text[pos + 1] in " \t"):
            if can_be_empty:
                return pos
            match = _PLAIN.match(text, pos + 1, end)
        else:
            match = _PLAIN.match(text, pos, end)
        if match is None or COMMENT.search(text, pos, match.end()):
            return None
        return match.end()

    def implicit_key(self, pos: int, colon: int) -> Node:
        """Read the implicit key between ``pos``, on the current line, and its colon."""
        text = self.text
        anchor = tag = None
        if text[pos] == "!" or (text[pos] == "&" and not self.symfony):
            anchor, tag, pos = self.properties(pos)
        char = text[pos]
        node: Node
        if char in "\"'":
            node, _ = self.quoted(pos, 0)
        elif char in "[{" and not self.symfony:
            node, _ = self.flow(pos, -1, 0)
        elif char == "*" and not self.symfony:
            node, end = self.alias(pos, colon)
            if end == colon:
                message = "A blank must separate an alias from the colon behind it."
                self.report(problems.syntax(Span(colon, colon + 1), message))
        else:
            end = colon
            while end > pos and text[end - 1] in " \t":
                end -= 1
            node = Scalar(Span(pos, end), text[pos:end])
            if not self.symfony:
                self.reserved(node)
            elif text[pos] == "*":
                self._unresolved_key(node)
        return self.name_node(node, anchor, tag) if anchor or tag else node

    def _unresolved_key(self, key: Scalar) -> None:
        """Report an alias as a key, which symfony/yaml looks up among no anchors at all."""
        if len(key.text) > 1:
            self.report(problems.undefined_alias(key.span, key.text[1:]))
        else:
            self.report(problems.anchor_syntax(key.span, "*"))
