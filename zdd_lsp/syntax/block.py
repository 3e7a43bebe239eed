"""Block structure: mappings and sequences by indentation, and the values in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.cursor import MAX_DEPTH
from zdd_lsp.syntax.implicit import DASH
from zdd_lsp.syntax.nodes import (
    Alias,
    Entry,
    Item,
    Mapping,
    Property,
    Scalar,
    Sequence,
    Style,
    full_span,
)
from zdd_lsp.syntax.plain import GLUED_KEY, Place
from zdd_lsp.syntax.properties import BUILT_IN_TAGS
from zdd_lsp.syntax.reuse import ReusingReader
from zdd_lsp.syntax.simple import SIMPLE_ENTRY
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node

_KEY: Final = re.compile(r"[A-Za-z_][\w.-]*+:(?=[ \t]|\Z)")
_EXPLICIT: Final = re.compile(r"\?(?=[ \t]|\Z)")
_EXPLICIT_VALUE: Final = re.compile(r":(?=[ \t]|\Z)")
_PHRASE: Final = re.compile(r"[A-Za-z_][\w./ -]*")
_CONFLICT: Final = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |\Z)|={7}\Z")
"""What git writes around the two sides of a conflict."""
_COMMAND: Final = re.compile(
    r"(?:\$ )?(?:sudo|git|docker(?:-compose)?|php|composer|magento-cloud|curl|cd|rm|mv|cp|npm|ssh)"
    r" +[^\s:]+( |\Z)"
)
"""The beginning of a line that was pasted from a terminal."""
_MERGE_KEYS: Final = ('"<<"', "'<<'")
_QUOTES: Final = ('"', "'")


class BlockReader(ReusingReader):
    """Reads the nodes of a document."""

    def block_node(self, line: int, pos: int, column: int, parent: int, depth: int) -> Node:
        """Read the node that starts at ``pos``, be it a collection or a scalar.

        Args:
            line: The line of ``pos``.
            pos: The offset of the node's first character.
            column: The indentation of the node.
            parent: The indentation of the node's parent; the node ends at a line not deeper.
            depth: How many collections enclose the node.
        """
        self.line = line
        if pos == self.lines.content[line]:
            self.check_tabs(line)
        if depth >= MAX_DEPTH:
            return self._opaque(line, pos, parent)
        if DASH.match(self.text, pos, self.lines.end[line]):
            return self._sequence(line, pos, column, parent, depth)
        if self._begins_mapping(line, pos, column, parent):
            node = Mapping(Span(pos, pos), [])
            self.entries(node, line, pos, column, parent, depth)
            return node
        return self.value(line, pos, parent, depth, Place.ALONE)

    def _begins_mapping(self, line: int, pos: int, column: int, parent: int) -> bool:
        """Tell whether a key stands at ``pos``, or what was meant as one."""
        text, end = self.text, self.lines.end[line]
        if _KEY.match(text, pos, end) or self._is_explicit(line, pos):
            return True
        if self.colon_of(line, pos) is not None:
            return True
        glued = GLUED_KEY.match(text, pos, end)
        if glued and self.symfony and text[pos] in _QUOTES:
            return False
        meant = glued is not None or (column >= 0 and self.is_word(line, pos))
        return meant and self.has_sibling(line, column) and not self.is_text(line, parent)

    def _is_explicit(self, line: int, pos: int) -> bool:
        """Tell whether an explicit key, ``? key``, starts at ``pos``."""
        if self.symfony:  # a question mark alone is text
            return self.text.startswith("? ", pos)
        return _EXPLICIT.match(self.text, pos, self.lines.end[line]) is not None

    def _opaque(self, line: int, pos: int, parent: int) -> Scalar:
        """Skip a value that is nested too deeply."""
        end = self.lines.end[line]
        self.report(problems.nesting(Span(pos, min(pos + 1, end)), MAX_DEPTH))
        self.line = line + 1
        while not self.ends_document(self.line) and (
            self.lines.is_blank(self.line) or self.lines.indent[self.line] > parent
        ):
            end = self.lines.end[self.line]
            self.line += 1
        return Scalar(Span(pos, end), self.text[pos:end])

    # Sequences

    def _sequence(self, line: int, pos: int, column: int, parent: int, depth: int) -> Sequence:
        """Read a block sequence whose first dash stands at ``pos``."""
        lines = self.lines
        node = Sequence(Span(pos, pos + 1), [])
        accepted = column
        known = self.known_items(pos)
        while True:
            self.line = line
            is_read = False
            if known is not None and accepted == column:
                items, is_read = self.take(known, pos, column)
                node.items += items
                if items and not is_read:
                    line, pos = self.line, lines.content[self.line]
            if not is_read:
                node.items.append(self._next_item(line, pos, column, depth))
            line = self.next_content(self.line)
            self.line = line
            indent = self.depth_of(line)
            if self.leaves(indent, column, parent):
                break
            pos = lines.content[line]
            is_dash = self._is_dash(line)
            if not is_dash and (indent < column or indent == column == parent):
                break
            if indent not in (column, accepted):
                self.misplaced(line, column)
                accepted = indent
            self.check_tabs(line)
        dash, value = node.items[-1].dash, node.items[-1].value
        end = value.span.end if dash is None else max(dash.end, value.span.end)
        node.span = Span(node.span.start, end)
        return node

    def _next_item(self, line: int, pos: int, column: int, depth: int) -> Item:
        """Read one item and move to the next unread line."""
        if not DASH.match(self.text, pos, self.lines.end[line]):
            return self._stray_item(line, pos, column, depth)
        simple = self.simple_item(line, pos, column)
        return simple or self._item(line, Span(pos, pos + 1), column, depth)

    def _is_dash(self, line: int) -> bool:
        """Tell whether ``line`` begins with the dash of an item."""
        lines = self.lines
        return DASH.match(self.text, lines.content[line], lines.end[line]) is not None

    def _item(self, line: int, dash: Span, column: int, depth: int) -> Item:
        """Read what belongs to one dash."""
        if self.rest_is_empty(dash.end):
            following = self.next_content(line + 1)
            indent = self.depth_of(following)
            # Where a line lies between, symfony/yaml takes the next item for the value of this one.
            is_swallowed = (
                self.symfony
                and indent == column
                and following > line + 1
                and self._is_dash(following)
            )
            if indent > column or is_swallowed:
                content = self.lines.content[following]
                return Item(dash, self.block_node(following, content, indent, column, depth + 1))
            self.line = following
            return Item(dash, Scalar(Span(dash.end, dash.end), "", Style.ABSENT))
        pos = self.skip_space(dash.end)
        inner = column + pos - dash.start
        if self.text[pos] in "&!":
            return Item(dash, self._named_item(line, pos, inner, column, depth))
        if (
            DASH.match(self.text, pos, self.line_end())
            or self._is_explicit(line, pos)
            or self.colon_of(line, pos) is not None
            # symfony/yaml takes whatever follows a word behind a dash for a part of the text.
            or (not self.symfony and self._begins_mapping(line, pos, inner, column))
        ):
            return Item(dash, self.block_node(line, pos, inner, column, depth + 1))
        return Item(dash, self.value(line, pos, column, depth + 1, Place.ITEM))

    def _named_item(self, line: int, pos: int, inner: int, column: int, depth: int) -> Node:
        """Read the value of an item that begins with an anchor or a tag."""
        if self.symfony:
            # symfony/yaml gives the anchor of `- &a key: 1` to the item, not to its first key.
            anchor, tag, start = self.properties(pos)
            if start > pos and start < self.line_end() and self.colon_of(line, start) is not None:
                if anchor is not None:
                    self.open_anchors.append(anchor.text)
                node = self.block_node(line, start, inner + start - pos, column, depth + 1)
                if anchor is not None:
                    self.open_anchors.pop()
                return self.name_node(node, anchor, tag)
        elif self.colon_of(line, pos) is not None:
            return self.block_node(line, pos, inner, column, depth + 1)
        return self.value(line, pos, column, depth + 1, Place.ITEM)

    def _stray_item(self, line: int, pos: int, column: int, depth: int) -> Item:
        """Read a line among list items that has no dash."""
        span = Span(pos, self.lines.end[line])
        if self.colon_of(line, pos) is not None:
            self.report(problems.mixed_collection(span, item=False))
        else:
            message = "A list item needs a dash and a blank before its value."
            self.report(problems.syntax(span, message))
        indent = self.lines.indent[line]
        return Item(None, self.block_node(line, pos, indent, max(column, indent - 1), depth + 1))

    # Mappings

    def entries(
        self, node: Mapping, line: int, pos: int, column: int, parent: int, depth: int
    ) -> None:
        """Read entries into ``node``, beginning with the one at ``pos``."""
        seen = {entry.name: entry for entry in node.entries}
        lines = self.lines
        self.columns.append(column)
        accepted = column
        first = line
        known = self.known_entries(pos)
        while True:
            self.line = line
            is_read = False
            if known is not None and accepted == column:
                entries, is_read = self.take(known, pos, column)
                for entry in entries:
                    self.note_key(entry, seen)
                node.entries += entries
                if entries and not is_read:
                    line, pos = self.line, lines.content[self.line]
            if not is_read:
                entry = self._entry(line, pos, min(column, accepted), depth)
                self.note_key(entry, seen)
                node.entries.append(entry)
            line = self.line = self.next_content(self.line)
            indent = self.depth_of(line)
            if indent != column:
                above = first if len(node.entries) == 1 else None
                columns = self.fit(line, above, column, accepted, parent)
                if columns is None:
                    break
                column, accepted = columns
            elif column == parent and self._is_dash(line):
                break  # the mapping stands among the items of a list
            self.check_tabs(line)
            pos = lines.content[line]
        self.columns.pop()
        last = node.entries[-1]
        end = max(last.value.span.end, last.key.span.end)
        if last.colon is not None:
            end = max(end, last.colon.end)
        node.span = Span(node.span.start, end)

    def _entry(self, line: int, pos: int, column: int, depth: int) -> Entry:
        """Read one entry of a block mapping and move to the next unread line."""
        text, end = self.text, self.lines.end[line]
        match = SIMPLE_ENTRY.match(text, pos, end)
        if match is not None:
            if match.start(2) == match.start(3):  # no value: both are -1
                return self._open_entry(line, match, column, depth)
            if self.is_complete(line, column):
                return self.simple_entry(line, match)
        colon = self.colon_of(line, pos)
        if self._is_explicit(line, pos) and not (self.symfony and colon is not None):
            return self._explicit_entry(line, pos, column, depth)
        if colon is None:
            return self._broken_entry(line, pos, column, depth)
        if colon == pos:
            key: Node = Scalar(Span(pos, pos), "", Style.ABSENT)
        else:
            key = self.implicit_key(pos, colon)
        value = self.value(line, colon + 1, column, depth + 1, Place.ENTRY)
        entry = Entry(key, Span(colon, colon + 1), value)
        if entry.name == "<<":
            self._check_merge(value)
        return entry

    def _open_entry(self, line: int, match: re.Match[str], column: int, depth: int) -> Entry:
        """Read the entry of a line that `SIMPLE_ENTRY` matches, whose value stands below."""
        colon = match.end(1)
        if match[4]:
            self.line = line
            self.comment(match.start(4))
        value = self._value_below(line, colon + 1, column, depth + 1, Place.ENTRY)
        entry = Entry(self.simple_key(match), Span(colon, colon + 1), value)
        if match[1] in _MERGE_KEYS:
            self._check_merge(value)
        return entry

    def _check_merge(self, value: Node) -> None:
        """Report a merge key with a value that cannot be merged."""
        merged = value.target if isinstance(value, Alias) else value
        if isinstance(merged, Scalar):
            self.report(problems.merge_scalar(full_span(value)))
        elif isinstance(value, Sequence):
            for item in value.items:
                if isinstance(item.value, Scalar) and item.value.style is not Style.ABSENT:
                    self.report(problems.merge_scalar(full_span(item.value)))

    def _explicit_entry(self, line: int, pos: int, column: int, depth: int) -> Entry:
        """Read ``? key`` and the ``: value`` below it."""
        if self.symfony:
            self.report(problems.complex_key(Span(pos, pos + 1)))
        key = self._item(line, Span(pos, pos + 1), column, depth).value
        following = self.next_content(self.line)
        self.line = following
        if self.depth_of(following) == column:
            start = self.lines.content[following]
            if _EXPLICIT_VALUE.match(self.text, start, self.lines.end[following]):
                colon = Span(start, start + 1)
                return Entry(key, colon, self._item(following, colon, column, depth).value)
        return Entry(key, None, Scalar(Span(key.span.end, key.span.end), "", Style.ABSENT))

    # Broken lines

    def _broken_entry(self, line: int, pos: int, column: int, depth: int) -> Entry:
        """Read a line among keys that is not a key: an unfinished one, a list item, anything."""
        text, end = self.text, self.lines.end[line]
        glued = GLUED_KEY.match(text, pos, end)
        if glued:
            colon = glued.start(2)
            self.report(problems.missing_space(Span(colon, colon + 1), fatal=True))
            key = self.implicit_key(pos, colon)
            value = self.value(line, colon + 1, column, depth + 1, Place.ENTRY)
            return Entry(key, Span(colon, colon + 1), value)
        if DASH.match(text, pos, end):
            indent = self.lines.indent[line]
            is_marked = not indent and text.startswith("-  ", pos)
            item = Span(pos, end)
            self.report(problems.mixed_collection(item, item=True, is_marked=is_marked))
            node = self._sequence(line, pos, indent, indent - 1, depth + 1)
            return Entry(Scalar(Span(pos, pos), "", Style.ABSENT), None, node)
        stop, comment = self.text_end(line, pos)
        if comment is not None:
            self.line = line
            self.comment(comment)
        span = Span(pos, stop)
        self._report_broken(span, end)
        key = Scalar(span, text[pos:stop])
        following = self.next_content(line + 1)
        indent = self.depth_of(following)
        if indent > column:
            content = self.lines.content[following]
            return Entry(key, None, self.block_node(following, content, indent, column, depth + 1))
        self.line = following
        return Entry(key, None, Scalar(Span(stop, stop), "", Style.ABSENT))

    def _report_broken(self, span: Span, end: int) -> None:
        """Report a line that is no key; it ends, comment included, at ``end``."""
        text = self.text
        name = span.slice(text)
        if name[0] in _QUOTES and text.find(name[0], span.start + 1, end) < 0:
            quote = Span(span.start, span.start + 1)
            self.report(problems.unclosed_quote(quote, span.end, name[0]))
        elif _CONFLICT.match(name):
            message = "This line marks a merge conflict that nobody has resolved."
            self.report(problems.syntax(span, message))
        elif _COMMAND.match(name):
            self.report(problems.syntax(span, "This line looks like a command for a shell."))
        elif _PHRASE.fullmatch(name):
            self.report(problems.missing_colon(span, name))
        else:
            message = "This line is neither a key nor a part of the line above."
            self.report(problems.syntax(span, message))

    # Values

    def value(self, line: int, pos: int, parent: int, depth: int, place: Place) -> Node:
        """Read the value that starts somewhere at or after ``pos`` on ``line``.

        Args:
            line: The line of ``pos``.
            pos: Where to look.
            parent: The indentation of the block that the value belongs to.
            depth: How many collections enclose the value.
            place: Where the value stands.
        """
        self.line = line
        end = self.lines.end[line]
        start = self.skip_space(pos)
        if start >= end or self.is_comment(start):
            if start < end:
                self.comment(start)
            return self._value_below(line, pos, parent, depth, place)
        char = self.text[start]
        if char in "&!" and not (
            char == "&" and self.symfony and place is Place.ALONE and self.is_text(line, parent)
        ):
            return self._named_value(line, start, parent, depth, place)
        if char in "|>":
            header = self.block_header(line, start)
            if header:
                if self.symfony and place is Place.ALONE:
                    header_span = Span(start, header.end())
                    self.report(problems.reserved_indicator(header_span, header.group()))
                return self.block_scalar(line, header, parent)
        if char in "[{\"'*":
            return self._delimited(line, start, parent, depth, place)
        return self.plain(line, start, parent, place)

    def _named_value(self, line: int, pos: int, parent: int, depth: int, place: Place) -> Node:
        """Read a value that begins with its anchor or tag."""
        anchor, tag, _ = self.properties(pos)
        if anchor is None and tag is None:
            return self.plain(line, pos, parent, place)
        end = max(p.span.end for p in (anchor, tag) if p is not None)
        start = self.skip_space(end)
        if start < self.line_end() and self._is_text_under(tag, self.text[start]):
            node: Node = self.plain(line, start, parent, Place.ITEM if self.symfony else place)
        else:
            if anchor is not None:
                self.open_anchors.append(anchor.text)
            node = self.value(line, end, parent, depth, place)
            if anchor is not None:
                self.open_anchors.pop()
        return self.name_node(node, anchor, tag)

    def _is_text_under(self, tag: Property | None, char: str) -> bool:
        """Tell whether a value is plain text whatever it begins with, because of what is before it.

        That is so for a second anchor or tag, and for most of what stands under a tag of
        symfony/yaml's own.
        """
        if char in "&!":
            return True
        return (
            self.symfony and tag is not None and tag.text in BUILT_IN_TAGS and char not in "\"'[{|>"
        )

    def _delimited(self, line: int, pos: int, parent: int, depth: int, place: Place) -> Node:
        """Read an alias, or a value in brackets or quotes, and what follows it on its line."""
        column = self.lines.indent[line] if place is Place.ALONE else parent
        char = self.text[pos]
        node: Node
        if char in "[{":
            if depth >= MAX_DEPTH:
                return self._opaque(line, pos, parent)
            node, end = self.flow(pos, column, depth)
        elif char == "*":
            starred = self._starred_text(pos)
            if starred is not None:
                return starred
            node, end = self.alias(pos)
        else:
            node, end = self.quoted(pos, column)
        is_dropped = self.symfony and (char in "[{" or (char in _QUOTES and place is Place.ALONE))
        self._trailing(end, is_dropped=is_dropped)
        self.line += 1
        if is_dropped and char in _QUOTES:
            self._drop_block(column)
        return node

    def _starred_text(self, pos: int) -> Scalar | None:
        """Read a value such as ``*/5 * * * *``, which nobody meant as an alias.

        That is certain where more text follows and no anchor has the name.
        """
        stop, comment = self.text_end(self.line, pos)
        name, *rest = self.text[pos + 1 : stop].split(maxsplit=1) or [""]
        if not rest and not (name and self.text[pos + 1] in " \t"):
            return None
        if name in self.anchors:
            return None
        scalar = Scalar(Span(pos, stop), self.text[pos:stop])
        self.report(problems.reserved_indicator(scalar.span, scalar.text))
        if comment is not None:
            self.comment(comment)
        self.line += 1
        return scalar

    def _trailing(self, pos: int, *, is_dropped: bool) -> None:
        """Deal with what follows a finished value on its line."""
        if self.rest_is_empty(pos):
            return
        start = self.skip_space(pos)
        if self.symfony and self.text[start] == "#":
            self.comment(start)
            return
        stop, comment = self.text_end(self.line, start)
        if comment is not None:
            self.comment(comment)
        if not is_dropped:
            self.report(problems.unexpected_characters(Span(start, stop), self.text[start:stop]))
        elif self.text[start] == ":":
            self.report(problems.missing_space(Span(start, start + 1), fatal=False))
        else:
            self.report(problems.ignored_text(Span(start, stop)))

    def _drop_block(self, column: int) -> None:
        """Skip the rest of a block that begins with a quoted scalar: symfony/yaml drops it."""
        lines = self.lines
        first = self.next_content(self.line)
        self.line = last = first
        while self.line < lines.count and lines.indent[self.line] >= column:
            last = self.line
            self.line = self.next_content(self.line + 1)
        if last > first or self.line > first:
            self.report(problems.ignored_text(Span(lines.content[first], lines.end[last])))

    def _value_below(self, line: int, pos: int, parent: int, depth: int, place: Place) -> Node:
        """Read a value that stands on the lines below its key or dash, which ends at ``pos``."""
        following = self.next_content(line + 1)
        self.line = following
        indent = self.depth_of(following)
        if indent > parent:
            self.refit_first(following, parent)
            content, indent = self.lines.content[following], self.lines.indent[following]
            return self.block_node(following, content, indent, parent, depth)
        if place is Place.ENTRY and indent == parent and indent >= 0 and self._is_dash(following):
            self.check_tabs(following)
            content = self.lines.content[following]
            return self._sequence(following, content, indent, indent, depth)
        return Scalar(Span(pos, pos), "", Style.ABSENT)
