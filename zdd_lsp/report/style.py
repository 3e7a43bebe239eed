"""Colours of a terminal, by the role that a piece of text plays."""

from __future__ import annotations

from enum import Enum

from zdd_lsp.findings import Severity


class Role(Enum):
    """What a piece of text is for; the value is its ANSI rendition."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    HINT = "1;32"
    STRONG = "1"
    GUTTER = "1;34"
    FAINT = "2"
    ADDED = "32"
    REMOVED = "31"


_SEVERITIES = {
    Severity.ERROR: Role.ERROR,
    Severity.WARNING: Role.WARNING,
    Severity.INFO: Role.INFO,
    Severity.HINT: Role.HINT,
}


class Style:
    """Paints text, or leaves it as it is.

    Args:
        colour: Whether the reader understands ANSI escape sequences.
    """

    __slots__ = ("colour",)

    def __init__(self, *, colour: bool) -> None:
        self.colour = colour

    def paint(self, role: Role, text: str) -> str:
        """Return ``text`` in the colour of ``role``."""
        return f"\x1b[{role.value}m{text}\x1b[0m" if self.colour and text else text

    def severity(self, severity: Severity, text: str) -> str:
        """Return ``text`` in the colour of ``severity``."""
        return self.paint(_SEVERITIES[severity], text)
