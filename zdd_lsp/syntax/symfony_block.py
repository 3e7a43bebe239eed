"""How symfony/yaml reads a block line by line: the whole text, or the lines under a key or dash.

A block below is a text of its own to symfony: it goes through the whole block first to find its
lines and removes their indentation, then reads them. So an error in the indentation comes before
any error in the block, and a comment may begin a block as if it began a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zdd_lsp.syntax.fold import folded_symfony
from zdd_lsp.syntax.scalars import PHP_SPACE, UNDEFINED, UNKNOWN, Opaque, php_key, php_string
from zdd_lsp.syntax.symfony_inline import ANCHOR, Inline, alias_name, is_word, word_value
from zdd_lsp.syntax.symfony_lines import (
    Lines,
    compact_value,
    indentation,
    is_idle,
    is_item,
    split_entry,
    split_item,
)
from zdd_lsp.syntax.symfony_refusal import MAX_DEPTH, CrashError, RefusalError, too_deep
from zdd_lsp.syntax.symfony_values import children, is_array

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import TypeAlias

    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.syntax.symfony_values import Document, PhpList, PhpMap

    _Steps: TypeAlias = Generator["_Block", PhpValue, None]
    _Reading: TypeAlias = Generator["_Block", PhpValue, PhpValue]

_TAG = r"![0-9A-Za-z_!./:-]+"
_TAG_LINE = re.compile(rf"({_TAG}+) *+(?:(?<= )#.*)?")
_SCALAR_HEADER = re.compile(
    rf"(?:(?P<tag>{_TAG}) +)?(?P<style>[|>])"
    r"(?P<modifiers>[+-]?[0-9]+|[0-9]+[+-]|[+-])?(?: +#.*)?"
)
_TRAILING = re.compile(r"[ \t\n\v\f\r]*(?:#[^\n]*)?")


def read_text(text: str, document: Document) -> PhpValue:
    """Return the value of a text.

    Blocks below blocks wait on a stack of our own, so that their depth costs no recursion.

    Raises:
        RefusalError: symfony/yaml refuses the text.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        message = "The YAML value does not appear to be valid UTF-8."
        raise RefusalError("invalid-utf8", message, line=line) from None
    root = _Block(document, text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    document.length = len(root.lines)
    stack = [root.read()]
    value: PhpValue = None
    while stack:
        try:
            below = stack[-1].send(value)
        except StopIteration as finished:
            stack.pop()
            value = finished.value
        else:
            if below.depth > MAX_DEPTH:
                raise too_deep(below.place)
            stack.append(below.read())
            value = None
    return value


class _Block(Lines):
    """The reader of one block.

    Attributes:
        document: What all blocks share.
        offset: The number of the first line as symfony counts, from 0. It is too high where
            symfony has gone to the end of an item or merge before it reads it.
        depth: How many blocks are around this one.
        open: The anchors whose values are being read, outermost first.
    """

    def __init__(
        self, document: Document, lines: list[str], offset: int = 0, start: int = 0
    ) -> None:
        super().__init__(lines, start)
        self.document = document
        self.offset = offset + self.head
        self.depth = 0
        self.open: list[str] = []
        self._items: PhpList | None = None
        self._entries: PhpMap | None = None
        self._overwrite = False
        self._latest: PhpValue = UNDEFINED

    def _below(self, lines: list[str], offset: int, start: int) -> _Block:
        """Return the block of some lines, to be read."""
        block = _Block(self.document, lines, offset, start)
        block.depth = self.depth + 1
        block.open = self.open.copy()
        return block

    @property
    def _number(self) -> int:
        """The number of the current line as symfony gives it, from 1."""
        return self.offset + self.at + 1

    def _refusal(
        self, kind: str, text: str, *, near: str | None = None, place: int = 0
    ) -> RefusalError:
        """Return a refusal of the current line, whose cause may be at another place."""
        snippet = self.line if near is None else near
        line = place or self.place
        return RefusalError(kind, text, said=self._number, near=snippet, line=line)

    def _local_refusal(self, kind: str, text: str) -> RefusalError:
        """Return a refusal of the current line, which symfony numbers within this block."""
        refusal = self._refusal(kind, text)
        refusal.said = self.at + 1
        return refusal

    def read(self) -> _Reading:
        """Read the block: yield each block below, take its value, return the value of this."""
        lines, last = self.lines, len(self.lines) - 1
        while is_idle(lines[self.at]):
            if not self.advance():
                return None
        tag = self._line_tag(self.line, look_ahead=False)
        if tag is not None and not self.advance():
            return self.document.tagged(tag, "")
        while True:
            line = lines[self.at]
            if not is_idle(line):
                self.document.pause()
                if line[0] == "\t":
                    text = "A YAML file cannot contain tabs as indentation."
                    raise self._refusal("tab-indentation", text)
                bare = line.rstrip(PHP_SPACE)
                if line[0] == "-" and (item := split_item(bare)):
                    yield from self._item(*item)
                elif entry := split_entry(bare):
                    yield from self._entry(*entry)
                else:
                    return self._other()
            if self.at == last:
                break
            self.at += 1
        value = self._items or self._entries or None
        return value if tag is None else self.document.tagged(tag, value or [])

    # Items and entries

    def _item(self, space: str, value: str | None) -> _Steps:
        """Read the item of a sequence on the current line."""
        if self._entries is not None:
            text = "You cannot define a sequence item when in a mapping."
            raise self._refusal("mixed-collection", text)
        if self._items is None:
            self._items = []
        anchor, value = self._take_anchor(value or "")
        if value.startswith("? "):
            raise self._refusal("complex-key", "Complex mappings are not supported.")
        result = yield from self._item_value(space, value)
        self._items.append(result)
        if anchor is not None:
            self._set_anchor(anchor, result)

    def _item_value(self, space: str, value: str) -> _Reading:
        """Read the value of an item."""
        # PHP counts bytes, and a space may be more than one.
        width = 1 + len(space.encode())
        number, place = self._number, self.place
        bare = value.lstrip(" ")
        if bare.startswith("-"):
            first = self.line[1 + len(space) :]
            lines = [first, *self._embedded(width, in_sequence=True)]
            return (yield self._below(_right_trimmed(lines), number - 1, place - 1))
        if not bare or bare[0] == "#":
            return (yield self._below(self._embedded(in_sequence=True), number, place))
        tag = self._line_tag(bare)
        if tag is not None:
            inner = yield self._below(self._embedded(in_sequence=True), number, place)
            return self.document.tagged(tag, inner)
        compact = compact_value(value)
        if compact is None:
            return self._value(value, in_mapping=False)
        lines = [value]
        if self._next_is_indented() or compact == ">-":
            lines += self._embedded(width)
        return (yield self._below(lines, self._number - 1, place - 1))

    def _entry(self, written: str, value: str | None) -> _Steps:
        """Read the entry of a mapping on the current line."""
        if self._items is not None:
            text = "You cannot define a mapping item when in a sequence."
            raise self._local_refusal("mixed-collection", text)
        if self._entries is None:
            self._entries = {}
        key = self._key(written)
        if key == "<<":
            yield from self._merge(self._entries, value)
            return
        anchor, value = self._take_anchor(value or "")
        tag: str | None = None
        if not value or value[0] == "#" or (tag := self._line_tag(value)) is not None:
            result = yield from self._nested(key, tag)
        else:
            result = self._latest = self._value(value, in_mapping=True)
            self._check_duplicate(key)
        self._entries[key] = result
        if anchor is not None:
            self._set_anchor(anchor, result)

    def _nested(self, key: int | str, tag: str | None) -> _Reading:
        """Read the value of a key that has none on its line."""
        value: PhpValue = "" if tag is not None else None
        number, place = self._number, self.place
        if self._next_is_below():
            value = self._latest = yield self._below(self._embedded(), number, place)
            self._check_duplicate(key, number, place)
        else:
            self._check_duplicate(key)
        return value if tag is None else self.document.tagged(tag, value)

    def _check_duplicate(self, key: int | str, number: int = 0, place: int = 0) -> None:
        """Refuse a key that has a value already; null counts as none, as for PHP's ``isset``."""
        if self._overwrite or self._entries is None or self._entries.get(key) is None:
            return
        text = f'Duplicate key "{key}" detected.'
        refusal = self._refusal("duplicate-key", text, place=place)
        refusal.said = number or refusal.said
        raise refusal

    def _key(self, written: str) -> int | str:
        """Return the value of a key."""
        try:
            if is_word(written):
                key = word_value(written)
            else:
                key = Inline(written, self.document, anchors={}).scalar()
        except RefusalError as refusal:
            refusal.place(self._number, self.line, self.place)
            raise
        if key is UNKNOWN:
            return written
        if isinstance(key, bool) or not isinstance(key, (int, str)):
            sort = "Numeric" if isinstance(key, float) else "Non-string"
            text = f"{sort} keys are not supported. Quote your evaluable mapping keys instead."
            raise self._refusal("key-type", text)
        return php_key(key)

    # Anchors, aliases and merge keys

    def _take_anchor(self, value: str) -> tuple[str | None, str]:
        """Take the anchor from before a value and open it."""
        if not value.startswith("&") or (anchor := ANCHOR.match(value)) is None:
            return None, value
        self.open.append(anchor[1])
        return anchor[1], anchor[2]

    def _set_anchor(self, name: str, value: PhpValue) -> None:
        """Close an anchor. The name 0 counts as none, being false in PHP."""
        if name != "0":
            self.document.anchors[name] = value
            self.open.pop()

    def _aliased(self, name: str, *, merges: bool = False) -> PhpValue:
        """Return the value of an anchor."""
        anchors = self.document.anchors
        if name in anchors:
            return self.document.aliased(anchors[name])
        if name in self.open:
            circle = ", ".join([*self.open[self.open.index(name) :], name])
            text = f'Circular reference [{circle}] detected for reference "{name}".'
            raise self._local_refusal("circular-alias", text)
        refusal = self._refusal if merges else self._local_refusal
        raise refusal("undefined-alias", f'Reference "{name}" does not exist.')

    def _merge(self, entries: PhpMap, value: str | None) -> _Steps:
        """Read the merge key on the current line."""
        if value is not None and (anchor := ANCHOR.match(value)):
            yield from self._anchored_merge(entries, anchor[1])
            return
        # From here on, keys may come twice in this block.
        self._overwrite = True
        place = self.place
        each = value is None or value[0] != "*"
        if value is not None and not each:
            source = self._aliased(value[1:], merges=True)
        else:
            start = place if value is None else place - 1
            lines = self._embedded() if value is None else [value]
            self._latest = "\n".join(lines)
            source = yield self._below(lines, self._number, start)
        if not is_array(source):
            text = "YAML merge keys used with a scalar value instead of an array."
            raise self._refusal("merge-scalar", text, place=place)
        first = source.get(0) if isinstance(source, dict) else next(iter(source), None)
        if not each or first is None:
            self._add(entries, source, place)
            return
        for item in children(source):
            if not is_array(item):
                near = "" if isinstance(item, Opaque) else php_string(item)
                text = "Merge items must be arrays."
                raise self._refusal("merge-scalar", text, near=near, place=place)
            self._add(entries, item, place)

    def _anchored_merge(self, entries: PhpMap, anchor: str) -> _Steps:
        """Read ``<<: &name``: the block below is merged and gets the anchor."""
        number, place = self._number, self.place
        if not self._next_is_below():
            self._check_duplicate("<<")
            entries["<<"] = None
            return
        value = yield self._below(self._embedded(), number, place)
        self._latest = self.document.anchors[anchor] = value
        self._add(entries, value, place)

    def _add(self, entries: PhpMap, source: PhpValue, place: int) -> None:
        """Merge an array for the merge key at a place."""
        try:
            self.document.merge(entries, source)
        except RefusalError as refusal:
            refusal.line = place
            raise

    # The lines ahead

    def _next_is_indented(self) -> bool:
        """Tell whether the next line that counts is further in than the current one."""
        ahead = self.ahead()
        return ahead is not None and indentation(ahead) > indentation(self.line)

    def _next_is_below(self) -> bool:
        """Tell whether a value stands below the current line, a key's.

        If there is nothing, symfony forgets to come back from the end of the block.
        """
        ahead = self.ahead()
        if ahead is None:
            self.at = len(self.lines) - 1
            return False
        return ahead[0] == " " or is_item(ahead)

    def _line_tag(self, value: str, *, look_ahead: bool = True) -> str | None:
        """Return the tag, without its mark, of a value that is a tag and stands for a block."""
        if not value.startswith("!") or (match := _TAG_LINE.fullmatch(value)) is None:
            return None
        if look_ahead and not self._next_is_indented():
            return None
        tag = match[1].removeprefix("!")
        if tag.startswith("!"):
            text = f'The built-in tag "!{tag}" is not implemented.'
            raise self._refusal("unsupported-tag", text, near=value)
        if self.document.custom_tags:
            return tag
        text = (
            'Tags support is not enabled. You must use the flag "Yaml::PARSE_CUSTOM_TAGS" to use '
            f'"{match[1]}".'
        )
        raise self._refusal("unsupported-tag", text, near=value)

    def _embedded(self, indent: int | None = None, *, in_sequence: bool = False) -> list[str]:
        """Take the lines that belong below the current one, and go to the last of them.

        Args:
            indent: The indentation to remove; by default that of the first line that counts.
            in_sequence: Whether the current line is an item.

        Returns:
            The lines; a single empty one if there are none.
        """
        own = indentation(self.line)
        if not self.advance():
            return [""]
        first = self.line
        if indent is None:
            ahead = self.ahead() if is_idle(first) else first
            indent = None if ahead is None else indentation(ahead)
            if indent == 0 and ahead is first and not is_item(first):
                raise self._refusal("indentation", "Indentation problem.")
        width = indent or 0
        outside = indentation(first) < width and not is_idle(first)
        # Behind a dash alone, a dash at the same indentation is the next item.
        if outside or (in_sequence and own == indent and first[width : width + 1] == "-"):
            self.at -= 1
            return [""]
        block = [first[width:] if indentation(first) >= width else first]
        self._take_rest(block, indent)
        return block

    def _take_rest(self, block: list[str], indent: int | None) -> None:
        """Take the lines that belong to a block, the first of which is the current line."""
        lines, width = self.lines, indent or 0
        first = self.line
        items, comment = is_item(first), first.lstrip(" ").startswith("#")
        for at in range(self.at + 1, len(lines)):
            line = lines[at]
            bare = line.lstrip(" ")
            found = len(line) - len(bare)
            idle = not bare or bare[0] == "#"
            if comment and not items:
                items, comment = is_item(line), bare[:1] == "#"
            ended = items and found == indent and not idle and not is_item(line)
            if not ended and (not bare or found >= width):
                block.append(line[width:])
            elif idle:
                block.append(line)
            elif ended or found == 0:
                self.at = at - 1
                return
            else:
                self.at = at
                raise self._refusal("indentation", "Indentation problem.")
        self.at = len(lines) - 1

    # Values

    def _inline(self, text: str) -> PhpValue:
        """Return the value of a string."""
        if is_word(text):
            return word_value(text)
        return Inline(text, self.document, depth=self.depth).parse()

    def _value(self, text: str, *, in_mapping: bool) -> PhpValue:
        """Read the value that begins with ``text``, the end of the current line."""
        if text[0] == "*":
            return self._aliased(alias_name(text))
        if text[0] in "!|>" and (header := _SCALAR_HEADER.fullmatch(text)):
            return self._block_scalar(header)
        place = self.place
        try:
            if text[0] in "[{\"'":
                return self._delimited(text)
            return self._plain(text, in_mapping=in_mapping)
        except RefusalError as refusal:
            refusal.place(self._number, self.line, place)
            raise

    def _delimited(self, text: str) -> PhpValue:
        """Read a value in quotes, or one in brackets, behind which anything may stand."""
        cursor = len(self.line.rstrip(PHP_SPACE)) - len(text.rstrip(PHP_SPACE))
        if text[0] in "[{":
            return self._inline(self.flow(cursor))
        quoted, cursor = self.quoted(cursor)
        value = self._inline(quoted)
        rest = self.line[cursor:]
        if rest != "0" and not _TRAILING.fullmatch(rest):
            raise RefusalError("unexpected-characters", f'Unexpected characters near "{rest}".')
        return value

    def _plain(self, text: str, *, in_mapping: bool) -> PhpValue:
        """Read an unquoted value with the indented lines after it, whatever they hold."""
        first, lines = self.place, self.lines
        pieces, after_blank = [text], False
        while self.at + 1 < len(lines) and lines[self.at + 1].startswith(" "):
            self.at += 1
            bare = lines[self.at].strip(PHP_SPACE)
            pieces.append(bare if after_blank and bare else f" {bare}" if bare else "\n")
            after_blank = not bare
        value = self._inline("".join(pieces))
        if in_mapping and text[0] != "!" and isinstance(value, str) and ": " in value:
            message = "A colon cannot be used in an unquoted mapping value."
            line = first + _piece_with_colon(pieces)
            raise RefusalError("colon-in-value", message, line=line)
        return value

    def _block_scalar(self, header: re.Match[str]) -> PhpValue:
        """Read the literal or folded scalar whose header stands on the current line."""
        number, place = self._number, self.place
        modifiers = header["modifiers"] or ""
        # No line is indented by a number of more digits.
        indent = int(modifiers.strip("+-")[:9] or "0")
        text = ""
        if self.advance():
            parts, to_the_end = self.scalar_lines(indent)
            # symfony counts the lines before the text's first key on one side only, so that the
            # last line may seem to be reached too soon; then the line end after it is lost.
            if to_the_end and self._number < self.document.length:
                parts.append("")
            text = folded_symfony(parts) if header["style"] == ">" else "\n".join(parts)
        if "+" not in modifiers:
            stripped = text.rstrip("\n")
            text = stripped if "-" in modifiers or stripped == text else stripped + "\n"
        tag = header["tag"]
        if tag is None:
            return text
        if tag != "!!binary":
            return self.document.tagged(tag[1:], text)
        try:
            return Inline("", self.document).binary(text)
        except RefusalError as refusal:
            refusal.place(number, text, place)
            raise

    # Lines that are neither item nor entry

    def _other(self) -> PhpValue:
        """Read what is left of the block from a line that is neither item nor entry."""
        line, place = self.line, self.place
        if line == "---":
            text = "Multiple documents are not supported."
            raise self._local_refusal("multiple-documents", text)
        if line.startswith("? "):
            raise self._refusal("complex-key", "Complex mappings are not supported.")
        try:
            if line[0] in "[{\"'":
                return self._whole()
            if self._is_single():
                return self._inline(self.lines[0])
        except RefusalError as refusal:
            refusal.place(self._number, self.line, place)
            raise
        if self.at == 0:
            inline = Inline(self._joined(), self.document, anchors={}, depth=self.depth)
            inline.constants = inline.custom_tags = False
            try:
                return inline.parse()
            except CrashError as crash:
                crash.place(0, "", place)
                raise
            except RefusalError:
                pass  # symfony replaces it by the general message
        raise self._unparsable()

    def _unparsable(self) -> RefusalError:
        kind = "indentation" if self.line.startswith(" ") else "syntax"
        return self._refusal(kind, "Unable to parse.")

    def _whole(self) -> PhpValue:
        """Read a block that is a flow collection or begins with a quoted scalar."""
        if self._items is not None or self._entries is not None:
            raise self._unparsable()
        if self.line[0] in "\"'":
            return self._inline(self.quoted(0)[0])  # the other lines are dropped
        value = self._inline(self.flow(0))
        while self.advance():
            if not is_idle(self.line):
                raise self._unparsable()
        return value

    def _is_single(self) -> bool:
        """Tell whether symfony takes the block for one line.

        It compares the first line with a variable that holds the block's text at the beginning,
        but then the value read last.
        """
        text = "\n".join(self.lines) if self._latest is UNDEFINED else self._latest
        return isinstance(text, str) and text.strip(PHP_SPACE) == self.lines[0]

    def _joined(self) -> str:
        """Join all lines as one unquoted scalar."""
        pieces: list[str] = []
        space = True
        for at, line in enumerate(self.lines):
            bare = line.strip(PHP_SPACE)
            if bare.startswith("#"):
                continue
            refusal = None
            if self.offset == 0 and line.startswith(" "):
                refusal = self._unparsable()
                refusal.kind, refusal.line = "indentation", self.start + at + 1
            elif ": " in line:
                text = "Mapping values are not allowed in multi-line blocks."
                refusal = self._refusal("colon-in-value", text)
                if self.line.startswith(" "):
                    refusal.kind = "indentation"
                else:
                    refusal.line = self.start + at + 1
            if refusal:
                raise refusal
            joins = bool(bare) and line.endswith("\\")
            if bare:
                pieces.append(" " if space else "")
                pieces.append(line[:-1].lstrip(PHP_SPACE) if joins else bare)
            else:
                pieces.append("\n")
            space = bool(bare) and not joins
        return "".join(pieces)


def _right_trimmed(lines: list[str]) -> list[str]:
    """Trim the end of a text that is given as lines, the first of which is not blank."""
    while len(lines) > 1 and not lines[-1].rstrip(PHP_SPACE):
        lines.pop()
    lines[-1] = lines[-1].rstrip(PHP_SPACE)
    return lines


def _piece_with_colon(pieces: list[str]) -> int:
    """Return the index of the piece that has the first colon before a space, or ends with it."""
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        if ": " in piece or (piece.endswith(":") and after.startswith(" ")):
            return at
    return 0
