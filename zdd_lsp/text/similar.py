"""Names that somebody may have meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOISE = re.compile(r"[^0-9a-z]+")


def same(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that differs in case and punctuation only, if there is just one."""
    key = _NOISE.sub("", name.lower())
    found = [each for each in candidates if _NOISE.sub("", each.lower()) == key]
    return found[0] if len(found) == 1 and key else None


def similar(name: str, candidates: Iterable[str], count: int = 3) -> list[str]:
    """Return the candidates that resemble a name, the most similar first; case plays no part.

    Args:
        name: What was written.
        candidates: What could be meant.
        count: How many to return at most.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only a misspelt name needs it

    names = {candidate.lower(): candidate for candidate in candidates}
    close = get_close_matches(name.lower()[:_LONGEST], names, n=count, cutoff=_CUTOFF)
    return [names[each] for each in close]


_CUTOFF = 0.78
_LONGEST = 100
"""Characters of a name that are compared; difflib is quadratic."""
