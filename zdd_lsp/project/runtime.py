"""The PHP extensions that `.magento.app.yaml` switches on and off under `runtime`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.env import followed, known_entries
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Item
    from zdd_lsp.text.span import Span

ENABLED: Final = "extensions"
DISABLED: Final = "disabled_extensions"


class Extension(NamedTuple):
    """An extension in one of the two lists.

    Attributes:
        name: Its name as written.
        is_enabled: Whether the list is the one of those that are switched on.
        span: Its name in the file.
        item: The item of the list.
        siblings: The list.
        is_shared: Whether the list came through an alias or a merge key.
    """

    name: str
    is_enabled: bool
    span: Span
    item: Item
    siblings: Sequence
    is_shared: bool


def extensions(source: SourceFile, runtime: Entry) -> list[Extension]:
    """Return the extensions of both lists, in the order of the file.

    Args:
        source: The file.
        runtime: The entry ``runtime``. An item is a name, or a map with a ``name``.
    """
    found = []
    own = {id(entry) for entry in getattr(runtime.value, "entries", [])}
    for key, entry in known_entries(source, runtime.value).items():
        listed = followed(entry.value)
        if key not in (ENABLED, DISABLED) or not isinstance(listed, Sequence):
            continue
        is_shared = listed is not entry.value or id(entry) not in own
        for item in listed.items if source.is_known(listed) else []:
            named = _name(source, item)
            if named is not None:
                found.append(Extension(named[0], key == ENABLED, named[1], item, listed, is_shared))
    return found


def _name(source: SourceFile, item: Item) -> tuple[str, Span] | None:
    """Return the name in an item and its place; None where there is none."""
    node = item.value
    if isinstance(source.value(node), dict):
        named = known_entries(source, node).get("name")
        if named is None:
            return None
        node = named.value
    name = source.value(node)
    return (name, node.span) if isinstance(name, str) and source.is_known(node) else None
