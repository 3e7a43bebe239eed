"""Applying edits to a text."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


def apply(text: str, edits: Iterable[tuple[Span, str]]) -> str:
    """Return ``text`` with each span replaced by the string beside it.

    All spans refer to the original text, and the order of the edits does not matter, except that
    insertions at the same offset keep theirs. An insertion goes before a replacement that starts
    at its offset. Spans may touch each other.

    Raises:
        ValueError: Two edits overlap, or a span does not lie within the text.
    """
    pieces: list[str] = []
    previous = Span(0, 0)
    for span, replacement in sorted(edits, key=itemgetter(0)):
        start, end = span
        if not 0 <= start <= end <= len(text):
            raise ValueError(
                f"edit {start}-{end} does not lie within the text of {len(text)} characters"
            )
        if start < previous.end:
            raise ValueError(f"edits {previous.start}-{previous.end} and {start}-{end} overlap")
        pieces += text[previous.end : start], replacement
        previous = span
    return "".join((*pieces, text[previous.end :]))
