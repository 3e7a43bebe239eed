"""A stretch of a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code-point offsets: ``text[start:end]``."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        """Tell whether ``offset`` lies inside the span."""
        return isinstance(offset, int) and self.start <= offset < self.end

    def touches(self, offset: int) -> bool:
        """Tell whether a cursor at ``offset`` is in the span or at one of its ends."""
        return self.start <= offset <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character or touch each other."""
        return self.start <= other.end and other.start <= self.end

    def slice(self, text: str) -> str:
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]
