_UNICODE_SPACE: Final = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What ``\s`` means in symfony's patterns that are in UTF-8 mode."""
_DASH = re.compile(rf"-(?:([{_UNICODE_SPACE}]+)(.+))?")
_COMPACT_COLON = re.compile(rf":(?=[{_UNICODE_SPACE}]|\Z)")
_COLON = re.compile(r":(?=[ \t]|\Z)")
_TAG_PREFIX = re.compile(rf"![^{_UNICODE_SPACE}]+[{_UNICODE_SPACE}]+")
_CONSTANT_PREFIX = re.compile(r"!?!php/const:(?=[^ '\"\[{!])")
_TAG_LINE = re.compile(r"(![0-9A-Za-z_!./:-]+) *(?: +#.*)?")
_SCALAR_HEADER = re.compile(
    r"(?:(?P<tag>![0-9A-Za-z_!./:-]+) +)?(?P<style>[|>])"
    r"(?P<modifiers>[+-]?[0-9]+|[0-9]+[+-]|[+-])?(?: +#.*)?"
)
_DIRECTIVE = re.compile(r"%YAML[: ][\d.]+")
_SINGLE_PART = re.compile(r"[^']*+(?:''[^']*+)*+")
_DOUBLE_PART = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+')
_FLOW_WORD = re.compile(r"[^\[\]{},: ]+")
_END_MARKER_SPACE: Final = " \t\n\v\f\r"


def _parse(root: Block) -> PhpValue:
    """Run a block and all blocks below it; the stack is ours, so that depth costs no recursion."""
    stack = [root.read()]
    value: PhpValue = None
    while stack:
        try:
            child = stack[-1].send(value)
        except StopIteration as finished:
            stack.pop()
            value = finished.value
        else:
            if child.depth > MAX_DEPTH:
                raise nesting()
            stack.append(child.read())
            value = None
    return value


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_idle(line: str) -> bool:
    """Tell whether a line is blank or a comment."""
    bare = line.lstrip(" ")
    return not bare or bare[0] == "#"


def _is_comment(line: str) -> bool:
    return line.lstrip(" ")[:1] == "#"


def _is_item(line: str) -> bool:
    """Tell whether a line begins an item of a sequence that is not indented."""
    return line.startswith("- ") or line.rstrip(PHP_SPACE) == "-"


def _split_entry(line: str) -> tuple[str, str | None] | None:
    """Split a line, right-trimmed, into a key as written and its value.

    Returns:
        None if the line is no entry; else the key, and None for the value if nothing follows.
    """
    prefix = _TAG_PREFIX.match(line)
    found = _split_from(line, prefix.end()) if prefix else None
    return found or _split_from(line, 0)


def _split_from(line: str, start: int) -> tuple[str, str | None] | None:
    """Split an entry whose key, without the tag before it, begins at an index."""
    first = line[start : start + 1]
    if first in ('"', "'"):
        quoted = QUOTED.match(line, start)
        if quoted is None:
            return None
        at = skip(SPACES, line, quoted.end())
        if not _COLON.match(line, at):
            return None
        return line[: quoted.end()], line[at + 1 :].lstrip(" \t") or None
    if first == "!":
        constant_prefix = _CONSTANT_PREFIX.match(line, start)
        if constant_prefix is None:
            return None
        start = constant_prefix.end()
    elif first in ("", " ", "[", "{"):
        return None
    colon = _COLON.search(line, start + 1)
    if colon is None:
        return None
    key = line[: colon.start()].rstrip(" ")
    if " #" in key and key[0] not in "\"'":
        return None
    return key, line[colon.end() :].lstrip(" \t") or None


def _without_head(lines: list[str]) -> tuple[list[str], int]:
    """Drop directive, comments and document marker before a block, as symfony does for each.

    A line that ends the text stays, whatever it is. Only behind a marker at the beginning may
    the text end with ``...``.

    Returns:
        The other lines, and how many are gone from the beginning.
    """
    head, last = 0, len(lines) - 1
    if last > 0 and _DIRECTIVE.match(lines[0]):
        head = 1
    while head < last and lines[head].startswith("#"):
        head += 1
    if head == last or not lines[head].startswith("---"):
        return lines[head:] if head else lines, head
    head += 1
    text = "\n".join(lines[head:])
    trimmed = text.rstrip(_END_MARKER_SPACE)
    if trimmed.endswith("..."):
        text = trimmed[:-3]
    return text.split("\n"), head


class Block:
    """The line-wise parser of one block: the whole text, or the lines under a key or a dash.

    Attributes:
        document: What all blocks share.
        lines: The block's lines, the indentation of the block removed.
        at: The index of the current line.
        offset: The number of the first line in the text as symfony counts, from 0.
        start: The same as it is. symfony is ahead where an item's lines follow its dash.
        depth: How many blocks are around this one.
        open: The anchors whose values are still being read.
    """

    def __init__(self, document: Document, lines: list[str]) -> None:
        self.document = document
        self.lines, self.offset = _without_head(lines)
        self.start = self.offset
        self.depth = 0
        self.at = 0
        self.open: list[str] = []
        self._sequence: list[PhpValue] | None = None
        self._mapping: dict[int | str, PhpValue] | None = None
        self._overwrite = False
        # What the parser read last is compared with the first line where nothing else fits.
        self._latest: PhpValue = None
        if document.length < 0:
            document.length = len(self.lines)

    def _below(self, lines: list[str], offset: int, start: int) -> Block:
        """Return the block of some lines, to be read."""
        block = Block(self.document, lines)
        block.offset += offset
        block.start += start
        block.depth = self.depth + 1
        block.open = self.open.copy()
        return block

    @property
    def line(self) -> str:
        """The current line."""
        return self.lines[self.at]

    def _advance(self) -> bool:
        """Go to the next line; False at the end."""
        if self.at >= len(self.lines) - 1:
            return False
        self.at += 1
        return True

    def _number(self) -> int:
        """The current line's number as symfony gives it, from 1."""
        return self.offset + self.at + 1

    def _refusal(self, kind: str, text: str, *, near: str | None = None) -> RefusalError:
        """Return a refusal of the current line."""
        snippet = self.line if near is None else near
        line = self.start + self.at + 1
        return RefusalError(kind, text, said=self._number(), near=snippet, line=line)

    def read(self) -> _Reading:
        """Read the block: yield blocks below it, take their values, return the value."""
        while _is_idle(self.line):
            if not self._advance():
                return None
        tag = self._line_tag(self.line, look_ahead=False)
        if tag is not None and not self._advance():
            return self.document.tagged(tag, "")
        more = True
        while more:
            line = self.line
            if not _is_idle(line):
                if line[0] == "\t":
                    text = "A YAML file cannot contain tabs as indentation."
                    raise self._refusal("tab-indentation", text)
                bare = line.rstrip(PHP_SPACE)
                if line[0] == "-" and (dash := _DASH.fullmatch(bare)):
                    yield from self._item(dash[1] or "", dash[2])
                elif entry := _split_entry(bare):
                    yield from self._entry(*entry)
                else:
                    return self._other()
            more = self._advance()
        value = self._sequence or self._mapping or None
        return value if tag is None else self.document.tagged(tag, value or [])

    # Items and entries

    def _item(self, lead: str, value: str | None) -> _Steps:
        """Read the item of a sequence on the current line."""
        if self._mapping is not None:
            text = "You cannot define a sequence item when in a mapping."
            raise self._refusal("mixed-collection", text)
        if self._sequence is None:
            self._sequence = []
        anchor, value = self._take_anchor(value)
        if value is not None and value.startswith("? "):
            raise self._refusal("complex-key", "Complex mappings are not supported.")
        here = self.at
        width = 1 + len(lead.encode())
        bare = (value or "").lstrip(" ")
        result: PhpValue
        if bare.startswith("-"):
            first = self.line[1 + len(lead) :]
            lines = _right_trimmed([first, *self._embedded(width, in_sequence=True)])
            result = yield self._below(lines, self.offset + here, self.start + here)
        elif not bare or bare[0] == "#":
            lines = self._embedded(in_sequence=True)
            result = yield self._below(lines, self.offset + here + 1, self.start + here + 1)
        elif (tag := self._line_tag(bare)) is not None:
            lines = self._embedded(in_sequence=True)
            inner = yield self._below(lines, self.offset + here + 1, self.start + here + 1)
            result = self.document.tagged(tag, inner)
        elif value and (compact := _compact_value(value)) is not None:
            lines = [value]
            if self._next_is_indented() or compact == ">-":
                lines += self._embedded(width)
            result = yield self._below(lines, self.offset + self.at, self.start + here)
        else:
            result = self._value(value or "", in_mapping=False)
        self._sequence.append(result)
        self._set_anchor(anchor, result)

    def _entry(self, written: str, value: str | None) -> _Steps:
        """Read the entry of a mapping on the current line."""
        if self._sequence is not None:
            text = "You cannot define a mapping item when in a sequence."
            raise self._relative("mixed-collection", text)
        if self._mapping is None:
            self._mapping = {}
        key = self._key(written)
        if key == "<<":
            merge_anchor = ANCHOR.match(value or "")
            if merge_anchor is None:
                yield from self._merge(value)
            else:
                yield from self._anchored_merge(merge_anchor[1])
            return
        anchor, value = self._take_anchor(value)
        tag: str | None = None
        if not value or value[0] == "#" or (tag := self._line_tag(value)) is not None:
            result = yield from self._nested(key, tag)
        else:
            result = self._latest = self._value(value, in_mapping=True)
            self._check_duplicate(key)
        self._mapping[key] = result
        self._set_anchor(anchor, result)

    def _nested(self, key: int | str, tag: str | None) -> _Reading:
        """Read the value of a key that has none on its line."""
        if not self._next_is_indented() and not self._next_is_item():
            self._check_duplicate(key)
            return None if tag is None else self.document.tagged(tag, "")
        here = self.at
        lines = self._embedded()
        value = yield self._below(lines, self.offset + here + 1, self.start + here + 1)
        self._latest = value
        self._check_duplicate(key, here)
        return value if tag is None else self.document.tagged(tag, value)

    def _check_duplicate(self, key: int | str, at: int | None = None) -> None:
        """Refuse a key that has a value already; null counts as none, as for PHP's ``isset``."""
        if self._overwrite or self._mapping is None or self._mapping.get(key) is None:
            return
        refusal = self._refusal("duplicate-key", f'Duplicate key "{key}" detected.')
        if at is not None:
            refusal.said = self.offset + at + 1
            refusal.line = self.start + at + 1
        raise refusal

    def _key(self, written: str) -> int | str:
        """Return a key's value."""
        try:
            key = Inline(written, self.document, anchors={}).scalar()
        except RefusalError as refusal:
            refusal.place(self._number(), self.line, self.start + self.at + 1)
            raise
        if key is UNKNOWN:
            return written
        if isinstance(key, bool) or not isinstance(key, (int, str)):
            sort = "Numeric" if isinstance(key, float) else "Non-string"
            text = f"{sort} keys are not supported. Quote your evaluable mapping keys instead."
            raise self._refusal("key-type", text)
        return php_key(key)

    # Anchors, aliases and merge keys

    def _take_anchor(self, value: str | None) -> tuple[str | None, str | None]:
        """Take the anchor from before a value and open it."""
        if not value or value[0] != "&" or (match := ANCHOR.match(value)) is None:
            return None, value
        self.open.append(match[1])
        return match[1], match[2]

    def _set_anchor(self, anchor: str | None, value: PhpValue) -> None:
        """Close an anchor. PHP takes the name 0 for no name."""
        if anchor is not None and anchor != "0":
            self.document.anchors[anchor] = value
            self.open.pop()

    def _aliased(self, name: str) -> PhpValue:
        """Return the value of an anchor."""
        anchors = self.document.anchors
        if name in anchors:
            return self.document.aliased(anchors[name])
        if name in self.open:
            circle = ", ".join([*self.open[self.open.index(name) :], name])
            text = f'Circular reference [{circle}] detected for reference "{name}".'
            raise self._relative("circular-alias", text)
        raise self._relative("undefined-alias", f'Reference "{name}" does not exist.')

    def _relative(self, kind: str, text: str) -> RefusalError:
        """Return a refusal for which symfony counts the lines of this block only."""
        refusal = self._refusal(kind, text)
        refusal.said = self.at + 1
        return refusal

    def _merge(self, value: str | None) -> _Steps:
        """Read the merge key on the current line."""
        self._overwrite = True
        is_alias = value is not None and value[0] == "*"
        if value is not None and is_alias:
            name = value[1:]
            if name not in self.document.anchors and name not in self.open:
                raise self._refusal("undefined-alias", f'Reference "{name}" does not exist.')
            source = self._aliased(name)
        else:
            start = self.start + self.at + (value is None)
            lines = self._embedded() if value is None else [value]
            self._latest = "\n".join(lines)
            source = yield self._below(lines, self._number(), start)
        if not is_array(source):
            text = "YAML merge keys used with a scalar value instead of an array."
            raise self._refusal("merge-scalar", text)
        if is_alias:
            self._add(source)
        else:
            self._add_each(source)

    def _add_each(self, source: list[PhpValue] | dict[int | str, PhpValue]) -> None:
        """Add the entries of a map, or of each map in a list."""
        first = source.get(0) if isinstance(source, dict) else next(iter(source), None)
        if first is None:
            self._add(source)
            return
        for value in children_of(source):
            if not is_array(value):
                text = "Merge items must be arrays."
                near = "" if isinstance(value, Opaque) else php_string(value)
                raise self._refusal("merge-scalar", text, near=near)
            self._add(value)

    def _add(self, source: PhpValue) -> None:
        try:
            assert self._mapping is not None
            self.document.merge(self._mapping, source)
        except RefusalError as refusal:
            refusal.line = self.start + self.at + 1
            raise

    def _anchored_merge(self, anchor: str) -> _Steps:
        """Read ``<<: &name``: the block below is merged and gets the anchor."""
        assert self._mapping is not None
        if not self._next_is_indented() and not self._next_is_item():
            self._check_duplicate("<<")
            self._mapping["<<"] = None
            return
        start = self.start + self.at + 1
        number = self._number()
        value = yield self._below(self._embedded(), number, start)
        self._latest = self.document.anchors[anchor] = value
        self._add(value)

    # The lines ahead

    def _ahead(self) -> str | None:
        """Return the next line that is neither blank nor a comment."""
        lines = self.lines
        for at in range(self.at + 1, len(lines)):
            if not _is_idle(lines[at]):
                return lines[at]
        return None

    def _next_is_indented(self) -> bool:
        """Tell whether the next line that counts is further in than the current one."""
        ahead = self._ahead()
        return ahead is not None and _indent(ahead) > _indent(self.line)

    def _next_is_item(self) -> bool:
        """Tell whether the next line that counts is an item at the current indentation.

        Where there is no such line, symfony forgets to come back from the end of the block.
        """
        ahead = self._ahead()
        if ahead is None:
            self.at = len(self.lines) - 1
            return False
        return _is_item(ahead) and _indent(self.line) == 0

    def _line_tag(self, value: str, *, look_ahead: bool = True) -> str | None:
        """Return the tag, without its mark, of a value that is a tag and stands for a block."""
        if not value.startswith("!") or (match := _TAG_LINE.fullmatch(value)) is None:
            return None
        if look_ahead and not self._next_is_indented():
            return None
        tag = match[1][1:]
        if tag.startswith("!"):
            text = f'The built-in tag "!{tag}" is not implemented.'
            raise self._refusal("unsupported-tag", text, near=value)
        if self.document.custom_tags:
            return tag
        raise self._refusal(
            "unsupported-tag",
            'Tags support is not enabled. You must use the flag "Yaml::PARSE_CUSTOM_TAGS" to use '
            f'"{match[1]}".',
            near=value,
        )

    def _embedded(self, indent: int | None = None, *, in_sequence: bool = False) -> list[str]:
        """Take the lines that belong below the current one, and go to the last of them.

        Args:
            indent: The indentation to remove; by default that of the first line that counts.
            in_sequence: Whether the current line is an item.

        Returns:
            The lines; a single empty one if there are none.
        """
        lines = self.lines
        own = _indent(self.line)
        if not self._advance():
            return [""]
        first = self.line
        if indent is None:
            ahead = first if not _is_idle(first) else self._ahead()
            indent = None if ahead is None else _indent(ahead)
            if indent == 0 and ahead is first and not _is_item(first):
                raise self._refusal("indentation", "Indentation problem.")
        width = indent or 0
        is_nested = not (in_sequence and own == indent and first[width : width + 1] == "-")
        if not is_nested or (_indent(first) < width and not _is_idle(first)):
            self.at -= 1
            return [""]
        block = [first[width:] if _indent(first) >= width else first]
        items, comment = _is_item(first), _is_comment(first)
        for at in range(self.at + 1, len(lines)):
            line = lines[at]
            bare = line.lstrip(" ")
            found = len(line) - len(bare)
            if comment and not items:
                items, comment = _is_item(line), bare[:1] == "#"
            if items and found == indent and bare and bare[0] != "#" and not _is_item(line):
                self.at = at - 1
                return block
            if not bare or found >= width:
                block.append(line[width:])
            elif bare[0] == "#":
                block.append(line)
            elif found == 0:
                self.at = at - 1
                return block
            else:
                self.at = at
                raise self._refusal("indentation", "Indentation problem.")
        self.at = len(lines) - 1
        return block

    # Values

    def _value(self, text: str, *, in_mapping: bool) -> PhpValue:
        """Read the value that begins with ``text``, the rest of the current line."""
        if text.startswith("*"):
            return self._aliased(alias_name(text))
        if text[0] in "!|>" and (header := _SCALAR_HEADER.fullmatch(text)):
            return self._block_scalar(header)
        line = self.start + self.at + 1
        try:
            if text[0] in "[{\"'":
                return self._bracketed(text)
            return self._plain(text, in_mapping=in_mapping)
        except RefusalError as refusal:
            refusal.place(self._number(), self.line, line)
            raise

    def _inline(self, text: str) -> PhpValue:
        inline = Inline(text, self.document)
        inline.depth = self.depth
        return inline.parse()

    def _bracketed(self, text: str) -> PhpValue:
        """Read a value in brackets, behind which anything may follow, or in quotes."""
        cursor = len(self.line.rstrip(PHP_SPACE)) - len(text.rstrip(PHP_SPACE))
        if text[0] in "[{":
            return self._inline(self._flow(cursor))
        quoted, cursor = self._quoted(cursor)
        value = self._inline(quoted)
        rest = self.line[cursor:]
        if rest not in ("", "0") and not _NOTHING.fullmatch(rest):
            raise RefusalError("unexpected-characters", f'Unexpected characters near "{rest}".')
        return value

    def _plain(self, text: str, *, in_mapping: bool) -> PhpValue:
        """Read an unquoted value with the indented lines after it, whatever they hold."""
        starts, after_blank = [(0, self.at)], False
        while self._advance():
            if not self.line.startswith(" "):
                self.at -= 1
                break
            bare = self.line.strip(PHP_SPACE)
            text += bare if after_blank and bare else f" {bare}" if bare else "\n"
            starts.append((len(text) - len(bare), self.at))
            after_blank = not bare
        value = self._inline(text)
        if in_mapping and text[0] != "!" and isinstance(value, str) and ": " in value:
            colon = text.index(": ")
            line = max(at for start, at in starts if start <= colon)
            raise RefusalError(
                "colon-in-value",
                "A colon cannot be used in an unquoted mapping value.",
                line=self.start + line + 1,
            )
        return value

    def _block_scalar(self, header: re.Match[str]) -> PhpValue:
        """Read the literal or folded scalar whose header stands on the current line."""
        number, line = self._number(), self.start + self.at + 1
        modifiers = header["modifiers"] or ""
        # PHP reads ever longer numbers as its largest integer; no line is indented so far.
        indent = int(modifiers.strip("+-")[:9] or "0")
        parts = self._scalar_lines(indent)
        text = _folded(parts) if header["style"] == ">" else "\n".join(parts)
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
            refusal.place(number, text, line)
            raise

    def _scalar_lines(self, indent: int) -> list[str]:
        """Take a block scalar's lines, with an empty one for each line end to keep."""
        if not self._advance():
            return [""]
        parts: list[str] = []
        ended = False
        while not ended and not self.line.strip(" "):
            if self._advance():
                parts.append("")
            else:
                ended = True
        indent = indent or _indent(self.line)
        if indent:
            while not ended and (_indent(self.line) >= indent or not self.line.strip(" ")):
                parts.append(self.line[indent:])
                ended = not self._advance()
        elif not ended:
            parts.append("")
        if not ended:
            self.at -= 1
        if not ended or self.offset + self.at < self.document.length - 1:
            parts.append("")
        return parts

    # What stands across lines

    def _quoted(self, cursor: int) -> tuple[str, int]:
        """Join the lines of the quoted scalar at an index of the current line.

        Returns:
            The scalar with its quotes, and the index behind it in the line where it ends.
        """
        opened = self.start + self.at + 1
        quote = self.line[cursor]
        part = _DOUBLE_PART if quote == '"' else _SINGLE_PART
        pieces, space = [quote], False
        cursor += 1
        while True:
            line = self.line
            blank = not line.strip(" ")
            pieces.append("\n" if blank else " " if space else "")
            end = skip(part, line, cursor)
            pieces.append(line[cursor:end])
            if line.startswith(quote, end):
                pieces.append(quote)
                return "".join(pieces), end + 1
            # A backslash at the end of a line joins without a space, even in single quotes.
            space = not blank and line[-1] != "\\"
            if not self._advance():
                raise RefusalError("unclosed-quote", _UNCLOSED_TEXT, line=opened)
            cursor = _indent(self.line)

    def _flow(self, cursor: int) -> str:
        """Join the lines of the flow collection at an index of the current line."""
        opened = self.start + self.at + 1
        pieces: list[str] = []
        closers: list[str] = []
        while True:
            line = self.line
            char = line[cursor : cursor + 1]
            if char in ("", "#"):
                if not self._advance():
                    raise RefusalError("unclosed-flow", _UNCLOSED_TEXT, line=opened)
                cursor = self._blanks(0)[0]
                continue
            if char in "[{":
                closers.append("]" if char == "[" else "}")
                pieces.append(char)
                cursor = self._blanks(cursor + 1)[0]
                continue
            if char in "\"'":
                piece, cursor = self._quoted(cursor)
            else:
                piece = char
                if char == closers[-1]:
                    closers.pop()
                elif char not in ":,":
                    piece = line[cursor : skip(_FLOW_WORD, line, cursor)]
                    if not piece:
                        text = "Malformed unquoted YAML string."
                        raise RefusalError("flow-syntax", text, line=self.start + self.at + 1)
                cursor += len(piece)
            pieces.append(piece)
            if not closers:
                return "".join(pieces)
            cursor, spaced = self._blanks(cursor)
            if spaced:
                pieces.append(" ")

    def _blanks(self, cursor: int) -> tuple[int, bool]:
        """Skip spaces and line ends; return the index and whether there was a space."""
        spaced = False
        while True:
            end = skip(SPACES, self.line, cursor)
            spaced |= end > cursor
            if end < len(self.line) or not self._advance():
                return end, spaced
            cursor = 0

    # Lines that are neither item nor entry

    def _other(self) -> PhpValue:
        """Read what is left of the block from a line that is neither item nor entry."""
        line = self.line
        number = self.start + self.at + 1
        try:
            if line[0] in "[{\"'":
                return self._whole()
            if line == "---":
                raise self._relative("multiple-documents", "Multiple documents are not supported.")
            if line.startswith("? "):
                raise self._refusal("complex-key", "Complex mappings are not supported.")
            if self._is_single():
                return self._inline(self.lines[0])
        except RefusalError as refusal:
            if not refusal.said:
                refusal.place(self._number(), self.line, number)
            raise
        if self.at == 0:
            text = self._joined()
            inline = Inline(text, self.document, flags=False, anchors={})
            inline.depth = self.depth
            try:
                return inline.parse()
            except CrashError as crash:
                crash.place(0, "", number)
                raise
            except RefusalError:
                pass
        raise self._unparsable()

    def _unparsable(self) -> RefusalError:
        kind = "indentation" if self.line.startswith(" ") else "syntax"
        return self._refusal(kind, "Unable to parse.")

    def _whole(self) -> PhpValue:
        """Read a block that is one flow collection or begins with a quoted scalar."""
        if self._sequence is not None or self._mapping is not None:
            raise self._unparsable()
        if self.line[0] in "\"'":
            return self._inline(self._quoted(0)[0])  # the other lines are dropped
        value = self._inline(self._flow(0))
        while self._advance():
            if not _is_idle(self.line):
                raise self._unparsable()
        return value

    def _is_single(self) -> bool:
        """Tell whether symfony takes the block for one line.

        It compares the first line with the variable that held the block's text, and that after
        the first entry of a mapping holds the last value.
        """
        text = "\n".join(self.lines) if self._mapping is None else self._latest
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
            elif ": " in line:
                text = "Mapping values are not allowed in multi-line blocks."
                refusal = self._refusal("colon-in-value", text)
            if refusal:
                refusal.line = self.start + at + 1
                raise refusal
            joins = line.endswith("\\")
            if not bare:
                pieces.append("\n")
            else:
                pieces.append(" " if space else "")
                pieces.append(line[:-1].lstrip(PHP_SPACE) if joins else bare)
            space = bool(bare) and not joins
        return "".join(pieces)


_UNCLOSED_TEXT: Final = "Malformed inline YAML string."
_NOTHING = re.compile(r"[ \t\n\v\f\r]*(?:#[^\n]*)?")


def _compact_value(value: str) -> str | None:
    """Return the value of a mapping that begins behind a dash, or None if none begins there."""
    if value[0] == "!":
        return ""
    if value[0] in "\"'":
        quoted = QUOTED.match(value)
        colon = _COMPACT_COLON.match(value, skip(SPACES, value, quoted.end())) if quoted else None
    else:
        colon = None if value[0] in " [{" else _COMPACT_COLON.search(value, 1)
    return value[colon.end() :].strip() if colon else None


def _right_trimmed(lines: list[str]) -> list[str]:
    """Trim the end of a text that is given as lines, the first of which is not blank."""
    while len(lines) > 1 and not lines[-1].rstrip(PHP_SPACE):
        lines.pop()
    lines[-1] = lines[-1].rstrip(PHP_SPACE)
    return lines


def _folded(parts: list[str]) -> str:
    """Fold the lines of a block scalar: indented ones keep the line ends around them."""
    text: list[str] = []
    joint = ""
    for part in parts:
        if not part:
            text.append("\n")
            joint = ""
        elif part[0] == " ":
            text.append(f"\n{part}")
            joint = "\n"
        else:
            text.append(joint + part)
            joint = " "
    return "".join(text)
