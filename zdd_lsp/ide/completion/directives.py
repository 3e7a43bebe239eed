"""Completion in comments for zdd-lsp: the names of rules, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp import lint
from zdd_lsp.ide.completion.candidate import Candidate, Icon
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.ide.completion.slot import Slot

_WORD: Final = re.compile(r"#[ \t]*zdd:[ \t]*([a-z-]*)$")
_NAMES: Final = re.compile(r"#[ \t]*zdd:[ \t]*(?:ignore|ignore-file)\[([^\]]*)$")
_WORDS: Final = {
    "ignore": "on this line, or on the next one",
    "ignore-file": "in the whole file",
}


def narrowed(slot: Slot, text: str) -> Slot | None:
    """Return the place of the word or the rule's name at the cursor; None in other comments."""
    match = _NAMES.match(slot.head) or _WORD.match(slot.head)
    if match is None:
        return None
    typed = match[1].rpartition(",")[2].lstrip()
    cursor = slot.span.start + len(slot.head)
    rest = re.match(r"[\w-]*", text[cursor : slot.span.end])
    end = cursor + (rest.end() if rest is not None else 0)
    return replace(slot, span=Span(cursor - len(typed), end), typed=typed)


def offered(slot: Slot, text: str) -> Iterator[Candidate]:
    """Offer rules between the brackets, and the two words before them."""
    if _NAMES.match(slot.head) is None:
        for word, where in _WORDS.items():
            yield Candidate(
                label=word,
                icon=Icon.COMMAND,
                text=f"{word}[",
                detail=f"accept what rules find {where}",
                filter=word,
            )
        return
    line = slot.head + text[slot.span.end :].partition("\n")[0]
    brackets = line.partition("[")[2].partition("]")[0]
    present = {name.strip() for name in brackets.split(",")} - {slot.typed}
    for rule in lint.rules():
        if rule.name not in present:
            yield Candidate(
                label=rule.name,
                icon=Icon.RULE,
                text=rule.name,
                detail=f"{rule.code}, {rule.severity.label}",
                topic=f"rule:{rule.name}",
                filter=rule.name,
            )
