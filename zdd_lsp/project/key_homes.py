"""Where a name belongs that stands in the wrong place of a file of the platform.

The commonest mistake in these files is no misspelling but a line that is indented too much or too
little, so that a name ends up one level off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.project.env import entries

if TYPE_CHECKING:
    from collections.abc import Collection

    from zdd_lsp.catalogue.keys import Key, KeyFile
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry


class Home(NamedTuple):
    """Where a name belongs.

    Attributes:
        where: The place in words: ``below web``.
        below: The key beside the name that it belongs below; None if it belongs elsewhere.
    """

    where: str
    below: Key | None = None


def home(source: SourceFile, above: Key, name: str, entry: Entry) -> Home | None:
    """Return where a name belongs, the nearest place first, or None if nobody can tell.

    Args:
        source: The file.
        above: The key that it stands below, and that has no key of that name.
        name: The name.
        entry: The name and its value.
    """
    for key in above.keys.values():
        if name in key.keys and not key.keys[name].foreign:
            return Home(f"below {key.name}", key)
    inner = entries(source, entry.value).keys()
    for key in above.keys.values():
        if _looks_like(key.own, inner):
            return Home(f"below {key.name}", key)
    return _above(above, name, inner) or _elsewhere(above.file, name)


def _looks_like(own: Key | None, inner: Collection[str]) -> bool:
    """Tell whether keys are those of something that has a name of the project's own choice."""
    if own is None or not inner or any(name not in own.keys for name in inner):
        return False
    # `type` and `name` alone could belong to many things.
    needed = {name for name, key in own.keys.items() if key.required} | set(own.one_of)
    return len(inner) > 1 or not needed or not needed.isdisjoint(inner)


def _above(above: Key, name: str, inner: Collection[str]) -> Home | None:
    """Look for a name on the levels above, from the nearest on."""
    schema = key_schema(above.file)
    path = above.path
    while path:
        key = schema.all[path]
        path = path.removesuffix("[]") if path.endswith("[]") else path.rpartition(".")[0]
        outer = schema.all[path] if path else schema.root
        if name in outer.keys or (outer.own is not key and _looks_like(outer.own, inner)):
            return Home(f"beside {key.name}" if path and key.name != "*" else _level(outer))
    return None


def _level(key: Key) -> str:
    return f"below {key.path}" if key.path else "at the top level of the file"


def _elsewhere(file: KeyFile, name: str) -> Home | None:
    """Look for a name in the whole file; it has to be the only one."""
    places = {path.rpartition(".")[0] for path in key_schema(file).all if _last(path) == name}
    return Home(f"below {places.pop()}") if len(places) == 1 else None


def _last(path: str) -> str:
    return path.rpartition(".")[2]
