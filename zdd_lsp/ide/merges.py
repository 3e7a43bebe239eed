"""What there is to say about a merge key: what it brings, and what is set beside it instead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from zdd_lsp.ide.explanation import Explanation, Fact, in_code
from zdd_lsp.project.env import entries
from zdd_lsp.syntax.nodes import Alias, Mapping, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.text.span import Span

MERGE: Final = "<<"
_MOST: Final = 20
"""Entries that are listed; the rest is counted."""
_LONGEST: Final = 60
"""Characters of a value that are shown."""


def merges_in(source: SourceFile) -> Iterator[tuple[Span, Callable[[], Explanation]]]:
    """Yield the places of the merge keys of a file, each with what explains it."""
    if MERGE not in source.text:
        return
    for node in walk(source.tree.root):
        if isinstance(node, Mapping):
            for entry in node.entries:
                if source.values.key(entry) == MERGE:
                    yield entry.span, partial(_of_merge, source, node, entry)


def _of_merge(source: SourceFile, mapping: Mapping, entry: Entry) -> Explanation:
    own = {source.values.key(each) for each in mapping.entries}
    brought = entries(source, Mapping(mapping.span, [entry]))
    used = [
        Fact(f"`{name}`", in_code(source.value(each.value), _LONGEST))
        for name, each in brought.items()
        if name not in own
    ]
    rest = [Fact("And", f"{len(used) - _MOST} more")] if len(used) > _MOST else []
    replaced = ", ".join(f"`{name}`" for name in brought if name in own)
    return Explanation(
        name=MERGE,
        kind="merge key of YAML",
        paragraphs=(
            f"Brings the entries of {_sources(source, entry)}. What is set beside it counts more.",
            f"Not taken from there, because it is set here: {replaced}." if replaced else "",
        ),
        facts=(*used[:_MOST], *rest),
    )


def _sources(source: SourceFile, entry: Entry) -> str:
    """Return the maps that are merged, each with the line of its anchor."""
    named = []
    for node in walk(entry.value):
        if isinstance(node, Alias):
            anchor = node.target.anchor if node.target is not None else None
            line = source.lines.line_at(anchor.span.start) + 1 if anchor is not None else None
            named.append(f"`&{node.name}`" + (f", line {line}" if line else ", which is nowhere"))
    return " and ".join(named) or "the map behind it"
