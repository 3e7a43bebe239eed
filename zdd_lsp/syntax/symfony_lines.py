"""The lines of a block as symfony/yaml goes through them: what a line is, what spans several."""

from __future__ import annotations

import re
from typing import Final

from zdd_lsp.syntax.scalars import PHP_SPACE
from zdd_lsp.syntax.symfony_inline import QUOTED, SPACES, skip
from zdd_lsp.syntax.symfony_refusal import RefusalError

_SPACE: Final = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
r"""What ``\s`` means in symfony's patterns that are in UTF-8 mode."""

_DASH = re.compile(rf"-(?:([{_SPACE}]+)(.+))?")
_COMPACT_COLON = re.compile(rf":(?=[{_SPACE}]|\Z)")
_COLON = re.compile(r":(?=[ \t]|\Z)")
_WORD_ENTRY = re.compile(r"([A-Za-z_][0-9A-Za-z_.-]*):(?:[ \t]++(.+))?")
_TAG_PREFIX = re.compile(rf"![^{_SPACE}]+[{_SPACE}]+")
_CONSTANT_PREFIX = re.compile(r"!?!php/const:(?=[^ '\"\[{!])")
_DIRECTIVE = re.compile(r"%YAML[: ][\d.]+")
_SINGLE_PART = re.compile(r"[^']*+(?:''[^']*+)*+")
_DOUBLE_PART = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+')
_EASY_FLOW = re.compile(r"""\[(?:[^\[\]{}"'# ]++(?: [^\[\]{}"'# ]++)*+)?\]""")
_FLOW_WORD = re.compile(r"[^\[\]{},: ]*")
_UNCLOSED: Final = "Malformed inline YAML string."


def indentation(line: str) -> int:
    """Return the number of spaces before a line."""
    return len(line) - len(line.lstrip(" "))


def is_idle(line: str) -> bool:
    """Tell whether a line is blank or a comment."""
    return line.lstrip(" ")[:1] in ("", "#")


def is_item(line: str) -> bool:
    """Tell whether a line begins an item of a sequence that is not indented."""
    return line.startswith("- ") or line.rstrip(PHP_SPACE) == "-"


def split_item(line: str) -> tuple[str, str | None] | None:
    """Split a line, right-trimmed, into what separates a dash from its value, and the value."""
    dash = _DASH.fullmatch(line)
    return (dash[1] or "", dash[2]) if dash else None


def split_entry(line: str) -> tuple[str, str | None] | None:
    """Split a line, right-trimmed, into a key as written and its value.

    Returns:
        None if the line is no entry; else the key, and None for the value if nothing follows.
    """
    if word := _WORD_ENTRY.fullmatch(line):  # nearly all entries, and quick to tell
        return word[1], word[2]
    prefix = _TAG_PREFIX.match(line) if line.startswith("!") else None
    found = _find_colon(line, prefix.end()) if prefix else None
    end, colon = found or _find_colon(line, 0) or (0, 0)
    key = line[:end]
    if not end or (" #" in key and key[0] not in "\"'"):
        return None
    return key, line[colon + 1 :].lstrip(" \t") or None


def _find_colon(line: str, start: int) -> tuple[int, int] | None:
    """Return the end of the key that begins at an index, tags before it aside, and its colon."""
    first = line[start : start + 1]
    if first in ('"', "'"):
        quoted = QUOTED.match(line, start)
        colon = _COLON.match(line, skip(SPACES, line, quoted.end())) if quoted else None
        return (quoted.end(), colon.start()) if quoted and colon else None
    if first == "!":
        prefix = _CONSTANT_PREFIX.match(line, start)
        first, start = ("!", prefix.end()) if prefix else ("", start)
    if first in ("", " ", "[", "{"):
        return None
    colon = _COLON.search(line, start + 1)
    return (len(line[: colon.start()].rstrip(" ")), colon.start()) if colon else None


def compact_value(value: str) -> str | None:
    """Return the value of a mapping that begins behind a dash, or None if none begins there."""
    if value[0] == "!":
        return ""
    if value[0] in "\"'":
        quoted = QUOTED.match(value)
        colon = _COMPACT_COLON.match(value, skip(SPACES, value, quoted.end())) if quoted else None
    else:
        colon = None if value[0] in " [{" else _COMPACT_COLON.search(value, 1)
    return value[colon.end() :].strip() if colon else None


def without_head(lines: list[str]) -> tuple[list[str], int]:
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
    trimmed = text.rstrip(" \t\n\v\f\r")
    if trimmed.endswith("..."):
        text = trimmed.removesuffix("...")
    return text.split("\n"), head


class Lines:
    """Lines, one of which is the current one.

    Attributes:
        lines: The lines, without what is before the first that counts (`without_head`).
        at: The index of the current line.
        head: How many lines are gone from the beginning.
        start: The number of the first line in the text, from 0.
    """

    def __init__(self, lines: list[str], start: int = 0) -> None:
        self.lines, self.head = without_head(lines)
        self.start = start + self.head
        self.at = 0

    @property
    def line(self) -> str:
        """The current line."""
        return self.lines[self.at]

    @property
    def place(self) -> int:
        """The number of the current line in the text, from 1."""
        return self.start + self.at + 1

    def advance(self) -> bool:
        """Go to the next line; False at the last one."""
        if self.at >= len(self.lines) - 1:
            return False
        self.at += 1
        return True

    def ahead(self) -> str | None:
        """Return the next line that is neither blank nor a comment."""
        lines = self.lines
        for at in range(self.at + 1, len(lines)):
            if not is_idle(lines[at]):
                return lines[at]
        return None

    def scalar_lines(self, indent: int) -> tuple[list[str], bool]:
        """Take the lines of a block scalar from the current one on, and go to its last.

        Args:
            indent: The indentation to remove; 0 for that of the first line that is not blank.

        Returns:
            The lines, with an empty one for the end of the last if other lines follow, and
            whether they reach the end.
        """
        parts: list[str] = []
        while not self.line.strip(" "):
            if not self.advance():
                return parts, True
            parts.append("")
        indent = indent or indentation(self.line)
        if not indent:
            parts.append("")
        while indent and (indentation(self.line) >= indent or not self.line.strip(" ")):
            parts.append(self.line[indent:])
            if not self.advance():
                return parts, True
        parts.append("")
        self.at -= 1
        return parts, False

    def quoted(self, cursor: int) -> tuple[str, int]:
        """Join the lines of the quoted scalar at an index of the current line.

        Returns:
            The scalar with its quotes, and the index behind it in the line where it ends.
        """
        opened = self.place
        quote = self.line[cursor]
        part = _DOUBLE_PART if quote == '"' else _SINGLE_PART
        pieces, space = [quote], False
        cursor += 1
        while True:
            line = self.line
            blank = not line.strip(" ")
            end = skip(part, line, cursor)
            pieces += "\n" if blank else " " if space else "", line[cursor:end]
            if line.startswith(quote, end):
                pieces.append(quote)
                return "".join(pieces), end + 1
            # A backslash at the end of a line joins without a space, even in single quotes.
            space = not blank and line[-1] != "\\"
            if not self.advance():
                raise RefusalError("unclosed-quote", _UNCLOSED, line=opened)
            cursor = indentation(self.line)

    def flow(self, cursor: int) -> str:
        """Join the lines of the flow collection at an index of the current line."""
        if easy := _EASY_FLOW.match(self.line, cursor):
            return easy[0]
        opened = self.place
        pieces: list[str] = []
        closers: list[str] = []
        while True:
            piece, cursor = self._token(cursor)
            if not piece:
                if not self.advance():
                    raise RefusalError("unclosed-flow", _UNCLOSED, line=opened)
                cursor = self._blanks(0)[0]
                continue
            pieces.append(piece)
            if piece in "[{":
                closers.append("]" if piece == "[" else "}")
                cursor = self._blanks(cursor)[0]
                continue
            if piece in "]}" and piece != closers.pop():
                text = "Malformed unquoted YAML string."
                raise RefusalError("flow-syntax", text, line=self.place)
            if not closers:
                return "".join(pieces)
            cursor, spaced = self._blanks(cursor)
            if spaced:
                pieces.append(" ")

    def _token(self, cursor: int) -> tuple[str, int]:
        """Return the token at an index and the index behind it; "" for the end of a line."""
        line = self.line
        char = line[cursor : cursor + 1]
        if char in ("", "#"):
            return "", cursor
        if char in "\"'":
            return self.quoted(cursor)
        token = line[cursor : skip(_FLOW_WORD, line, cursor)] or char
        return token, cursor + len(token)

    def _blanks(self, cursor: int) -> tuple[int, bool]:
        """Skip spaces and line ends; return the index and whether there was a space."""
        spaced = False
        while True:
            end = skip(SPACES, self.line, cursor)
            spaced |= end > cursor
            if end < len(self.line) or not self.advance():
                return end, spaced
            cursor = 0
