"""What stands within a line: properties, aliases, quoted and plain scalars, flow collections.

Everything here is tolerant: a missing end is reported at its beginning, and reading goes on where
a person would go on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import fold, problems
from zdd_lsp.syntax.nodes import (
    Alias,
    Comment,
    Dialect,
    Entry,
    Item,
    Mapping,
    Node,
    Problem,
    Property,
    Scalar,
    Sequence,
    Style,
)
from zdd_lsp.syntax.scalars import UNDEFINED, constant, symfony_plain, unescape_double
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.lines import Lines

MAX_DEPTH: Final = 100
"""How deeply values may be nested; deeper ones are reported and not analysed."""

_COMMENT: Final = re.compile(r"[ \t]#")
_COLON: Final = re.compile(r":(?=[ \t])")
_SPACE: Final = re.compile(r"[ \t]*")
_NAME: Final = re.compile(r"[^\s,\[\]{}]+")
_TAG: Final = re.compile(r"!(?:<[^>\s]*>|[^\s,\[\]{}]*)")
_DOUBLE_END: Final = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SINGLE_END: Final = re.compile(r"[^']*+(?:''[^']*+)*+'(?!')")
_FLOW_PLAIN: Final = re.compile(r"(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|\Z)|(?<=\S)#|[ \t]+(?=[^\s#,\[\]{}:]|:(?![\s,\[\]{}]|\Z)))+")
_KEYLIKE: Final = re.compile(
    r"""(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|[^\s\[\]{},"'#][^\r\n:]*(?::(?=\S)[^\r\n:]*)*)"""
    r"[ \t]*:(?=[ \t\r\n]|\Z)"
)
_QUOTES: Final = "\"'"


class InlineReader:
    """Reads one value that starts within a line.

    The methods take and return offsets. `line` is the line that holds the offset last returned.
    """

    def __init__(self, text: str, lines: Lines, dialect: Dialect) -> None:
        self.text = text
        self.lines = lines
        self.dialect = dialect
        self.line = 0
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node] = {}
        self.open_anchors: list[str] = []
        self.aliases: list[Alias] = []

    # Positions

    def line_end(self) -> int:
        """Return the offset of the end of the current line."""
        return self.lines.end[self.line]

    def skip_space(self, pos: int) -> int:
        """Return the offset of the next character on the line that is neither blank nor tab."""
        match = _SPACE.match(self.text, pos, self.line_end())
        return match.end() if match else pos

    def comment(self, pos: int) -> None:
        """Note the comment that starts at ``pos`` on the current line."""
        end = self.line_end()
        self.comments.append(Comment(Span(pos, end), self.text[pos:end]))

    def is_comment(self, pos: int) -> bool:
        """Tell whether a comment starts at ``pos``: a ``#`` after a blank or at a line's start."""
        return self.text.startswith("#", pos) and (
            pos == self.lines.start[self.line] or self.text[pos - 1] in " \t\n\r"
        )

    def rest_is_empty(self, pos: int) -> bool:
        """Tell whether nothing but a comment follows ``pos`` on its line; notes the comment."""
        pos = self.skip_space(pos)
        if pos >= self.line_end():
            return True
        if self.is_comment(pos):
            self.comment(pos)
            return True
        return False

    # Properties and aliases

    def properties(self, pos: int) -> tuple[Property | None, Property | None, int]:
        """Read an anchor and a tag, in either order; return them and where the value starts."""
        anchor = tag = None
        while pos < self.line_end():
            sign = self.text[pos]
            if sign == "&" and anchor is None:
                match = _NAME.match(self.text, pos + 1, self.line_end())
                end = match.end() if match else pos + 1
                if match is None:
                    if self.dialect.is_symfony:
                        break
                    self.problems.append(problems.anchor_syntax(Span(pos, end), "&"))
                anchor = Property(Span(pos, end), self.text[pos + 1 : end])
            elif sign == "!" and tag is None:
                match = _TAG.match(self.text, pos, self.line_end())
                end = match.end() if match else pos + 1
                if self.text.startswith(("!php/const ", "!php/enum "), pos):
                    end = self.text.index(" ", pos)
                tag = Property(Span(pos, end), self.text[pos:end])
            else:
                break
            pos = self.skip_space(end)
        if tag is not None:
            self.check_tag(tag)
        return anchor, tag, pos

    def check_tag(self, tag: Property) -> None:
        """Report a tag that symfony/yaml refuses."""
        name = tag.text
        if not self.dialect.is_symfony or name in _SYMFONY_TAGS or name.startswith("!php/"):
            return
        if self.dialect is Dialect.SYMFONY_TAGS and not name.startswith("!!"):
            return
        self.problems.append(problems.unsupported_tag(tag.span, name))

    def name_node(self, node: Node, anchor: Property | None, tag: Property | None) -> Node:
        """Give a node its properties and make its anchor known."""
        node.anchor = anchor
        node.tag = tag
        if tag is not None and tag.text.startswith("!php/") and self.dialect.is_symfony:
            self.check_constant(tag, node)
        if anchor is not None and anchor.text:
            self.anchors[anchor.text] = node
        return node

    def check_constant(self, tag: Property, node: Node) -> None:
        """Report a PHP constant or enumeration that cannot exist."""
        text = node.text if isinstance(node, Scalar) else ""
        name = (tag.text[11:] or text).strip()
        if tag.text == "!php/enum" or (
            tag.text.startswith("!php/const") and constant(name) is UNDEFINED
        ):
            span = Span(tag.span.start, max(tag.span.end, node.span.end))
            self.problems.append(problems.undefined_constant(span, name))

    def alias(self, pos: int) -> tuple[Alias, int]:
        """Read ``*name``."""
        match = _NAME.match(self.text, pos + 1, self.line_end())
        end = match.end() if match else pos + 1
        name = self.text[pos + 1 : end]
        node = Alias(Span(pos, end), name, self.anchors.get(name))
        if not name:
            self.problems.append(problems.anchor_syntax(node.span, "*"))
        elif name in self.open_anchors:
            self.problems.append(
                problems.circular_alias(node.span, name, fatal=self.dialect.is_symfony)
            )
        elif name not in self.anchors:
            self.problems.append(problems.undefined_alias(node.span, name))
        self.aliases.append(node)
        return node, end

    # Quoted scalars

    def quoted(self, pos: int, indent: int) -> tuple[Scalar, int]:
        """Read a quoted scalar at ``pos``; lines not deeper than ``indent`` look like the next key.

        A scalar without its closing quote is reported at the opening one and ends with its line.
        """
        quote = self.text[pos]
        first = self.line
        end = self.quote_end(pos, indent)
        if end is None:
            self.line = first
            stop = self.line_end()
            match = _COMMENT.search(self.text, pos, stop)
            if match:
                stop = match.start()
            while stop > pos + 1 and self.text[stop - 1] in " \t":
                stop -= 1
            self.problems.append(problems.unclosed_quote(Span(pos, pos + 1), stop, quote))
            style = Style.DOUBLE if quote == '"' else Style.SINGLE
            return Scalar(Span(pos, stop), self.text[pos + 1 : stop], style), stop
        return self.quoted_node(Span(pos, end), first), end

    def quote_end(self, pos: int, indent: int) -> int | None:
        """Find the end of a quoted scalar and move to its line; None where it is never closed."""
        text, lines = self.text, self.lines
        pattern = _DOUBLE_END if text[pos] == '"' else _SINGLE_END
        match = pattern.match(text, pos + 1, lines.end[-1])
        if match is None:
            return None
        end = match.end()
        line = self.line
        while lines.end[line] < end:
            line += 1
            content = lines.content[line]
            if lines.indent[line] <= indent and content < lines.end[line] and (
                text[content] == "-" or _KEYLIKE.match(text, content, lines.end[line])
            ):
                # The next key of the block: this quote was closed by the opening quote of another.
                return None
        if line != self.line:
            rest = text[end : lines.end[line]].strip()
            if rest and rest[0] not in ",]}:#":
                return None
        self.line = line
        return end

    def quoted_node(self, span: Span, first: int) -> Scalar:
        """Make the node of a quoted scalar that starts on line ``first`` and ends on this one."""
        inner = self.text[span.start + 1 : span.end - 1]
        if self.text[span.start] == "'":
            if first != self.line:
                inner = self.folded_quote(inner, double=False)
            return Scalar(span, inner.replace("''", "'"), Style.SINGLE)
        if first != self.line:
            inner = self.folded_quote(inner, double=True)
        value = inner
        if "\\" in inner:
            value, bad = unescape_double(inner)
            if bad is not None:
                self.unknown_escape(span)
        return Scalar(span, value, Style.DOUBLE)

    def folded_quote(self, inner: str, *, double: bool) -> str:
        """Fold the lines of a quoted scalar; escapes stay as they are, save escaped breaks."""
        parts = inner.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        keep_end = self.dialect.is_symfony
        out = [parts[0] if keep_end else _rstrip_unescaped(parts[0], double=double)]
        blank = 0
        for number, part in enumerate(parts[1:], 1):
            line = part.lstrip(" " if keep_end else " \t")
            if number < len(parts) - 1:
                line = line if keep_end else _rstrip_unescaped(line, double=double)
                if not line.strip(" "):
                    blank += 1
                    continue
            joined = double and _ends_with_escape(out[-1])
            if joined:
                out[-1] = out[-1][:-1]
            out.append("\n" * blank if blank else "" if joined else " ")
            out.append(line)
            blank = 0
        return "".join(out)

    def unknown_escape(self, span: Span) -> None:
        """Report every unknown escape sequence of a double-quoted scalar where it stands."""
        pos = span.start + 1
        while True:
            pos = self.text.find("\\", pos, span.end - 1)
            if pos < 0:
                return
            sequence = self.text[pos : pos + 2]
            if sequence[1:] not in "\r\n" and unescape_double(sequence)[1] is not None:
                self.problems.append(
                    problems.unknown_escape(
                        Span(pos, pos + 2), sequence, span, self.text[span.start : span.end]
                    )
                )
            pos += 2

    # Plain scalars

    def reserved(self, scalar: Scalar) -> None:
        """Report a plain scalar whose first character YAML reserves."""
        first = scalar.text[:1]
        if first and (first in "@`|>%" or (first in ",]}&*!" and not self.dialect.is_symfony)):
            self.problems.append(problems.reserved_indicator(scalar.span, scalar.text))

    # Flow collections

    def flow(self, pos: int, indent: int, depth: int) -> tuple[Node, int]:
        """Read the flow collection that opens at ``pos``.

        Args:
            pos: The offset of ``[`` or ``{``.
            indent: Lines that are not deeper and look like a block key end an unclosed collection.
            depth: How many collections enclose it.
        """
        sign = self.text[pos]
        close = "]" if sign == "[" else "}"
        is_map = sign == "{"
        node: Mapping | Sequence = (
            Mapping(Span(pos, pos + 1), [], flow=True)
            if is_map
            else Sequence(Span(pos, pos + 1), [], flow=True)
        )
        if depth >= MAX_DEPTH:
            self.problems.append(problems.nesting(Span(pos, pos + 1), MAX_DEPTH))
            end = self.line_end()
            node.span = Span(pos, end)
            return node, end
        seen: dict[str, Span] = {}
        cursor: int | None = pos + 1
        last = pos + 1
        wants_comma = False
        while True:
            cursor = self.flow_space(cursor, indent)
            if cursor is None:
                self.problems.append(problems.unclosed_flow(Span(pos, pos + 1), sign))
                node.span = Span(pos, last)
                return node, last
            char = self.text[cursor]
            if char == close:
                node.span = Span(pos, cursor + 1)
                return node, cursor + 1
            if char == ",":
                if not wants_comma and not self.dialect.is_symfony:
                    self.problems.append(
                        problems.flow_syntax(
                            Span(cursor, cursor + 1), "A value is missing before this comma."
                        )
                    )
                wants_comma = False
                cursor = last = cursor + 1
                continue
            if char in "]}":
                self.problems.append(
                    problems.flow_syntax(
                        Span(cursor, cursor + 1), f"{close} is expected here, not {char}."
                    )
                )
                node.span = Span(pos, cursor + 1)
                return node, cursor + 1
            if wants_comma:
                self.problems.append(
                    problems.flow_syntax(
                        Span(cursor, cursor + 1), "A comma is missing before this value."
                    )
                )
            cursor = last = self.flow_item(node, seen, cursor, indent, depth)
            wants_comma = True

    def flow_space(self, pos: int | None, indent: int) -> int | None:
        """Skip blanks, breaks and comments inside a flow collection.

        Returns:
            The offset of the next character, or None where the collection is left open: at the
            end of the text, or before a line that must be the next key of the enclosing block.
        """
        if pos is None:
            return None
        lines, text = self.lines, self.text
        pos = self.skip_space(pos)
        while pos >= lines.end[self.line] or self.is_comment(pos):
            if pos < lines.end[self.line]:
                self.comment(pos)
            following = self.line + 1
            while following < lines.count and lines.is_blank(following):
                following += 1
            if following >= lines.count:
                return None
            pos = lines.content[following]
            if lines.indent[following] <= indent and (
                text.startswith("- ", pos) or _KEYLIKE.match(text, pos, lines.end[following])
            ):
                return None
            self.line = following
        return pos

    def flow_item(
        self,
        node: Mapping | Sequence,
        seen: dict[str, Span],
        pos: int,
        indent: int,
        depth: int,
    ) -> int:
        """Read one item or one key and value into ``node``; return where it ends."""
        explicit = self.text[pos] == "?" and self.text[pos + 1 : pos + 2] in (" ", "\t", "\n", "\r")
        if explicit:
            pos = self.flow_space(pos + 1, indent) or pos + 1
        first_line = self.line
        key, end = self.flow_value(pos, indent, depth)
        here = self.skip_space(end)
        colon = None
        if self.text.startswith(":", here) and (
            isinstance(node, Mapping) or first_line == self.line or explicit
        ):
            following = self.text[here + 1 : here + 2]
            quoted = isinstance(key, Scalar) and key.style in (Style.SINGLE, Style.DOUBLE)
            if following in " \t\r\n,[]{}" or quoted or not isinstance(key, Scalar):
                colon = Span(here, here + 1)
        elif isinstance(node, Mapping) and end < len(self.text):
            saved = self.line
            after = self.flow_space(end, indent)
            if after is not None and self.text[after] == ":":
                colon = Span(after, after + 1)
            else:
                self.line = saved
        if colon is None:
            if isinstance(node, Mapping):
                self.flow_key_only(key)
                empty = Scalar(Span(end, end), "", Style.ABSENT)
                node.entries.append(Entry(key, None, empty))
            else:
                node.items.append(Item(None, key))
            return end
        value_at = self.flow_space(colon.end, indent)
        if value_at is None or self.text[value_at] in ",]}":
            value: Node = Scalar(Span(colon.end, colon.end), "", Style.ABSENT)
            end = colon.end
        else:
            value, end = self.flow_value(value_at, indent, depth)
        entry = Entry(key, colon, value)
        if isinstance(node, Mapping):
            self.note_key(entry, seen)
            node.entries.append(entry)
        else:
            pair = Mapping(Span(entry.span.start, end), [entry], flow=True)
            node.items.append(Item(None, pair))
        return end

    def flow_key_only(self, key: Node) -> None:
        """Report an item of a flow map that has no value: null in YAML, an error in symfony."""
        source = key.text if isinstance(key, Scalar) else ""
        match = re.match(r"[^\s:]+(:)\S", source)
        if match and isinstance(key, Scalar) and key.style is Style.PLAIN:
            colon = key.span.start + match.start(1)
            self.problems.append(
                problems.missing_space(Span(colon, colon + 1), fatal=self.dialect.is_symfony)
            )
        elif self.dialect.is_symfony:
            self.problems.append(
                problems.flow_syntax(key.span, "A map in braces needs a value for each key.")
            )

    def flow_value(self, pos: int, indent: int, depth: int) -> tuple[Node, int]:
        """Read one value inside a flow collection."""
        anchor, tag, start = self.properties(pos)
        if start != pos:
            after = self.flow_space(start, indent)
            if after is None or self.text[after] in ",]}:":
                end = (tag or anchor or Property(Span(pos, pos), "")).span.end
                if anchor is not None:
                    end = max(end, anchor.span.end)
                empty = Scalar(Span(end, end), "", Style.ABSENT)
                return self.name_node(empty, anchor, tag), end
            pos = after
        node: Node
        char = self.text[pos]
        if anchor is not None:
            self.open_anchors.append(anchor.text)
        if char in "[{":
            node, end = self.flow(pos, indent, depth + 1)
        elif char in _QUOTES:
            node, end = self.quoted(pos, indent)
        elif char == "*":
            node, end = self.alias(pos)
        else:
            node, end = self.flow_plain(pos, indent)
        if anchor is not None:
            self.open_anchors.pop()
        if anchor is not None or tag is not None:
            self.name_node(node, anchor, tag)
        return node, end

    def flow_plain(self, pos: int, indent: int) -> tuple[Scalar, int]:
        """Read a plain scalar inside a flow collection; it may go on over several lines."""
        text, lines = self.text, self.lines
        match = _FLOW_PLAIN.match(text, pos, lines.end[self.line])
        if match is None:
            # A lone colon or another character that cannot begin a scalar: take it, so that
            # reading goes on.
            end = pos + 1
            if text[pos] != ":":
                self.problems.append(
                    problems.flow_syntax(Span(pos, end), f"{text[pos]} cannot stand here.")
                )
                return Scalar(Span(pos, end), text[pos:end]), end
            return Scalar(Span(pos, pos), "", Style.ABSENT), pos
        end = match.end()
        parts = [match.group()]
        while not _SPACE.sub("", text[end : lines.end[self.line]]):
            saved = self.line
            after = self.flow_space(end, indent)
            if after is None or text[after] in ",[]{}:#\"'&*!" or saved == self.line:
                self.line = saved
                break
            match = _FLOW_PLAIN.match(text, after, lines.end[self.line])
            if match is None:
                self.line = saved
                break
            parts.extend([""] * (self.line - saved - 1))
            parts.append(match.group())
            end = match.end()
        scalar = Scalar(Span(pos, end), fold.flow_lines(parts) if len(parts) > 1 else parts[0])
        self.reserved(scalar)
        return scalar, end

    # Keys

    def note_key(self, entry: Entry, seen: dict[str, Span]) -> None:
        """Report a duplicate key, or one of a type that cannot be a key."""
        key = entry.key
        if not isinstance(key, Scalar):
            return
        name = key.text
        first = seen.get(name)
        if first is not None:
            # In symfony/yaml a merge key lifts the ban on duplicates for the rest of its block.
            if name != "<<" and not (self.dialect.is_symfony and "<<" in seen):
                self.problems.append(problems.duplicate_key(key.span, name, first))
        else:
            seen[name] = key.span
        if self.dialect.is_symfony and key.style is Style.PLAIN:
            if key.tag is None and _is_odd_key(name):
                self.problems.append(problems.key_type(key.span, name))
            if name[:1] in "@`|>%" and name:
                self.reserved(key)


_SYMFONY_TAGS: Final = frozenset({"!", "!!str", "!!float", "!!binary"})


_MAYBE_ODD_KEY: Final = re.compile(r"[-+.\d]|true$|false$|null$|~$", re.IGNORECASE)


def _is_odd_key(name: str) -> bool:
    """Tell whether symfony/yaml reads a plain key as a float, a boolean or null."""
    if not _MAYBE_ODD_KEY.match(name):
        return False
    value = symfony_plain(name)
    return not isinstance(value, (str, int)) or isinstance(value, bool)


def _rstrip_unescaped(line: str, *, double: bool) -> str:
    """Strip blanks at the end of a line, but not one that a backslash protects."""
    stripped = line.rstrip(" \t")
    if double and stripped != line and _ends_with_escape(stripped):
        return line[: len(stripped) + 1]
    return stripped


def _ends_with_escape(line: str) -> bool:
    """Tell whether a line ends with an odd number of backslashes."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1
