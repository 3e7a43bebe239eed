"""Regular expressions of PCRE, as far as it takes to see that one cannot be compiled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Fault(NamedTuple):
    """Why a pattern cannot be compiled: the place in it, and a sentence."""

    span: Span
    message: str


_TOKEN: Final = re.compile(
    r"\\(?P<escaped>.)?"
    r"|(?P<open>\((?P<kind>\?|\*)?)"
    r"|(?P<close>\))"
    r"|(?P<class>\[\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*+(?P<end>\])?)"
    r"|(?P<repeat>[*+?][+?]?)"
    r"|(?P<other>[^\\()\[*+?|]++)"
    r"|(?P<or>\|)",
    re.DOTALL,
)
_LITERAL: Final = re.compile(r"\\Q|\(\?[a-wyz-]*x|\(\?#|\(\*")
"""What turns signs into text: quoting, free spacing, comments, verbs."""


def fault(pattern: str) -> Fault | None:
    """Return why a pattern cannot be compiled; None for what is right, or may be.

    Only what no version of PCRE accepts is a fault.
    """
    return None if _LITERAL.search(pattern) else next(_faults(pattern), None)


def _faults(pattern: str) -> Iterator[Fault]:
    opened: list[int] = []
    is_start = True
    for token in _TOKEN.finditer(pattern):
        span = Span(*token.span())
        if token[0] == "\\":
            yield Fault(span, "A backslash at the end protects nothing.")
        elif token["class"] and token["end"] is None:
            yield Fault(Span(span.start, span.start + 1), "This bracket is never closed.")
        elif token["repeat"] and is_start:
            yield Fault(span, f"There is nothing for {token[0]} to repeat.")
        elif token["open"]:
            opened.append(span.start)
        elif token["close"] and not opened:
            yield Fault(span, "This parenthesis was never opened.")
        elif token["close"]:
            opened.pop()
        # Behind `(?` comes what kind of group it is.
        is_start = token["or"] is not None or (token["open"] is not None and not token["kind"])
    if opened:
        yield Fault(Span(opened[-1], opened[-1] + 1), "This parenthesis is never closed.")


def groups(pattern: str) -> int | None:
    """Return how many groups a pattern captures; None where that is not certain."""
    if _LITERAL.search(pattern) or any(sign in pattern for sign in ("(?|", "(?(", "(?R")):
        return None
    opened = (token for token in _TOKEN.finditer(pattern) if token["open"])
    return sum(token["kind"] is None or _is_named(pattern, token.end()) for token in opened)


def _is_named(pattern: str, offset: int) -> bool:
    return re.compile(r"P?<(?![=!])|'").match(pattern, offset) is not None
