"""Writes values as YAML source of one line, for what fixes insert."""

from __future__ import annotations

import re
from typing import Final

from zdd_lsp.syntax.scalars import PhpValue, core_plain, symfony_plain

_PLAIN: Final = re.compile(r"[A-Za-z0-9_./-][A-Za-z0-9_./ -]*(?<! )")
"""What needs no quotes in a block and in brackets, as long as it is read back as a text."""
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


Writable = bool | int | str | None
"""What has a form of one line: a boolean, an integer, a text or PHP's null."""


def scalar(value: Writable) -> str:
    """Return the source of a scalar that every dialect reads back as this value.

    Args:
        value: The value.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _plain_or_quoted(value)


def _plain_or_quoted(text: str) -> str:
    if _UNPRINTABLE.search(text):
        return _double_quoted(text)
    if _PLAIN.fullmatch(text) and not text.startswith(("- ", "---", "...")) and text != "-":
        readings: tuple[PhpValue, PhpValue] = (symfony_plain(text), core_plain(text))
        if readings == (text, text):
            return text
    return single_quoted(text)


def single_quoted(text: str) -> str:
    """Return a text in single quotes. It must not hold control characters or line ends."""
    return "'" + text.replace("'", "''") + "'"


def _double_quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(_escape, escaped) + '"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return {10: "\\n", 13: "\\r"}.get(code, f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}")


_BYTE: Final = 0xFF
