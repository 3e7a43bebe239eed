"""A refusal of symfony/yaml on its way from where it arises to the judge."""

from __future__ import annotations

from typing import Final

MAX_DEPTH: Final = 512
"""How deeply values may be nested. PHP goes on until its memory ends."""


class RefusalError(Exception):
    """A refusal. The parts of symfony's message are joined when it is asked for.

    Attributes:
        kind: The kind, a key of `problems.KINDS`.
        text: The message without place.
        said: The line that symfony gives, from 1; 0 for none.
        near: The snippet that symfony gives; empty for none.
        line: The line of the cause, from 1; 0 while it is not known.
    """

    def __init__(
        self, kind: str, text: str, *, said: int = 0, near: str = "", line: int = 0
    ) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.said = said
        self.near = near
        self.line = line

    def place(self, said: int, near: str, line: int) -> None:
        """Give the refusal symfony's place; a cause that is known already stays."""
        self.said = said
        self.near = near
        self.line = self.line or line

    @property
    def message(self) -> str:
        """The message as symfony composes it: the place comes before the full stop."""
        stem = self.text.removesuffix(".")
        place = f" at line {self.said}" if self.said else ""
        if self.near not in ("", "0"):  # strings that count as false in PHP
            place += f' (near "{self.near}")'
        return stem + place + self.text[len(stem) :]


class CrashError(RefusalError):
    """Not symfony stops the reading but PHP, or a limit of ours; the message names no place."""

    def place(self, said: int, near: str, line: int) -> None:
        """Take the cause's line only."""
        del said, near
        self.line = self.line or line


def too_deep(line: int = 0) -> CrashError:
    """Return the refusal of a text whose values are nested more than `MAX_DEPTH` levels deep."""
    text = f"The values are nested more than {MAX_DEPTH} levels deep."
    return CrashError("nesting", text, line=line)
