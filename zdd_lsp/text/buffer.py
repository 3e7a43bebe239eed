"""Documents that are open in a client."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.text.encoding import from_client
from zdd_lsp.text.lines import LineIndex, Position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.text.encoding import Encoding


class Change(NamedTuple):
    """A replacement of the text between two positions, in the client's units.

    Without positions it replaces the whole document.
    """

    start: Position | None
    end: Position | None
    text: str


@dataclass(frozen=True)
class Buffer:
    """The text of an open document at one version. A change makes a new buffer.

    Attributes:
        text: The text as the client has it.
        version: The version number that the client gave it.
    """

    text: str
    version: int

    @cached_property
    def index(self) -> LineIndex:
        """The lines of the text."""
        return LineIndex(self.text)

    def changed(self, changes: Iterable[Change], encoding: Encoding, version: int) -> Buffer:
        """Return the buffer after a client's changes.

        Args:
            changes: What the client did; each change refers to the result of the one before it.
                Positions outside the document are clamped, and a start behind its end is swapped
                with it.
            encoding: How the client counts characters.
            version: The version number of the result.
        """
        buffer = self
        for start, end, replacement in changes:
            if start is None or end is None:
                text = replacement
            else:
                first, last = sorted(
                    from_client(buffer.index, position, encoding) for position in (start, end)
                )
                text = buffer.text[:first] + replacement + buffer.text[last:]
            buffer = Buffer(text, version)
        return Buffer(buffer.text, version)
