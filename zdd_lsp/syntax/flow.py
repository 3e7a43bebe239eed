"""Flow collections, ``[…]`` and ``{…}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.syntax import fold, problems
from zdd_lsp.syntax.cursor import MAX_DEPTH, MisfitError
from zdd_lsp.syntax.keys import KeyReader
from zdd_lsp.syntax.nodes import Entry, Item, Mapping, Scalar, Sequence, Style
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node

_PLAIN: Final = re.compile(
    r"""(?:
        [^ \t\r\n,\[\]{}:\#]++                     # text
        | :(?![ \t\r\n,\[\]{}]|\Z)                 # a colon that is no key's
        | (?<=[^ \t\r\n])\#                         # a sign that begins no comment
        | [ \t]++(?=[^ \t\r\n,\[\]{}:\#]|:(?![ \t\r\n,\[\]{}]|\Z))
    )++""",
    re.VERBOSE,
)
# symfony/yaml ends plain text only where an item, a key or a value may end. Only blanks separate
# words, and brackets may stand in a text if they match.
_SIGN = r"(?<=[^ \t\r\n,\[\]{}:])\#"
_SYMFONY_ITEM: Final = re.compile(
    rf"""(?:
        [^\r\n,\[\]{{}}\ \t\#:]++ | {_SIGN} | :(?![ \r\n]|\Z) | \{{[^\r\n,\[\]{{}}\#]*+\}}
        | [ \t]++(?=[^\r\n,\[\]{{}}\ \t\#:]|:(?![ \r\n]|\Z))
    )++""",
    re.VERBOSE,
)
_SYMFONY_KEY: Final = re.compile(
    rf"""(?:
        [^\r\n,\[\]{{}}\ \t\#:]++ | {_SIGN} | :(?![ \r\n,\[\]{{}}]|\Z)
        | [ \t]++(?=[^\r\n,\[\]{{}}\ \t\#:]|:(?![ \r\n,\[\]{{}}]|\Z))
    )++""",
    re.VERBOSE,
)
_SYMFONY_VALUE: Final = re.compile(
    rf"""(?:
        [^\r\n,\[\]{{}}\ \t\#]++ | {_SIGN} | \[[^\r\n,\[\]{{}}\#]*+\]
        | [ \t]++(?=[^\r\n,\[\]{{}}\ \t\#])
    )++""",
    re.VERBOSE,
)
_BLANKS: Final = re.compile(r"  +")
_KEYLIKE: Final = re.compile(
    r"""(?:
        "(?:[^"\\]|\\.)*+"
        | '(?:[^']|'')*+'
        | [^ \t\[\]{},"'\#][^:]*+(?::(?=[^ \t])[^:]*+)*+
    )[ \t]*+:(?=[ \t]|\Z)""",
    re.VERBOSE,
)
"""What looks like an implicit key, within its line."""
_DASH: Final = re.compile(r"-(?=[ \t]|\Z)")
_EXPLICIT: Final = re.compile(r"\?(?=[ \t\r\n]|\Z)")
_BRACKET: Final = re.compile(r"[\[\]{}]")
_MAX_TRIAL_DEPTH: Final = 20
"""How deeply a flow collection may be nested to be read on trial."""


class _Outer(NamedTuple):
    """Where an outermost flow collection starts."""

    pos: int
    line: int
    column: int


class FlowReader(KeyReader):
    """Reads flow collections.

    A collection that is left open ends before the line that must be the next key or item of the
    block around it. Which line that is can only be guessed, since no line within a collection
    needs to be indented; so, where one looks like a key of the block, the collection is first
    read on trial: if it turns out to be well formed, the line is a part of it.
    """

    _outer: _Outer | None = None
    _trusted = 0
    """The end of the last outermost collection that was well formed on trial."""
    _distrusted = -1
    """The start of the last one that was not."""

    def flow(self, pos: int, column: int, depth: int) -> tuple[Node, int]:
        """Read the flow collection that opens at ``pos``.

        Args:
            pos: The offset of ``[`` or ``{``.
            column: The indentation of the block around it.
            depth: How many collections enclose it.
        """
        self._outer = _Outer(pos, self.line, column)
        return self._flow_collection(pos, column, depth)

    def flow_on_trial(self, pos: int, line: int, column: int) -> tuple[int, int] | None:
        """Read the flow collection at ``pos`` without any effect.

        Returns:
            Where it ends, offset and line; None if it is not well formed.
        """
        if not self.may_look_ahead(1 + len(self.anchors)):
            return None
        probe = FlowReader(self.text, self.lines, self.dialect)
        probe.trial = True
        probe.line = line
        probe.anchors = self.anchors.copy()
        probe.open_anchors = self.open_anchors.copy()
        probe._lookahead = self._lookahead
        try:
            _, end = probe.flow(pos, column, MAX_DEPTH - _MAX_TRIAL_DEPTH)
        except MisfitError:
            return None
        finally:
            self._lookahead = probe._lookahead
        return end, probe.line

    def _flow_collection(self, pos: int, column: int, depth: int) -> tuple[Node, int]:
        is_map = self.text[pos] == "{"
        span = Span(pos, pos + 1)
        node = Mapping(span, [], flow=True) if is_map else Sequence(span, [], flow=True)
        if depth >= MAX_DEPTH:
            self.report(problems.nesting(span, MAX_DEPTH))
            end = self._skip_collection(pos)
        else:
            end = self._flow_contents(node, pos, column, depth)
        node.span = Span(pos, end)
        return node, end

    def _skip_collection(self, pos: int) -> int:
        """Return the end of the collection at ``pos``, or of its line if it goes on."""
        level = 0
        for match in _BRACKET.finditer(self.text, pos, self.line_end()):
            level += 1 if match.group() in "[{" else -1
            if not level:
                return match.end()
        return self.line_end()

    def _flow_contents(self, node: Mapping | Sequence, pos: int, column: int, depth: int) -> int:
        """Read up to the closing bracket into ``node``; return where the collection ends."""
        close = "}" if isinstance(node, Mapping) else "]"
        seen: dict[str, Entry] = {}
        end = pos + 1
        wants_comma = False
        while True:
            at = self._flow_space(end, column)
            if at is None:
                self.report(problems.unclosed_flow(Span(pos, pos + 1), self.text[pos]))
                return end
            char = self.text[at]
            if char in "]}":
                if char != close:
                    self._misplaced(at, f"{close} is expected here, not {char}.")
                return at + 1
            if char == ",":
                if not wants_comma and not self.symfony:
                    self._misplaced(at, "A value is missing before this comma.")
                wants_comma = False
                end = at + 1
                continue
            if wants_comma:
                self._misplaced(at, "A comma is missing before this value.")
            end = self._flow_item(node, seen, at, column, depth)
            wants_comma = True

    def _misplaced(self, pos: int, message: str) -> None:
        self.report(problems.flow_syntax(Span(pos, pos + 1), message))

    # Between the values

    def _flow_space(self, pos: int, column: int) -> int | None:
        """Skip blanks, breaks and comments inside a flow collection.

        Returns:
            The offset of the next character; None, with nothing skipped, where the collection is
            left open.
        """
        lines, text = self.lines, self.text
        first, comments = self.line, len(self.comments)
        pos = self.skip_space(pos)
        while pos >= lines.end[self.line] or text[pos] == "#":
            if pos < lines.end[self.line]:
                self.comment(pos)
            following = self._flow_next(self.line + 1)
            if self._ends_flow(following, column):
                del self.comments[comments:]
                self.line = first
                return None
            self.line = following
            pos = lines.content[following]
        return pos

    def _flow_start(self, pos: int, column: int, stop: str) -> int | None:
        """Return where a value behind ``pos`` starts.

        None, with nothing skipped, where there is none: a character of ``stop`` follows.
        """
        line, comments = self.line, len(self.comments)
        at = self._flow_space(pos, column)
        if at is None or self.text[at] not in stop:
            return at
        del self.comments[comments:]
        self.line = line
        return None

    def _flow_next(self, line: int) -> int:
        """Return the first line from ``line`` on that is not blank."""
        lines = self.lines
        while line < lines.count and lines.content[line] == lines.end[line]:
            line += 1
        return line

    def _ends_flow(self, line: int, column: int) -> bool:
        """Tell whether ``line`` lies behind a collection that is still open."""
        lines, text = self.lines, self.text
        if line >= lines.count:
            return True
        content = lines.content[line]
        if self.symfony:
            if lines.indent[line] < column and text[content] != "#":
                return True
        elif self.ends_document(line):
            return True
        if self.trial:
            return not self.may_look_ahead(1)
        if lines.indent[line] > column or not (
            text.startswith("- ", content) or _KEYLIKE.match(text, content, lines.end[line])
        ):
            return False
        return not self._is_trusted(content)

    def _is_trusted(self, pos: int) -> bool:
        """Tell whether the outermost collection is well formed and goes on at ``pos``."""
        outer = self._outer
        if outer is None or pos < self._trusted:
            return True
        if outer.pos == self._distrusted:
            return False
        end = self.flow_on_trial(*outer)
        if end is None or not self._is_followed_well(*end):
            self._distrusted = outer.pos
            return False
        self._trusted = end[0]
        return True

    def _is_followed_well(self, pos: int, line: int) -> bool:
        """Tell whether a collection may end at ``pos``: nothing or a comment follows."""
        rest = self.text[pos : self.lines.end[line]].lstrip(" \t")
        return self.symfony or not rest or rest[0] in "#:"

    # Values

    def _flow_item(
        self, node: Mapping | Sequence, seen: dict[str, Entry], pos: int, column: int, depth: int
    ) -> int:
        """Read one item or one key and value into ``node``; return where it ends."""
        is_map = isinstance(node, Mapping)
        first_line = self.line
        explicit = not self.symfony and _EXPLICIT.match(self.text, pos) is not None
        start = self._flow_start(pos + 1, column, ",]}") if explicit else pos
        if start is None:
            end = pos + 1
            key: Node = Scalar(Span(end, end), "", Style.ABSENT)
        else:
            pattern = _SYMFONY_KEY if is_map else _SYMFONY_ITEM
            key, end = self._flow_value(start, column, depth, pattern)
        colon = None
        if is_map or explicit or first_line == self.line:
            colon = self._flow_colon(key, end, column, anywhere=is_map or explicit)
        if colon is None:
            if isinstance(node, Mapping):
                self._check_lone_key(key)
                node.entries.append(Entry(key, None, Scalar(Span(end, end), "", Style.ABSENT)))
            else:
                node.items.append(Item(None, key))
            return end
        at = self._flow_start(colon.end, column, ",]}")
        if at is None:
            end = colon.end
            value: Node = Scalar(Span(end, end), "", Style.ABSENT)
        else:
            value, end = self._flow_value(at, column, depth, _SYMFONY_VALUE)
        entry = Entry(key, colon, value)
        if isinstance(node, Mapping):
            self.note_key(entry, seen)
            node.entries.append(entry)
        else:
            pair = Mapping(Span(entry.span.start, end), [entry], flow=True)
            node.items.append(Item(None, pair))
        return end

    def _flow_colon(self, key: Node, end: int, column: int, *, anywhere: bool) -> Span | None:
        """Find the colon behind a key that ends at ``end``, on its line or ``anywhere`` below."""
        line, comments = self.line, len(self.comments)
        at = self._flow_space(end, column) if anywhere else self.skip_space(end)
        if at is not None and self.text.startswith(":", at):
            quoted = isinstance(key, Scalar) and key.style in (Style.SINGLE, Style.DOUBLE)
            adjacent = quoted or not isinstance(key, Scalar)
            if adjacent or self.text[at + 1 : at + 2] in (*" \t\r\n,[]{}", ""):
                return Span(at, at + 1)
        self.line = line
        del self.comments[comments:]
        return None

    def _check_lone_key(self, key: Node) -> None:
        """Report an item of a flow map without a value: null in YAML, an error in symfony/yaml."""
        if isinstance(key, Scalar) and key.style is Style.PLAIN:
            before, glued, after = key.text.partition(":")
            if glued and before and after:
                colon = key.span.start + len(before)
                self.report(problems.missing_space(Span(colon, colon + 1), fatal=self.symfony))
                return
        if self.symfony:
            message = "A map in braces needs a value for each key."
            self.report(problems.flow_syntax(key.span, message))

    def _flow_value(
        self, pos: int, column: int, depth: int, pattern: re.Pattern[str]
    ) -> tuple[Node, int]:
        """Read one value; ``pattern`` is what plain text is made of for symfony/yaml."""
        char = self.text[pos]
        if char in "&!":
            return self._flow_named(pos, column, depth, pattern)
        if char in "[{":
            return self._flow_collection(pos, column, depth + 1)
        if char in "\"'":
            return self.quoted(pos, column)
        if char == "*":
            return self.alias(pos)
        return self._flow_plain(pos, column, pattern if self.symfony else _PLAIN)

    def _flow_named(
        self, pos: int, column: int, depth: int, pattern: re.Pattern[str]
    ) -> tuple[Node, int]:
        """Read a value that begins with its anchor or tag."""
        anchor, tag, start = self.properties(pos)
        if anchor is None and tag is None:
            return self._flow_plain(pos, column, pattern)
        at = self._flow_start(start, column, ",]}:")
        if at is None:
            end = max(p.span.end for p in (anchor, tag) if p is not None)
            return self.name_node(Scalar(Span(end, end), "", Style.ABSENT), anchor, tag), end
        if anchor is None:
            node, end = self._flow_value(at, column, depth, pattern)
        else:
            self.open_anchors.append(anchor.text)
            node, end = self._flow_value(at, column, depth, pattern)
            self.open_anchors.pop()
        return self.name_node(node, anchor, tag), end

    def _flow_plain(self, pos: int, column: int, pattern: re.Pattern[str]) -> tuple[Scalar, int]:
        """Read a plain scalar; it may go on over several lines."""
        text, lines = self.text, self.lines
        match = pattern.match(text, pos, lines.end[self.line])
        if match is None:
            return self._no_value(pos)
        parts = [match.group()]
        end = match.end()
        while self.skip_space(end) >= lines.end[self.line]:
            following = self._flow_next(self.line + 1)
            if self._ends_flow(following, column):
                break
            match = pattern.match(text, lines.content[following], lines.end[following])
            if match is None:
                break
            if self.symfony:
                # A line break counts for nothing there, and blanks for one.
                is_apart = end < lines.end[self.line] or lines.indent[following] > column
                parts.append(" " if is_apart else "")
            else:
                parts.extend([""] * (following - self.line - 1))
            parts.append(match.group())
            end = match.end()
            self.line = following
        if self.symfony:
            content = _BLANKS.sub(" ", "".join(parts))
        else:
            content = fold.plain(parts) if len(parts) > 1 else parts[0]
        if not self.symfony and _DASH.match(content):
            self._misplaced(pos, "A dash begins a list item only outside of brackets.")
        scalar = Scalar(Span(pos, end), content)
        self.reserved(scalar)
        return scalar, end

    def _no_value(self, pos: int) -> tuple[Scalar, int]:
        """Step over what cannot begin a value, such as a lone colon, so that reading goes on."""
        char = self.text[pos]
        if char == ":":
            return Scalar(Span(pos, pos), "", Style.ABSENT), pos
        self._misplaced(pos, f"{char} cannot stand here.")
        return Scalar(Span(pos, pos + 1), char), pos + 1
