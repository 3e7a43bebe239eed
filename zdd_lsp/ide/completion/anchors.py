"""Completion of aliases and of merge keys: the anchors that stand before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.ide.completion.candidate import Candidate, Icon
from zdd_lsp.ide.completion.slot import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.ide.completion.slot import Slot

MERGE: Final = "<<"
_ANCHOR: Final = re.compile(r"[:,\[{-][ \t]+&([^\s,\[\]{}]+)([^\r\n]*)")


def is_wanted(slot: Slot) -> bool:
    """Tell whether nothing but an alias belongs at a place."""
    is_value = slot.kind in (Kind.VALUE, Kind.ITEM)
    return is_value and (
        (not slot.quote and slot.typed.startswith("*")) or slot.path[-1:] == (MERGE,)
    )


def offered(slot: Slot, text: str) -> Iterator[Candidate]:
    """Offer the anchors before a place, but for those that it stands in."""
    lead = " " if slot.needs_blank else ""
    inside = {
        level[name].anchor
        for level, name in zip(slot.around, slot.path, strict=False)
        if name in level
    }
    for name, rest in dict(_ANCHOR.findall(text, 0, slot.span.start)).items():
        is_map = rest.strip() in ("", "{}") or rest.lstrip().startswith(("{", "#"))
        if name not in inside and (is_map or slot.path[-1:] != (MERGE,)):
            yield Candidate(
                label=f"*{name}",
                icon=Icon.REFERENCE,
                text=f"{lead}*{name}",
                detail=f"anchor &{name}",
                filter=f"*{name}",
            )
