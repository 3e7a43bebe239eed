"""Regular expressions of PCRE, as far as it is certain that they cannot be read.

Python's own dialect differs, so that its verdict would be wrong for possessive quantifiers, atomic
groups and much else. What is looked at here is the same in both. The scan is linear.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple


class PatternFlaw(Enum):
    """Why an expression cannot be read."""

    UNCLOSED_GROUP = "unclosed-group"
    UNOPENED_GROUP = "unopened-group"
    UNCLOSED_CLASS = "unclosed-class"
    NOTHING_TO_REPEAT = "nothing-to-repeat"
    OPEN_ESCAPE = "open-escape"
    """A backslash at the end."""


class PatternFault(NamedTuple):
    """Something wrong with an expression, with its offsets in it."""

    flaw: PatternFlaw
    start: int
    end: int


class Pattern(NamedTuple):
    """What a scan of an expression found.

    Attributes:
        fault: The first certain fault.
        groups: How many groups it captures; None where that is not certain.
    """

    fault: PatternFault | None
    groups: int | None


def read_pattern(text: str) -> Pattern:
    """Scan an expression."""
    if any(sign in text for sign in _FOREIGN):
        return Pattern(None, None)
    opened: list[re.Match[str]] = []
    groups = 0
    is_start = True  # whether nothing stands here yet that could be repeated
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup or ""
        groups += kind == "capture"
        if kind in ("capture", "group"):
            opened.append(token)
        flaw = _SIGNS.get(kind)
        if kind == "close" and opened:
            opened.pop()
            flaw = None
        if flaw is not None and (kind != "repeat" or is_start):
            return Pattern(_fault(flaw, token), None)
        is_start = kind in ("capture", "group", "bar")
    if opened:
        return Pattern(_fault(PatternFlaw.UNCLOSED_GROUP, opened[-1]), None)
    return Pattern(None, groups)


_FOREIGN: Final = ("\\Q", "(?#", "(*", "(?|", "(?(", "(?x", "(?R")
"""What changes the meaning of what follows; where it occurs, nothing is certain."""

_TOKEN: Final = re.compile(
    r"""
      \\.
    | (?P<escape> \\$ )
    | \[ \^? \]? (?: \\. | \[:\^?[a-z]+:\] | [^]\\] )* \]
    | (?P<class> \[ )
    | (?P<capture> \( (?: (?!\?) | \? (?: P?<(?![=!]) | ' ) \w* [>'] ) )
    | (?P<group> \( \?? )
    | (?P<close> \) )
    | (?P<bar> \| )
    | (?P<repeat> [*+?] [?+]? )
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
"""A step of an expression. A quantifier has behind it what makes it lazy or possessive."""

_SIGNS: Final = {
    "escape": PatternFlaw.OPEN_ESCAPE,
    "class": PatternFlaw.UNCLOSED_CLASS,
    "close": PatternFlaw.UNOPENED_GROUP,
    "repeat": PatternFlaw.NOTHING_TO_REPEAT,
}


def _fault(flaw: PatternFlaw, token: re.Match[str]) -> PatternFault:
    return PatternFault(flaw, token.start(), token.start() + 1)
