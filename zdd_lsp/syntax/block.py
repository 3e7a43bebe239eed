"""Block structure: mappings and sequences by indentation, block scalars, documents.

The reader decides by indentation, as symfony/yaml does and as people do. Where a line fits
nowhere it belongs to the block whose indentation is nearest, the deviation is reported once, and
reading goes on with all keys in their places.
"""

from __future__ import annotations

import re
from typing import Final

from zdd_lsp.syntax import fold, problems
from zdd_lsp.syntax.inline import MAX_DEPTH, InlineReader
from zdd_lsp.syntax.lines import Lines
from zdd_lsp.syntax.nodes import (
    Alias,
    Dialect,
    Document,
    Entry,
    Item,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Style,
    full_span,
)
from zdd_lsp.text.span import Span

_SIMPLE: Final = re.compile(
    r"([A-Za-z_][A-Za-z0-9_./-]*):(?:[ \t]+([A-Za-z0-9_\\/.](?:[^\r\n:#]*[^\r\n:#\s])?))?[ \t]*"
    r"(?=[\r\n]|\Z)"
)
_PLAIN_KEY: Final = re.compile(r"[^\r\n:]*(?::(?![ \t\r\n]|\Z)[^\r\n:]*)*?(?=[ \t]*:(?:[ \t\r\n]|\Z))")
_QUOTED_KEY: Final = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\r\n]|'')*'")
_GLUED_KEY: Final = re.compile(r"([A-Za-z_][\w.-]*|\"[^\"\\\r\n]+\"|'[^'\r\n]+')(:)(?=[^\s:/])")
_AFTER_KEY: Final = re.compile(r"[ \t]*(:)(?=[ \t\r\n]|\Z)")
_HEADER: Final = re.compile(r"([|>])([1-9]?)([+-]?)([1-9]?)(?=[ \t\r\n]|\Z)")
_COMMENT: Final = re.compile(r"[ \t]#")
_COLON: Final = re.compile(r":(?=[ \t])")
_WORD: Final = re.compile(r"[A-Za-z_][\w.-]*[ \t]*\Z")
_NESTED: Final = re.compile(r"[-?][ \t]")
_DASH: Final = re.compile(r"-(?=[ \t\r\n]|\Z)")


class BlockReader(InlineReader):
    """Reads the documents of a text. `line` is the next line that nobody has read.

    `columns` are the indentations of the open mappings, outermost first.
    """

    def __init__(self, text: str, lines: Lines, dialect: Dialect) -> None:
        super().__init__(text, lines, dialect)
        self.columns: list[int] = []

    # Lines

    def next_content(self, line: int) -> int:
        """Return the first line from ``line`` on that holds more than a comment, or the count.

        Comments on the way are noted; document markers count as content.
        """
        lines, text = self.lines, self.text
        while line < lines.count:
            content = lines.content[line]
            if content == lines.end[line]:
                if line in lines.blank_tabs and self.dialect.is_symfony:
                    span = Span(lines.start[line], lines.end[line])
                    self.problems.append(problems.tab_indentation(span, 0))
            elif text[content] == "#":
                self.line = line
                self.comment(content)
            else:
                break
            line += 1
        return line

    def ends_document(self, line: int) -> bool:
        """Tell whether ``line`` is a document marker or lies behind the last line."""
        lines = self.lines
        if line >= lines.count:
            return True
        start = lines.start[line]
        return (
            lines.indent[line] == 0
            and self.text[start : start + 3] in ("---", "...")
            and self.text[start + 3 : start + 4] in ("", " ", "\t", "\r", "\n")
        )

    def depth_of(self, line: int) -> int:
        """Return the indentation of ``line``; -1 where the document ends."""
        return -1 if self.ends_document(line) else self.lines.indent[line]

    def check_tabs(self, line: int) -> None:
        """Report a tab in the indentation of ``line``."""
        lines = self.lines
        if line in lines.tabs:
            span = Span(lines.start[line], lines.content[line])
            self.problems.append(problems.tab_indentation(span, lines.indent[line]))

    def misplaced(self, line: int, expected: int) -> None:
        """Report that ``line`` is not indented like its siblings."""
        lines = self.lines
        if line in lines.tabs:
            return
        span = Span(lines.content[line], lines.end[line])
        lead = Span(lines.start[line], lines.content[line])
        self.problems.append(
            problems.indentation(span, lines.indent[line], expected, lead)
        )

    # Lines that fit nowhere

    def following(self, line: int) -> int:
        """Return the next line after ``line`` that holds more than a comment; notes nothing."""
        lines, text = self.lines, self.text
        line += 1
        while line < lines.count and (
            lines.is_blank(line) or text.startswith("#", lines.content[line])
        ):
            line += 1
        return line

    def leaves(self, indent: int, column: int, parent: int) -> bool:
        """Tell whether a line ends the block that stands at ``column`` below ``parent``.

        A line between the two belongs to the block if it is a whole step deeper than the parent,
        and otherwise to the nearer one.
        """
        if indent >= column:
            return False
        return indent <= parent or indent - parent < min(self.lines.step(), column - indent)

    def refit(self, line: int) -> bool:
        """Move a line that is indented too deeply to the open mapping that it must belong to.

        That is certain only where the line opens a block whose first line is not deeper. Returns
        whether the line was moved.
        """
        lines = self.lines
        if not lines.opens(line):
            return False
        below = self.depth_of(self.following(line))
        if below > lines.indent[line]:
            return False
        fitting = [column for column in self.columns if column < below]
        if not fitting or fitting[-1] == self.columns[-1]:
            return False
        self.misplaced(line, fitting[-1])
        lines.indent[line] = fitting[-1]
        return True

    def refit_first(self, line: int, parent: int) -> None:
        """Move the first line of a block to the left where its block's first line demands it."""
        lines = self.lines
        indent = lines.indent[line]
        if not lines.opens(line):
            return
        probe = self.following(line)
        below = self.depth_of(probe)
        if not parent < below < indent:
            return
        column = (max(parent, 0) + below) // 2
        while self.depth_of(probe) > parent:
            if self.depth_of(probe) < below:
                column = self.depth_of(probe)
                break
            probe = self.following(probe)
        self.misplaced(line, column)
        lines.indent[line] = column

    def is_orphan(self, line: int) -> bool:
        """Tell whether ``line`` is a word, further left than its block, typed into the middle.

        The lines below it go on where the block above stopped, too deep to be its children.
        """
        if not _WORD.match(self.text, self.lines.content[line], self.lines.end[line]):
            return False
        inner = [column for column in self.columns if column > self.lines.indent[line]]
        return len(inner) > 1 and self.depth_of(self.following(line)) in inner[1:]

    # Documents

    def stream(self) -> list[Document]:
        """Read all documents."""
        documents: list[Document] = []
        lines, text = self.lines, self.text
        line = self.directives(0)
        while True:
            start = lines.start[line] if line < lines.count else len(text)
            pos = None
            explicit = line < lines.count and text.startswith("---", lines.start[line])
            if explicit and self.ends_document(line):
                self.line = line
                if documents:
                    marker = Span(lines.start[line], lines.start[line] + 3)
                    self.problems.append(problems.multiple_documents(marker))
                at = lines.start[line] + 3
                if not self.rest_is_empty(at):
                    pos = self.skip_space(at)
                else:
                    line += 1
            root = self.document(line, pos)
            line = self.next_content(self.line)
            end = lines.end[line - 1] if line else 0
            documents.append(Document(Span(start, max(start, end)), root))
            while line < lines.count and text.startswith("...", lines.start[line]):
                if not self.ends_document(line):
                    break
                line = self.next_content(line + 1)
                line = self.directives(line)
            if line >= lines.count:
                return documents
            if not self.ends_document(line):
                # Content goes on after the root node: read it as a further document, so that its
                # keys are known, and say what is wrong with it.
                span = Span(lines.content[line], lines.end[line])
                self.problems.append(
                    problems.syntax(span, "The file's value ends before this line.")
                )

    def directives(self, line: int) -> int:
        """Skip ``%YAML`` and ``%TAG`` lines before a document."""
        line = self.next_content(line)
        first = line
        while line < self.lines.count and self.text.startswith("%", self.lines.start[line]):
            line = self.next_content(line + 1)
        if line != first and not (
            line < self.lines.count and self.text.startswith("---", self.lines.start[line])
        ):
            return first
        return line

    def document(self, line: int, pos: int | None) -> Node | None:
        """Read the root node, which starts on ``line`` or, if given, at ``pos`` on it."""
        if pos is not None:
            return self.value(line, pos, -1, 0, key_line=False)
        line = self.next_content(line)
        self.line = line
        if self.ends_document(line):
            return None
        root = self.block_node(line, self.lines.content[line], self.lines.indent[line], -1, 0)
        while not self.ends_document(following := self.next_content(self.line)):
            # A root collection that is followed by something of another kind.
            if not isinstance(root, Mapping) or root.flow:
                break
            self.late_root(root, line, following)
            self.line = following
            content, indent = self.lines.content[following], self.lines.indent[following]
            self.columns.append(indent)
            self.entries(root, following, content, indent, -1, 0)
            self.columns.pop()
        return root

    def late_root(self, root: Mapping, first: int, following: int) -> None:
        """Report that the file's first key is indented although ``following`` is a root key."""
        lines = self.lines
        key = root.entries[0].key.span
        expected = lines.indent[following]
        lead = Span(lines.start[first], lines.content[first])
        problem = problems.indentation(key, lines.indent[first], expected, lead)
        later = Span(lines.content[following], lines.end[following])
        problem.related = ((later, "The keys of the root begin further left, here."),)
        self.problems.append(problem)

    # Nodes

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
            return self.opaque(line, pos, parent)
        if _DASH.match(self.text, pos, self.lines.end[line]):
            return self.sequence(line, pos, column, parent, depth)
        if self.key_at(pos) or self.is_explicit_key(pos):
            return self.mapping(line, pos, column, parent, depth)
        if self.glued(pos) or self.unfinished(line, pos, column):
            if self.has_sibling(line, column):
                return self.mapping(line, pos, column, parent, depth)
        return self.value(line, pos, parent, depth, key_line=False)

    def is_explicit_key(self, pos: int) -> bool:
        """Tell whether ``? `` stands at ``pos``."""
        return self.text.startswith("?", pos) and (
            pos + 1 >= self.line_end() or self.text[pos + 1] in " \t"
        )

    def glued(self, pos: int) -> bool:
        """Tell whether a key stands at ``pos`` whose value follows the colon at once."""
        return _GLUED_KEY.match(self.text, pos, self.line_end()) is not None

    def unfinished(self, line: int, pos: int, column: int) -> bool:
        """Tell whether the line holds a lone word, as while a key is being typed."""
        return column >= 0 and bool(_WORD.match(self.text, pos, self.lines.end[line]))

    def has_sibling(self, line: int, column: int) -> bool:
        """Tell whether a key follows ``line`` that is indented by ``column`` or deeper."""
        following = self.following(line)
        if self.depth_of(following) < column:
            return False
        saved = self.line
        self.line = following
        found = self.key_at(self.lines.content[following]) is not None
        self.line = saved
        return found

    def opaque(self, line: int, pos: int, parent: int) -> Scalar:
        """Skip a value that is nested too deeply."""
        self.problems.append(
            problems.nesting(Span(pos, min(pos + 1, self.lines.end[line])), MAX_DEPTH)
        )
        end = self.lines.end[line]
        self.line = line + 1
        while not self.ends_document(self.line) and (
            self.lines.is_blank(self.line) or self.lines.indent[self.line] > parent
        ):
            end = self.lines.end[self.line]
            self.line += 1
        return Scalar(Span(pos, end), self.text[pos:end])

    def key_at(self, pos: int) -> int | None:
        """Return the offset of the colon if an implicit key starts at ``pos`` on this line."""
        text, end = self.text, self.line_end()
        if pos >= end:
            return None
        if text[pos] in "&!" and (not self.dialect.is_symfony or text[pos] == "!"):
            pos = self.skip_properties(pos)
            if pos >= end:
                return None
        char = text[pos]
        if char in "\"'":
            match = _QUOTED_KEY.match(text, pos, end)
            if match is None:
                return None
            after = _AFTER_KEY.match(text, match.end(), end)
            return after.start(1) if after else None
        if char in "[{":
            return self.flow_key_at(pos)
        if char in "#," or (char == "|" or char == ">") and _HEADER.match(text, pos, end):
            return None
        match = _PLAIN_KEY.match(text, pos, end)
        if match is None or match.end() == pos and char != ":":
            return None
        if _COMMENT.search(text, pos, match.end()):
            return None
        return text.index(":", match.end())

    def skip_properties(self, pos: int) -> int:
        """Return where the value behind anchors and tags starts, without reporting anything."""
        saved = len(self.problems)
        _, _, start = self.properties(pos)
        del self.problems[saved:]
        return start

    def flow_key_at(self, pos: int) -> int | None:
        """Return the offset of the colon behind a flow collection that is a key."""
        if self.dialect.is_symfony:
            return None
        state = len(self.problems), len(self.comments), len(self.aliases), self.line
        anchors = dict(self.anchors)
        _, end = self.flow(pos, -1, MAX_DEPTH - 4)
        after = _AFTER_KEY.match(self.text, end, self.line_end())
        same_line = self.line == state[3]
        del self.problems[state[0] :], self.comments[state[1] :], self.aliases[state[2] :]
        self.line, self.anchors = state[3], anchors
        return after.start(1) if after and same_line else None

    # Sequences

    def sequence(self, line: int, pos: int, column: int, parent: int, depth: int) -> Sequence:
        """Read a block sequence whose first dash stands at ``pos``."""
        node = Sequence(Span(pos, pos + 1), [])
        accepted = column
        while True:
            self.line = line
            dash = Span(pos, pos + 1)
            if _DASH.match(self.text, pos, self.lines.end[line]):
                item = self.item(line, dash, column, depth)
            else:
                item = self.stray_item(line, pos, column, depth)
            node.items.append(item)
            node.span = Span(node.span.start, max(dash.end, item.value.span.end))
            line = self.next_content(self.line)
            self.line = line
            indent = self.depth_of(line)
            if self.leaves(indent, column, parent):
                break
            pos = self.lines.content[line]
            is_dash = _DASH.match(self.text, pos, self.lines.end[line]) is not None
            if not is_dash and indent == column == parent:
                break
            if indent < column and not is_dash:
                break
            if indent not in (column, accepted):
                self.misplaced(line, column)
                accepted = indent
            self.check_tabs(line)
        return node

    def item(self, line: int, dash: Span, column: int, depth: int) -> Item:
        """Read what belongs to one dash."""
        if self.rest_is_empty(dash.end):
            following = self.next_content(line + 1)
            if self.depth_of(following) > column:
                indent = self.lines.indent[following]
                content = self.lines.content[following]
                return Item(dash, self.block_node(following, content, indent, column, depth + 1))
            self.line = following
            return Item(dash, Scalar(Span(dash.end, dash.end), "", Style.ABSENT))
        pos = self.skip_space(dash.end)
        inner = column + pos - dash.start
        if self.text[pos] in "&!":
            return Item(dash, self.item_with_properties(line, pos, inner, column, depth))
        return Item(dash, self.block_node(line, pos, inner, column, depth + 1))

    def item_with_properties(
        self, line: int, pos: int, inner: int, column: int, depth: int
    ) -> Node:
        """Read the value of an item that begins with an anchor or a tag."""
        if not self.dialect.is_symfony:
            if self.key_at(pos):
                return self.block_node(line, pos, inner, column, depth + 1)
            return self.value(line, pos, column, depth + 1, key_line=False)
        # symfony/yaml gives the anchor of `- &a key: 1` to the item, not to its first key.
        anchor, tag, start = self.properties(pos)
        if start < self.line_end() and not self.is_comment(start) and self.key_at(start):
            if anchor is not None:
                self.open_anchors.append(anchor.text)
            node = self.block_node(line, start, inner + start - pos, column, depth + 1)
            if anchor is not None:
                self.open_anchors.pop()
            return self.name_node(node, anchor, tag)
        return self.value(line, pos, column, depth + 1, key_line=False)

    def stray_item(self, line: int, pos: int, column: int, depth: int) -> Item:
        """Read a line among list items that has no dash."""
        end = self.lines.end[line]
        is_key = self.key_at(pos) is not None
        span = Span(pos, end)
        if is_key:
            self.problems.append(problems.mixed_collection(span, item=False))
        else:
            self.problems.append(
                problems.syntax(span, "A list item needs a dash and a blank before its value.")
            )
        indent = self.lines.indent[line]
        return Item(None, self.block_node(line, pos, indent, max(column, indent - 1), depth + 1))

    # Mappings

    def mapping(self, line: int, pos: int, column: int, parent: int, depth: int) -> Mapping:
        """Read a block mapping whose first key stands at ``pos``."""
        node = Mapping(Span(pos, pos), [])
        self.columns.append(column)
        self.entries(node, line, pos, column, parent, depth)
        self.columns.pop()
        return node

    def entries(
        self, node: Mapping, line: int, pos: int, column: int, parent: int, depth: int
    ) -> None:
        """Read entries into ``node``, beginning with the one at ``pos``."""
        seen = {entry.name: entry.key.span for entry in node.entries}
        lines = self.lines
        accepted = column
        first = line
        while True:
            self.line = line
            entry = self.entry(line, pos, min(column, accepted), depth)
            self.note_key(entry, seen)
            if entry.name == "<<":
                self.check_merge(entry)
            node.entries.append(entry)
            end = max(entry.value.span.end, entry.key.span.end)
            if entry.colon is not None:
                end = max(end, entry.colon.end)
            node.span = Span(node.span.start, max(node.span.end, end))
            line = self.line
            if line >= lines.count or lines.content[line] == lines.end[line] or (
                self.text[lines.content[line]] == "#"
            ):
                line = self.next_content(line)
            self.line = line
            indent = self.depth_of(line)
            if indent > column and indent != accepted and self.refit(line):
                indent = self.depth_of(line)
            if indent < column and indent >= 0 and self.is_orphan(line):
                if self.depth_of(self.following(line)) != column:
                    return
            elif indent != column:
                if self.leaves(indent, column, parent):
                    return
                if indent < column and len(node.entries) == 1:
                    # The first line of the block is the odd one.
                    self.misplaced(first, indent)
                    column = self.columns[-1] = accepted = indent
                elif indent != accepted:
                    self.misplaced(line, column)
                    accepted = indent
            self.check_tabs(line)
            pos = lines.content[line]

    def check_merge(self, entry: Entry) -> None:
        """Report a merge key with a value that cannot be merged."""
        value = entry.value.target if isinstance(entry.value, Alias) else entry.value
        if isinstance(value, Scalar):
            self.problems.append(problems.merge_scalar(full_span(entry.value)))

    def entry(self, line: int, pos: int, column: int, depth: int) -> Entry:
        """Read one entry of a block mapping and move to the next unread line."""
        text, lines = self.text, self.lines
        match = _SIMPLE.match(text, pos, lines.end[line])
        if match is not None:
            following = line + 1
            if following >= lines.count or (
                lines.indent[following] <= column
                and lines.content[following] != lines.end[following]
                and text[lines.content[following]] not in "-#"
            ):
                # The commonest line: a plain key, a plain value and nothing that continues it.
                self.line = following
                key_end = match.end(1)
                key = Scalar(Span(pos, key_end), match.group(1))
                value_span = Span(match.start(2), match.end(2)) if match.group(2) else None
                value = (
                    Scalar(value_span, match.group(2))
                    if value_span
                    else Scalar(Span(key_end + 1, key_end + 1), "", Style.ABSENT)
                )
                return Entry(key, Span(key_end, key_end + 1), value)
        if self.is_explicit_key(pos):
            return self.explicit_entry(line, pos, column, depth)
        if text[pos] == ":" and self.key_at(pos) == pos:
            key = Scalar(Span(pos, pos), "", Style.ABSENT)
            return self.after_colon(line, key, pos, column, depth)
        colon = self.key_at(pos)
        if colon is None:
            return self.broken_entry(line, pos, column, depth)
        key_node = self.key(pos, colon)
        return self.after_colon(line, key_node, colon, column, depth)

    def key(self, pos: int, colon: int) -> Node:
        """Read the implicit key between ``pos`` and its colon."""
        anchor = tag = None
        if self.text[pos] in "&!" and (not self.dialect.is_symfony or self.text[pos] == "!"):
            anchor, tag, pos = self.properties(pos)
        char = self.text[pos]
        node: Node
        if char in "\"'":
            node, _ = self.quoted(pos, -1)
        elif char in "[{" and not self.dialect.is_symfony:
            node, _ = self.flow(pos, -1, 0)
        elif char == "*" and not self.dialect.is_symfony:
            node, _ = self.alias(pos)
        else:
            end = colon
            while end > pos and self.text[end - 1] in " \t":
                end -= 1
            node = Scalar(Span(pos, end), self.text[pos:end])
            if not self.dialect.is_symfony and node.text:
                self.reserved(node)
        return self.name_node(node, anchor, tag) if anchor or tag else node

    def after_colon(self, line: int, key: Node, colon: int, column: int, depth: int) -> Entry:
        """Read the value behind the colon of a block mapping's entry."""
        value = self.value(line, colon + 1, column, depth + 1, key_line=True)
        return Entry(key, Span(colon, colon + 1), value)

    def explicit_entry(self, line: int, pos: int, column: int, depth: int) -> Entry:
        """Read ``? key`` and the ``: value`` below it."""
        if self.dialect.is_symfony:
            self.problems.append(problems.complex_key(Span(pos, pos + 1)))
        key = self.item(line, Span(pos, pos + 1), column, depth).value
        following = self.next_content(self.line)
        self.line = following
        if self.depth_of(following) == column:
            start = self.lines.content[following]
            if self.text[start] == ":" and self.text[start + 1 : start + 2] in "  \t\r\n":
                value = self.item(following, Span(start, start + 1), column, depth).value
                return Entry(key, Span(start, start + 1), value)
        return Entry(key, None, Scalar(Span(key.span.end, key.span.end), "", Style.ABSENT))

    def broken_entry(self, line: int, pos: int, column: int, depth: int) -> Entry:
        """Read a line among keys that is not a key: an unfinished one, a list item, anything."""
        text, end = self.text, self.lines.end[line]
        glued = _GLUED_KEY.match(text, pos, end)
        if glued:
            colon = glued.start(2)
            self.problems.append(problems.missing_space(Span(colon, colon + 1), fatal=True))
            return self.after_colon(line, self.key(pos, colon), colon, column, depth)
        if _DASH.match(text, pos, end):
            self.problems.append(problems.mixed_collection(Span(pos, end), item=True))
            node = self.sequence(line, pos, self.lines.indent[line], self.lines.indent[line] - 1,
                                 depth + 1)
            return Entry(Scalar(Span(pos, pos), "", Style.ABSENT), None, node)
        stop = end
        comment = _COMMENT.search(text, pos, end)
        if comment:
            stop = comment.start()
            self.line = line
            self.comment(comment.start() + 1)
        while stop > pos and text[stop - 1] in " \t":
            stop -= 1
        span = Span(pos, stop)
        name = text[pos:stop]
        if text[pos] in "\"'" and text.find(text[pos], pos + 1, end) < 0:
            self.problems.append(problems.unclosed_quote(Span(pos, pos + 1), stop, text[pos]))
        elif re.fullmatch(r"[A-Za-z_][\w./ -]*", name):
            self.problems.append(problems.missing_colon(span, name))
        else:
            self.problems.append(
                problems.syntax(span, "This line is neither a key nor a part of the line above.")
            )
        key = Scalar(span, name)
        following = self.next_content(line + 1)
        if self.depth_of(following) > column:
            indent = self.lines.indent[following]
            content = self.lines.content[following]
            value = self.block_node(following, content, indent, column, depth + 1)
            return Entry(key, None, value)
        self.line = following
        return Entry(key, None, Scalar(Span(stop, stop), "", Style.ABSENT))

    # Values

    def value(self, line: int, pos: int, parent: int, depth: int, *, key_line: bool) -> Node:
        """Read the value that starts somewhere at or after ``pos`` on ``line``.

        Args:
            line: The line of ``pos``.
            pos: Where to look.
            parent: The indentation of the block that the value belongs to.
            depth: How many collections enclose the value.
            key_line: Whether a key stands before it, so that an unindented sequence may follow.
        """
        self.line = line
        at = pos
        pos = self.skip_space(pos)
        anchor = tag = None
        if pos < self.line_end() and self.text[pos] in "&!" and not self.is_comment(pos):
            anchor, tag, pos = self.properties(pos)
            at = max((p.span.end for p in (anchor, tag) if p is not None), default=at)
        if anchor is not None:
            self.open_anchors.append(anchor.text)
        node = self.bare_value(line, at, pos, parent, depth, key_line=key_line)
        if anchor is not None:
            self.open_anchors.pop()
        return self.name_node(node, anchor, tag) if anchor or tag else node

    def bare_value(
        self, line: int, at: int, pos: int, parent: int, depth: int, *, key_line: bool
    ) -> Node:
        """Read a value whose properties, if any, end at ``at``."""
        text = self.text
        if pos >= self.line_end() or self.is_comment(pos):
            if pos < self.line_end():
                self.comment(pos)
            return self.value_below(line, at, parent, depth, key_line=key_line)
        char = text[pos]
        if char in "|>":
            header = _HEADER.match(text, pos, self.line_end())
            if header and self.header_ends(header.end()):
                return self.block_scalar(line, header, parent)
        node: Node
        if char in "[{":
            if depth >= MAX_DEPTH:
                return self.opaque(line, pos, parent)
            node, end = self.flow(pos, parent, depth)
        elif char in "\"'":
            node, end = self.quoted(pos, parent)
        elif char == "*":
            node, end = self.alias(pos)
        else:
            return self.plain(line, pos, parent)
        self.trailing(node, end)
        return node

    def value_below(
        self, line: int, at: int, parent: int, depth: int, *, key_line: bool
    ) -> Node:
        """Read a value that stands on the lines below its key or dash."""
        following = self.next_content(line + 1)
        self.line = following
        indent = self.depth_of(following)
        if indent > parent:
            self.refit_first(following, parent)
            content, indent = self.lines.content[following], self.lines.indent[following]
            return self.block_node(following, content, indent, parent, depth)
        if key_line and indent == parent and indent >= 0:
            pos = self.lines.content[following]
            if _DASH.match(self.text, pos, self.lines.end[following]):
                self.check_tabs(following)
                return self.sequence(following, pos, indent, indent, depth)
        return Scalar(Span(at, at), "", Style.ABSENT)

    def header_ends(self, pos: int) -> bool:
        """Tell whether only a comment follows a block scalar's header."""
        pos = self.skip_space(pos)
        return pos >= self.line_end() or self.is_comment(pos)

    def trailing(self, node: Node, end: int) -> None:
        """Deal with what follows a finished value on its line, and move to the next line."""
        if not self.rest_is_empty(end):
            start = self.skip_space(end)
            stop = self.line_end()
            comment = _COMMENT.search(self.text, start, stop)
            if comment:
                stop = comment.start()
                self.comment(comment.start() + 1)
            span = Span(start, stop)
            if self.dialect.is_symfony and isinstance(node, (Mapping, Sequence)):
                self.problems.append(problems.ignored_text(span))
            else:
                self.problems.append(problems.unexpected_characters(span))
        self.line += 1

    def plain(self, line: int, pos: int, parent: int) -> Scalar:
        """Read a plain scalar, over several lines where it goes on."""
        text, lines = self.text, self.lines
        end, comment = self.plain_end(line, pos)
        parts = [text[pos:end]]
        stop = end
        following = line + 1
        if comment is not None:
            self.line = line
            self.comment(comment)
        else:
            last = self.plain_lines(following, parent, parts)
            if last is not None:
                following = last + 1
                stop, trailing = self.plain_end(last, lines.content[last])
                if trailing is not None:
                    self.line = last
                    self.comment(trailing)
        scalar = Scalar(Span(pos, stop), fold.flow_lines(parts) if len(parts) > 1 else parts[0])
        self.line = following
        self.check_plain(scalar, line, pos, end, len(parts) > 1)
        return scalar

    def plain_end(self, line: int, pos: int) -> tuple[int, int | None]:
        """Return where the plain text from ``pos`` ends on its line, and its comment's offset."""
        end = self.lines.end[line]
        match = _COMMENT.search(self.text, pos, end)
        comment = None
        if match:
            end, comment = match.start(), match.start() + 1
        while end > pos and self.text[end - 1] in " \t":
            end -= 1
        return end, comment

    def plain_lines(self, line: int, parent: int, parts: list[str]) -> int | None:
        """Collect the continuation lines of a plain scalar; return the last one's number."""
        lines, text = self.lines, self.text
        found: list[str] = []
        last = None
        blank = 0
        colons = False
        keys: list[int] = []
        while not self.ends_document(line):
            if lines.is_blank(line):
                blank += 1
            elif lines.indent[line] <= parent or text.startswith("#", lines.content[line]):
                break
            else:
                end, comment = self.plain_end(line, lines.content[line])
                self.line = line
                if self.key_at(lines.content[line]) is not None:
                    colons = colons or _COLON.search(text, lines.content[line], end) is not None
                    keys.append(len(found))
                    if not self.dialect.is_symfony or colons:
                        break
                found.extend([""] * blank)
                found.append(text[lines.content[line] : end])
                blank = 0
                last = line
                if comment is not None:
                    break
            line += 1
        if keys and colons and self.dialect.is_symfony and keys[0] < len(found):
            # symfony/yaml would refuse the scalar: what looks like a key was meant as one.
            kept = keys[0]
            while kept and not found[kept - 1]:
                kept -= 1
            dropped = len(found) - keys[0]
            found = found[:kept]
            last = self.back(last, dropped) if kept else None
        parts.extend(found)
        return last

    def back(self, line: int | None, count: int) -> int | None:
        """Return the last line with text that lies ``count`` lines or more before ``line``."""
        if line is None:
            return None
        line -= count
        while line >= 0 and self.lines.is_blank(line):
            line -= 1
        return line

    def check_plain(self, scalar: Scalar, line: int, pos: int, end: int, multi: bool) -> None:
        """Report what YAML does not allow in a plain scalar."""
        text = self.text
        first = text[pos]
        if first in "@`|>%" or (
            not self.dialect.is_symfony
            and (first in ",]}&*!" or (first in "-?:" and end - pos == 1 and first != "-"))
        ):
            self.reserved(scalar)
            return
        if not self.dialect.is_symfony and _NESTED.match(text, pos, end):
            span = Span(pos, pos + 1)
            self.problems.append(
                problems.syntax(span, "A block cannot begin on the line of its key.")
            )
            return
        colon = _COLON.search(text, pos, end)
        if colon is not None or (not self.dialect.is_symfony and text[end - 1] == ":"):
            self.problems.append(problems.colon_in_value(Span(pos, end), text[pos:end]))
            return
        if multi:
            return
        glued = _GLUED_KEY.match(text, pos, end)
        if glued and pos == self.lines.content[line] and not glued.group(1)[0] in "\"'":
            self.problems.append(problems.missing_space(Span(*glued.span(2)), fatal=False))

    # Block scalars

    def block_scalar(self, line: int, header: re.Match[str], parent: int) -> Scalar:
        """Read a literal or folded scalar whose header was matched on ``line``."""
        lines, text = self.lines, self.text
        self.line = line
        self.rest_is_empty(header.end())
        digits = header.group(2) or header.group(4)
        base = max(parent, 0)
        indent = base + int(digits) if digits else 0
        following = line + 1
        if not digits:
            probe = following
            while probe < lines.count and lines.is_blank(probe):
                probe += 1
            if probe < lines.count and self.raw_indent(probe) > parent and not (
                parent < 0 and self.ends_document(probe)
            ):
                indent = self.raw_indent(probe)
            else:
                indent = base + 1
        content: list[str] = []
        spans: list[Span] = []
        end = header.end()
        last_text = line
        while following < lines.count:
            start, stop = lines.start[following], lines.end[following]
            blank = lines.content[following] == stop
            spaces = self.raw_indent(following)
            if not blank and (
                spaces < indent or (parent < 0 and self.ends_document(following))
            ):
                break
            if blank and spaces < indent:
                content.append("")
                spans.append(Span(stop, stop))
            else:
                content.append(text[start + indent : stop])
                spans.append(Span(start + indent, stop))
                if not blank or stop > start + indent:
                    end = stop
                    last_text = following
            following += 1
        closed = following < lines.count or not content
        if following >= lines.count and content and not content[-1]:
            # The text ends with a line break: the last, empty line is none.
            content.pop()
            spans.pop()
            closed = True
        self.line = following
        chomping = header.group(3)
        if header.group(1) == "|":
            value = fold.literal(content, chomping, closed=closed)
            style = Style.LITERAL
        else:
            folding = fold.folded_symfony if self.dialect.is_symfony else fold.folded
            value = folding(content, chomping, closed=closed)
            style = Style.FOLDED
        return Scalar(
            Span(header.start(), end),
            value,
            style,
            header=Span(header.start(), header.end()),
            lines=tuple(spans[: last_text - line]),
        )

    def raw_indent(self, line: int) -> int:
        """Return the number of leading blanks, whatever tabs were taken to mean."""
        start = self.lines.start[line]
        content = self.lines.content[line]
        if line not in self.lines.tabs:
            return self.lines.indent[line]
        tab = self.text.find("\t", start, content)
        return tab - start
