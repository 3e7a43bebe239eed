"""The place of a cursor between brackets or braces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.ide.completion.line import unquoted
from zdd_lsp.ide.completion.slot import ITEM, Neighbour
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN: Final = re.compile(
    r"""(?P<comment>(?<!\S)\#[^\r\n]*)
    |(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)
    |(?P<colon>:(?=[\s\[\]{},]|$))
    |(?P<word>"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?:[^\s,\[\]{}:#]|:(?=[^\s\[\]{},])|(?<=\S)\#)+)
    |(?P<blank>\s+)""",
    re.VERBOSE,
)
_AHEAD: Final = 2000
"""How many characters behind the cursor are looked at for keys that stand there already."""


class InFlow(NamedTuple):
    """A place between brackets.

    Attributes:
        path: The keys and items above it, from the outer bracket on.
        is_map: Whether the innermost bracket is a brace.
        is_value: Whether a colon stands before it.
        span: The word at the cursor; empty where there is none.
        has_colon: Whether a colon follows the word.
        needs_blank: Whether it follows its colon directly.
        beside: The keys beside it.
        items: The items beside it.
    """

    path: tuple[str, ...]
    is_map: bool
    is_value: bool
    span: Span
    has_colon: bool
    needs_blank: bool
    beside: Mapping[str, Neighbour]
    items: tuple[str, ...]


@dataclass(slots=True)
class _Frame:
    is_map: bool
    key: str | None = None
    colon: int | None = None
    run: Span | None = None
    beside: dict[str, Neighbour] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)

    def commit(self, text: str, *, is_own: bool = False) -> None:
        """Take note of the entry or item that ends here, unless it is the cursor's."""
        written = self.run.slice(text) if self.run is not None else ""
        if not is_own:
            if self.is_map and (self.key or written):
                key = self.key if self.key is not None else written
                self.beside[unquoted(key)] = Neighbour(key, written if self.colon else "")
            elif not self.is_map and written:
                self.items.append(written)
        self.key = self.colon = self.run = None


def find_in_flow(text: str, start: int, offset: int) -> InFlow | None:
    """Return the place of a cursor behind an opening bracket.

    Args:
        text: The text.
        start: The bracket.
        offset: The cursor.

    Returns:
        The place; None where the bracket is closed before it, or where it is a comment.
    """
    stack: list[_Frame] = []
    end = min(len(text), offset + _AHEAD)
    at = start
    while at < end:
        match = _TOKEN.match(text, at, end)
        if match is None:
            return None
        if match.end() > offset or (
            match.end() == offset and match.lastgroup in ("word", "comment")
        ):
            break
        if match.lastgroup != "blank" and not _step(text, stack, match):
            return None
        at = match.end()
    if not stack:
        return None
    return _place(text, stack, at, end, offset)


def _step(text: str, stack: list[_Frame], match: re.Match[str]) -> bool:
    """Take a token in; tell whether the outer bracket is still open."""
    kind = match.lastgroup
    if kind == "open":
        stack.append(_Frame(match[0] == "{"))
        return True
    frame = stack[-1]
    if kind == "close":
        stack.pop()
        if not stack:
            return False
        stack[-1].run = stack[-1].run or Span(match.start(), match.end())
    elif kind == "comma":
        frame.commit(text)
    elif kind == "colon" and frame.is_map and frame.colon is None:
        frame.key = frame.run.slice(text) if frame.run is not None else ""
        frame.colon, frame.run = match.end(), None
    elif kind in ("word", "colon"):
        frame.run = Span(frame.run.start if frame.run else match.start(), match.end())
    return True


def _place(text: str, stack: list[_Frame], at: int, end: int, offset: int) -> InFlow | None:
    frame = stack[-1]
    match = _TOKEN.match(text, at, end) if at < end else None
    kind = match.lastgroup if match is not None else None
    if kind == "comment" and match is not None and match.start() < offset:
        return None
    span, next_at = Span(offset, offset), at
    if frame.run is not None and frame.run.end == offset:
        span = frame.run
    if match is not None and kind == "word" and match.start() <= offset:
        first = frame.run.start if frame.run is not None else match.start()
        span, next_at = Span(first, match.end()), match.end()
    elif frame.run is not None and span != frame.run:
        # Behind a finished word nothing follows but a comma.
        return None
    path = [unquoted(outer.key or "") if outer.is_map else ITEM for outer in stack[:-1]]
    is_value = frame.is_map and frame.colon is not None
    if is_value:
        path.append(unquoted(frame.key or ""))
    needs_blank = is_value and frame.colon == span.start
    has_colon = _ahead(text, stack, next_at, end)
    return InFlow(
        tuple(path),
        frame.is_map,
        is_value,
        span,
        has_colon and not is_value,
        needs_blank,
        frame.beside,
        tuple(frame.items),
    )


def _ahead(text: str, stack: list[_Frame], at: int, end: int) -> bool:
    """Collect what stands behind the cursor, and tell whether a colon follows the word there."""
    frame, is_own, has_colon = stack[-1], True, False
    found = _Frame(frame.is_map)
    for match in _rest(text, at, end):
        if match.lastgroup == "comma":
            found.commit(text, is_own=is_own)
            is_own = False
        else:
            has_colon = has_colon or (is_own and match.lastgroup == "colon")
            _step(text, [found], match)
    if not is_own:
        found.commit(text)
    frame.beside |= found.beside
    frame.items += found.items
    return has_colon


def _rest(text: str, at: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what stands between the same brackets up to the end of the line."""
    depth = 1
    while at < end and (match := _TOKEN.match(text, at, end)):
        if "\n" in match[0] or "\r" in match[0]:
            return
        depth += (match.lastgroup == "open") - (match.lastgroup == "close")
        if depth == 0:
            return
        if depth == 1 and match.lastgroup in ("comma", "colon", "word"):
            yield match
        at = match.end()
