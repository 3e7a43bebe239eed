"""Reads `php.ini` as PHP does, as far as it takes to know what a setting is.

The semantics are those of `parse_ini_file` of PHP 8 in its normal mode: sections are no scopes, of
equal keys the last one counts, ``#`` begins no comment, and a fault anywhere leaves nothing at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


class IniSetting(NamedTuple):
    """A setting.

    Attributes:
        value: The text; None where it takes more than the file to know it, such as an environment
            variable or an expression.
        key_span: The place of the key.
        value_span: The place of the value with its quotes; empty if there is none.
    """

    value: str | None
    key_span: Span
    value_span: Span


class PhpIni(NamedTuple):
    """What the file says.

    Attributes:
        settings: The settings by key; those in front of the fault, if there is one.
        fault: The place where PHP gives up; None if it reads the whole file.
    """

    settings: dict[str, IniSetting]
    fault: Span | None


def read_php_ini(text: str, environment: Mapping[str, str]) -> PhpIni:
    """Read the text of `php.ini`.

    Args:
        text: The text.
        environment: The environment variables that are known, for ``${NAME}``.
    """
    reader = _Reader(text, environment)
    try:
        reader.statements()
    except _FaultError as fault:
        return PhpIni(reader.settings, fault.span)
    return PhpIni(reader.settings, None)


class _FaultError(Exception):
    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


_SKIPPED: Final = re.compile(r"(?:[ \t\r\n]++|;[^\r\n]*+)*+")
_SECTION: Final = re.compile(
    r"""\[(?:[^\]\r\n"';]|"(?:[^"\\\r\n]|\\[^\r\n])*+"|'[^'\r\n]*+')*+\]"""
)
_LABEL: Final = re.compile(r"[^=\n\r\t;&|^$~(){}!\"\[\x00]++")
_EQUALS: Final = re.compile(r"[ \t]*+=[ \t]*+")
_TOKEN: Final = re.compile(
    r"(?P<blank>[ \t]++)"
    r"|(?P<end>;[^\r\n]*+[\r\n]|[\r\n]|\Z)"
    r'|"(?P<double>(?:[^"\\]|\\.)*+)"'
    r"|'(?P<single>[^']*+)'"
    r"|\$\{(?P<variable>[^}\r\n]*+)\}"
    r"|(?P<operator>[&|^~()!])"
    r"|(?P<plain>(?:[^$= \t\n\r;&|^~()!\"'\x00]|\$[^{\x00])++)"
    r"|(?P<fault>[=\"]|\$\{)",
    re.DOTALL,
)
_IN_QUOTES: Final = re.compile(r"\$\{(?P<name>[^}]*+)\}|\\(?P<escaped>[\"'\\])")
_WORDS: Final = {
    **dict.fromkeys(("true", "on", "yes"), "1"),
    **dict.fromkeys(("false", "off", "no", "none", "null"), ""),
}
"""What is neither a key nor a part of a value, but a value of its own."""


class _Reader:
    def __init__(self, text: str, environment: Mapping[str, str]) -> None:
        self._text = text
        self._environment = environment
        self._at = 1 if text.startswith("\ufeff") else 0
        self.settings: dict[str, IniSetting] = {}

    def statements(self) -> None:
        """Read everything.

        Raises:
            _FaultError: PHP cannot.
        """
        while True:
            self._skip(_SKIPPED)
            if self._at == len(self._text):
                return
            if self._skip(_SECTION) is None:
                self._entry()

    def _entry(self) -> None:
        label = self._skip(_LABEL)
        if label is None:
            raise _FaultError(Span(self._at, self._at + 1))
        name = label[0].rstrip(" ")
        key_span = Span(label.start(), label.start() + len(name))
        is_item = self._skip(_SECTION) is not None
        is_word = not is_item and name.lower() in _WORDS
        if self._skip(_EQUALS) is not None:
            if is_word:
                raise _FaultError(key_span)
            value, span = self._value()
            self.settings[name] = IniSetting(None if is_item else value, key_span, span)
        # A key alone sets nothing.
        elif is_item or (is_word and self._at < len(self._text)):
            raise _FaultError(key_span)

    def _value(self) -> tuple[str | None, Span]:
        start = end = self._at
        pieces: list[str | None] = []
        grammar = _Grammar()
        while True:
            token = self._skip(_TOKEN)
            if token is None:
                # What means nothing here, such as a single quote without a partner, ends the
                # whole file for PHP.
                self._at = len(self._text)
            if token is None or token.lastgroup == "end":
                break
            if token.lastgroup == "blank":
                continue
            if not grammar.accepts(token):
                raise _FaultError(Span(token.start(), token.end()))
            # What becomes of a blank between two pieces is no matter worth knowing.
            is_apart = bool(pieces) and token.start() > end
            pieces.append(None if is_apart else self._piece(token))
            end = token.end()
        if not grammar.is_complete or (token is None and not pieces):
            raise _FaultError(Span(start, end))
        known = [piece for piece in pieces if piece is not None]
        return "".join(known) if len(known) == len(pieces) else None, Span(start, end)

    def _piece(self, token: re.Match[str]) -> str | None:
        """Return the text that a part of a value stands for; None if that is not known."""
        if token.lastgroup == "variable":
            return self._environment.get(token["variable"])
        if token.lastgroup == "plain":
            # The name of a constant stands for its value, but no constant holds such a path.
            return _WORDS.get(token["plain"].lower(), token["plain"])
        if token.lastgroup != "double":
            return token["single"]
        names = [found["name"] for found in _IN_QUOTES.finditer(token["double"])]
        if any(name is not None and name not in self._environment for name in names):
            return None
        return _IN_QUOTES.sub(
            lambda found: found["escaped"] or self._environment[found["name"]], token["double"]
        )

    def _skip(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._text, self._at)
        if match is not None:
            self._at = match.end()
        return match


class _Grammar:
    """The grammar of values: texts, joined by ``|``, ``&`` and ``^``, in parentheses, negated."""

    def __init__(self) -> None:
        self._depth = 0
        self._last = ""

    def accepts(self, token: re.Match[str]) -> bool:
        """Tell whether a token may follow those before it."""
        if token.lastgroup == "fault":
            return False
        kind = token["operator"] or "text"
        if token.lastgroup == "plain" and token["plain"].lower() in _WORDS:
            kind = "word"
        last, self._last = self._last, kind
        expects_operand = last not in ("text", "word", ")")
        if kind == "word":
            return not last
        if kind == "text":
            return expects_operand or last == "text"
        if kind in ("(", "~", "!"):
            self._depth += kind == "("
            return expects_operand
        self._depth -= kind == ")"
        return last in ("text", ")") and self._depth >= 0

    @property
    def is_complete(self) -> bool:
        """Tell whether the value may end here."""
        return not self._depth and self._last in ("", "text", "word", ")")
