r"""Text that a terminal shows and nothing more.

Source lines, paths and messages come from files that nobody has vetted. An escape sequence in
them could rewrite what the reader sees, a direction mark could reorder it, so every character
that is not plainly visible is written as YAML's double quotes would write it, ``\x1b``.
"""

from __future__ import annotations

import unicodedata

TAB = "    "
"""How a tab of a source line is drawn: always as wide, so that carets need no tab stops."""


def printable(text: str) -> str:
    """Return ``text`` with every character that is not plainly visible escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def drawable(text: str) -> str:
    """Return a part of a source line as it is drawn: tabs widened, the rest `printable`."""
    if text.isprintable():
        return text
    return printable(text.replace("\t", TAB))


def cells(text: str) -> int:
    """Return how many columns of a terminal a printable text fills."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in {"Mn", "Me"} else 1


def _escape(char: str) -> str:
    code = ord(char)
    if char in "\t\n\r":
        return {"\t": r"\t", "\n": r"\n", "\r": r"\r"}[char]
    if code <= 0xFF:  # noqa: PLR2004 - the three widths of YAML's escapes
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - as above
