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


def close(name: str, candidates: Iterable[str]) -> list[str]:
    """Return the candidates that somebody may have meant, the most similar first.

    Beside those that resemble the name these are the ones that differ in a single letter: of a
    short name that is too much for a resemblance. It is for names of which there are few.
    """
    names = list(candidates)
    return similar(name, names) or [each for each in names if _is_a_letter_off(name, each)]


def _is_a_letter_off(one: str, other: str) -> bool:
    """Tell whether one letter is another one, missing, too much or in the place of the next."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if len(short) < _SHORTEST or len(long) > _SHORT or len(long) - len(short) > 1:
        return False
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    rest = short[start + 1 :] if len(short) == len(long) else short[start:]
    swapped = long[start : start + 2][::-1] + long[start + 2 :]
    return rest == long[start + 1 :] or short[start:] == swapped


_SHORTEST, _SHORT = 3, 6
"""Of how many letters a name is in which a single one counts for much."""
_CUTOFF = 0.78
_LONGEST = 100
"""Characters of a name that are compared; difflib is quadratic."""
