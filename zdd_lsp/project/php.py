"""Reads PHP files that return a literal array, such as `app/etc/config.php`. Runs nothing.

What is not literal (a constant, a call, a concatenation) is `UNKNOWN`, and nothing may be
concluded from it. Numbers, escapes and keys mean what they mean to PHP 8.2.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_DEPTH = 100
"""How deep arrays may be nested; those of Magento are nested about ten levels deep."""


class Unknown(Enum):
    """The type of `UNKNOWN`."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
"""A key or a value that only running the file would tell."""


class PhpArray:
    """A literal array. Iterating yields what PHP keeps of it: of equal keys the last one.

    Attributes:
        span: The source from ``[`` or ``array`` to the closing bracket.
        entries: All entries in the order of the text, overwritten ones included.
    """

    __slots__ = ("_kept", "entries", "span")

    def __init__(self, span: Span, entries: Iterable[PhpEntry]) -> None:
        self.span = span
        self.entries = tuple(entries)
        self._kept: dict[int | str, PhpEntry] = {
            entry.key: entry for entry in self.entries if entry.key is not UNKNOWN
        }

    def __iter__(self) -> Iterator[PhpEntry]:
        yield from self._kept.values()
        yield from (entry for entry in self.entries if entry.key is UNKNOWN)

    @property
    def is_complete(self) -> bool:
        """Tell whether all keys are known, so that a missing one is missing for certain."""
        return all(entry.key is not UNKNOWN for entry in self.entries)

    @property
    def is_filled(self) -> bool | None:
        """Tell whether the array has elements; None if only unknown ones."""
        return True if self._kept else None if self.entries else False

    def get(self, key: int | str) -> PhpEntry | None:
        """Return the entry of a key, or None."""
        return self._kept.get(key)


PhpValue = str | int | float | bool | PhpArray | Unknown | None


class PhpEntry(NamedTuple):
    """An element of an array.

    Attributes:
        key: The key after PHP's conversions: ``'1'``, ``1.5`` and ``true`` are 1.
        key_span: The source of the key; None if it is not written.
        value: The value.
        value_span: The source of the value, quotes or brackets included.
    """

    key: int | str | Unknown
    key_span: Span | None
    value: PhpValue
    value_span: Span


class PhpFile(NamedTuple):
    """What a PHP file returns.

    Attributes:
        value: The array, or None.
        reason: Why there is none; completes the sentence "not analysed because …".
        span: What the reason is about.
        is_array: True if there is an array, False if there certainly is none (such a file reads
            as an empty array to ece-tools), None if only running the file would tell.
    """

    value: PhpArray | None
    reason: str | None = None
    span: Span | None = None
    is_array: bool | None = True


def read_php(text: str) -> PhpFile:
    """Read a file of the form ``<?php return [ … ];``."""
    reader = _Reader(text)
    try:
        return reader.file()
    except _NotLiteralError as stop:
        return PhpFile(None, stop.reason, stop.span, is_array=None)


def is_truthy(value: PhpValue) -> bool | None:
    """Tell whether PHP takes a value for true; None if the value is unknown."""
    if value is UNKNOWN:
        return None
    if isinstance(value, PhpArray):
        return value.is_filled
    return value not in ("", "0") and bool(value)


class _NotLiteralError(Exception):
    def __init__(self, reason: str, span: Span) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span


# PHP counts every byte above ASCII as a letter, hence every character above it. The sets say
# which ASCII characters are none, because a set up to U+10FFFF takes `re` ten times longer.
_LETTER = r"[^\x00-@\[-\^`{-\x7f]"
_WORD = r"[^\x00-@\[\]\^`{-\x7f][^\x00-/:-@\[\]\^`{-\x7f]*+"
_LABEL = _LETTER + r"[^\x00-/:-@\[-\^`{-\x7f]*+"
_SPACE = r"(?:[ \t\r\n]++|/\*.*?\*/|(?://|#(?!\[))(?:[^\r\n?]|\?(?!>))*+)*+"
_TOKEN = re.compile(
    _SPACE + r"(?:"
    r"(?P<single>'[^'\\]*+(?:\\.[^'\\]*+)*+')"
    r'|(?P<double>"[^"\\]*+(?:\\.[^"\\]*+)*+")'
    r"|(?P<number>0[xXbBoO][0-9A-Fa-f_]++"
    r"|(?:[0-9][0-9_]*+(?:\.[0-9_]*+)?|\.[0-9][0-9_]*+)(?:[eE][+-]?[0-9_]++)?)"
    rf"|(?P<word>{_WORD})"
    # A heredoc ends where a line begins with its label.
    rf"|(?P<heredoc><<<[ \t]*+(?P<quote>[\"']?)(?P<label>{_LABEL})(?P=quote)"
    rf"(?:\r\n?|\n)(?:.*?[\r\n])??[ \t]*+(?P=label)(?!{_LETTER}|[0-9]))"
    r"|(?P<shell>`[^`\\]*+(?:\\.[^`\\]*+)*+`)"
    r"|(?P<unclosed>['\"`]|/\*|<<<)"
    r"|(?P<operator>=>|\?>|\.\.\.|<=>|#\[|.)"
    r"|(?P<end>\Z))",
    re.DOTALL,
)
_OPENING = re.compile(r"<\?(?:php(?=[ \t\r\n]|\Z)|=)?", re.IGNORECASE)
_CLOSERS = {"[": "]", "(": ")", "{": "}", "#[": "]"}
_DELIMITERS = frozenset({",", ";", "=>", "]", ")", "}", "?>", ""})
_HEADERS = frozenset({"declare", "namespace", "use"})
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_MAX_INT = 2**63 - 1
_INT_DIGITS = 19
_INT_KEY = re.compile(r"0|-?[1-9][0-9]{0,18}")
_UNPAIRED = "\ud800"
_LAST_ASCII = 0x7F

_SINGLE_ESCAPE = re.compile(r"\\([\\'])")
_NOT_INTERPOLATED = re.compile(rf"(?:[^\\$]|\\.|\$(?!\{{|{_LETTER}))*+", re.DOTALL)
_DOUBLE_ESCAPE = re.compile(
    r'\\(?:([nrtvef\\$"])|([0-7]{1,3})|[xX]([0-9A-Fa-f]{1,2})|u\{([0-9A-Fa-f]++)\})'
)
_NAMED_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "e": "\x1b", "f": "\f"}


class _Frame:
    """An array whose end has not been read yet."""

    __slots__ = ("closer", "entries", "key", "key_span", "next_index", "start")

    def __init__(self, start: int, closer: str) -> None:
        self.start = start
        self.closer = closer
        self.entries: list[PhpEntry] = []
        self.key: int | str | Unknown = UNKNOWN
        self.key_span: Span | None = None
        self.next_index: int | Unknown = 0

    def add(self, value: PhpValue, span: Span, *, is_spread: bool) -> None:
        key = self.next_index if self.key_span is None else self.key
        if is_spread:
            key = UNKNOWN
        if key is UNKNOWN:
            self.next_index = UNKNOWN
        elif isinstance(key, int) and self.next_index is not UNKNOWN and key >= self.next_index:
            self.next_index = key + 1 if key < _MAX_INT else UNKNOWN
        self.entries.append(PhpEntry(key, self.key_span, value, span))
        self.key_span = None


class _Reader:
    """Walks over the tokens once, holding the one that comes next; keeps a stack, not recursion."""

    __slots__ = ("before", "end", "kind", "lexeme", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kind: str | None = "end"
        self.lexeme = ""
        self.start = self.end = 0
        self.before = 0  # where the token before the next one ended

    def file(self) -> PhpFile:
        is_open = self.open()
        while is_open and self.kind != "end":
            word = self.lexeme.lower()
            if word == "return":
                return self.returned()
            if word in _HEADERS:
                self.header()
            elif word == ";":
                self.advance()
            elif word == "?>":
                is_open = self.open()
            else:
                raise self.stop("it runs code before it returns")
        return self.no_array("it returns nothing")

    def returned(self) -> PhpFile:
        self.advance()
        if self.lexeme in (";", "?>"):
            return self.no_array("it returns nothing")
        value, span = self.expression()
        if isinstance(value, PhpArray):
            return PhpFile(value)
        if value is UNKNOWN:
            raise _NotLiteralError("it returns something that is not a literal array", span)
        return PhpFile(None, "it does not return an array", span, is_array=False)

    def no_array(self, reason: str) -> PhpFile:
        return PhpFile(None, reason, Span(self.start, self.end), is_array=False)

    def open(self) -> bool:
        """Go behind the next opening tag; False if there is none."""
        match = _OPENING.search(self.text, self.end)
        if match is None:
            return False
        self.start, self.end = match.span()
        if match[0].lower() != "<?php":
            raise self.stop("it uses another tag than <?php")
        self.advance()
        return True

    def header(self) -> None:
        """Pass over a statement that does nothing at run time, such as ``declare``."""
        while self.lexeme != ";":
            if self.lexeme in ("{", "?>", ""):
                raise self.stop("it runs code before it returns")
            self.advance()

    def expression(self) -> tuple[PhpValue, Span]:
        """Read an expression and the end of its statement."""
        frames: list[_Frame] = []
        while True:
            is_spread = self.lexeme == "..."
            start = self.start
            value: PhpValue
            if frames and self.lexeme == frames[-1].closer and frames[-1].key_span is None:
                frame = frames.pop()
                start = frame.start
                self.advance()
                value = PhpArray(Span(start, self.before), frame.entries)
            elif closer := self.array_opening():
                if len(frames) == MAX_DEPTH:
                    raise self.stop(f"its arrays are nested more than {MAX_DEPTH} levels deep")
                frames.append(_Frame(start, closer))
                continue
            else:
                value = self.literal()
            if self.lexeme not in _DELIMITERS:
                self.pass_expression()
                value = UNKNOWN
            span = Span(start, self.before)
            if not frames:
                if self.lexeme in (";", "?>"):
                    return value, span
                raise self.unexpected()
            self.settle(frames[-1], value, span, is_spread=is_spread)

    def settle(self, frame: _Frame, value: PhpValue, span: Span, *, is_spread: bool) -> None:
        """Make a value an element or, before ``=>``, a key of the array around it."""
        if self.lexeme == "=>" and frame.key_span is None and not is_spread:
            frame.key = _key(value)
            frame.key_span = span
            self.advance()
        elif self.lexeme in (",", frame.closer):
            frame.add(value, span, is_spread=is_spread)
            if self.lexeme == ",":
                self.advance()
        else:
            raise self.unexpected()

    def array_opening(self) -> str:
        """Pass over ``[`` or ``array(`` and return what closes it; else return nothing."""
        if self.lexeme == "[":
            self.advance()
            return "]"
        if self.kind == "word" and self.lexeme.lower() == "array" and self.peek() == "(":
            self.advance()
            self.advance()
            return ")"
        return ""

    def literal(self) -> PhpValue:
        """Read a literal, if there is one; where there is none, pass over nothing."""
        if self.lexeme in _DELIMITERS:
            raise self.unexpected()
        sign = 1
        if self.lexeme in ("-", "+"):
            sign = -1 if self.lexeme == "-" else 1
            self.advance()
            if self.kind != "number":
                return UNKNOWN
        kind, lexeme = self.kind, self.lexeme
        value: PhpValue
        if kind == "single":
            value = _SINGLE_ESCAPE.sub(r"\1", lexeme[1:-1])
        elif kind == "double":
            value = _double_quoted(lexeme[1:-1])
        elif kind == "number":
            value = _number(lexeme)
            value = value if value is UNKNOWN else sign * value
        elif kind == "word" and lexeme.lower() in _CONSTANTS:
            value = _CONSTANTS[lexeme.lower()]
        else:
            return UNKNOWN
        self.advance()
        return value

    def pass_expression(self) -> None:
        """Go to the delimiter that ends an expression of any kind."""
        closers: list[str] = []
        arrows = 0
        while closers or self.lexeme not in _DELIMITERS or (self.lexeme == "=>" and arrows):
            lexeme = self.lexeme
            if lexeme in ("", "?>"):
                raise self.unexpected()
            if closers and lexeme == closers[-1]:
                closers.pop()
            elif lexeme in _CLOSERS:
                closers.append(_CLOSERS[lexeme])
            elif lexeme in ("]", ")", "}"):
                raise self.unexpected()
            elif not closers and lexeme.lower() == "fn":
                arrows += 1
            elif not closers and lexeme == "=>":
                arrows -= 1
            self.advance()

    def peek(self) -> str:
        match = _TOKEN.match(self.text, self.end)
        return match[match.lastgroup or 0] if match else ""

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.end)
        assert match is not None, "one alternative takes any character, another the end"
        self.kind = match.lastgroup
        self.before = self.end
        self.lexeme = match[self.kind or 0]
        self.start, self.end = match.span(self.kind or 0)
        if self.kind == "unclosed":
            what = {"/*": "comment", "<<<": "heredoc"}.get(self.lexeme, "string")
            raise self.stop(f"a {what} is not closed")
        if self.kind == "double" and _ends_inside_braces(self.lexeme):
            raise self.stop("it computes a string in a way that is not understood here")

    def unexpected(self) -> _NotLiteralError:
        if not self.lexeme:
            return self.stop("it ends too early")
        return self.stop(f"{self.lexeme} is not expected here")

    def stop(self, reason: str) -> _NotLiteralError:
        line = 1 + len(re.findall(r"\r\n|\r|\n", self.text[: self.start]))
        return _NotLiteralError(f"{reason} (line {line})", Span(self.start, self.end))


def _ends_inside_braces(string: str) -> bool:
    # In "{$a["b"]}" the inner quotes do not end the string for PHP, but do for us.
    return ("{$" in string or "${" in string) and string.rfind("{") > string.rfind("}")


def _key(value: PhpValue) -> int | str | Unknown:
    """Convert a value to an array key as PHP does; what PHP refuses is unknown."""
    if value is None:
        return ""
    if isinstance(value, str):
        if _INT_KEY.fullmatch(value) and -_MAX_INT - 1 <= int(value) <= _MAX_INT:
            return int(value)
        return value
    if isinstance(value, float):
        # Not a number fails both comparisons.
        return int(value) if -_MAX_INT <= value <= _MAX_INT else UNKNOWN
    if isinstance(value, int):
        return int(value)
    return UNKNOWN


def _number(literal: str) -> int | float | Unknown:
    digits = literal.replace("_", "").lower()
    try:
        if digits[:2] in ("0x", "0b", "0o"):
            return _fitting(int(digits, 0))
        if "." in digits or "e" in digits:
            return float(digits)
        if digits[0] == "0":
            return _fitting(int(digits, 8))
        return _fitting(int(digits)) if len(digits) <= _INT_DIGITS else float(digits)
    except (ValueError, OverflowError):
        return UNKNOWN


def _fitting(number: int) -> int | float:
    return number if number <= _MAX_INT else float(number)


def _double_quoted(content: str) -> str | Unknown:
    if "$" in content:
        literal = _NOT_INTERPOLATED.match(content)
        if literal is None or literal.end() < len(content):
            return UNKNOWN
    if "\\" not in content:
        return content
    text = _DOUBLE_ESCAPE.sub(_unescape, content)
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return UNKNOWN


def _unescape(match: re.Match[str]) -> str:
    name, octal, hexadecimal, code_point = match.groups()
    if name:
        return _NAMED_ESCAPES.get(name, name)
    if code_point:
        try:
            return chr(int(code_point, 16))
        except (ValueError, OverflowError):
            return _UNPAIRED
    byte = int(octal, 8) & 0xFF if octal else int(hexadecimal, 16)
    # PHP's strings are bytes: one above ASCII only becomes a character together with others.
    return chr(byte) if byte <= _LAST_ASCII else chr(0xDC00 + byte)
