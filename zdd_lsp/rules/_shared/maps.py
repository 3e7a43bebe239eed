"""What the rules share that want a map where something else stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.project.editing import Change, column_of
from zdd_lsp.syntax.nodes import Mapping, Sequence
from zdd_lsp.syntax.values import php_type

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.syntax.scalars import PhpValue

_ARTICLES: Final = {
    "NULL": "null",
    "array": "a list",
    "boolean": "a boolean",
    "double": "a floating point number",
    "integer": "an integer",
    "string": "a text",
}
_PHP_NAMES: Final = {"boolean": "bool", "double": "float", "integer": "int"}


def kind(value: PhpValue) -> str:
    """Return what a value is, with its article; a map is a map."""
    return "a map" if isinstance(value, dict) else _ARTICLES[php_type(value)]


def php_name(value: PhpValue) -> str:
    """Return the name of a value's type as PHP's errors have it."""
    name = php_type(value)
    return _PHP_NAMES.get(name, name)


def is_array(value: PhpValue) -> bool:
    """Tell whether PHP sees an array, which a list and a map are."""
    return isinstance(value, (dict, list))


def without_dashes(source: SourceFile, entry: Entry) -> list[Change] | None:
    """Make one map of a list of maps, by a blank in the place of each dash.

    Returns:
        The changes, or None where the value is something else or the map would not be well formed.
    """
    value = entry.value
    if not isinstance(value, Sequence) or value.flow or value.anchor or value.tag:
        return None
    changes: list[Change] = []
    keys: list[str] = []
    columns: set[int] = set()
    for item in value.items:
        inner = item.value
        if not isinstance(inner, Mapping) or inner.flow or inner.anchor or inner.tag:
            return None
        dash = item.dash
        if dash is None or source.lines.line_at(dash.start) != source.lines.line_at(
            inner.span.start
        ):
            return None
        keys += [source.values.key(each) for each in inner.entries]
        columns.add(column_of(source, inner.span.start))
        changes.append(Change(source.path, dash, " "))
    is_sound = len(columns) == 1 and len(set(keys)) == len(keys)
    return changes if is_sound else None
