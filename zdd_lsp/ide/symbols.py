"""The outline of a file, and the names of a project by which people look for a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from zdd_lsp.project.discovery import FILES
from zdd_lsp.syntax.nodes import Mapping, Scalar, Style

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node
    from zdd_lsp.text.span import Span

Sort = Literal[
    "section",
    "key",
    "application",
    "service",
    "endpoint",
    "relationship",
    "mount",
    "location",
    "route",
    "hook",
    "cron job",
    "worker",
    "variable",
]


@dataclass(frozen=True, slots=True)
class Symbol:
    """An entry of an outline.

    Attributes:
        name: Its name.
        detail: What is worth knowing at a glance; may be empty.
        sort: What it is.
        span: All of it.
        selection: Its name in the text.
        children: What is below it.
    """

    name: str
    detail: str
    sort: Sort
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


_SORTS: Final[dict[str, dict[str, Sort]]] = {
    "env": {
        "*": "section",
        "stage.*": "section",
        "stage.*.*": "variable",
        "log.*": "key",
        "system.variables": "section",
        "system.variables.*": "variable",
    },
    "app": {
        "*": "key",
        "name": "application",
        "relationships.*": "relationship",
        "mounts.*": "mount",
        "hooks.*": "hook",
        "crons.*": "cron job",
        "workers.*": "worker",
        "workers.*.relationships": "section",
        "workers.*.relationships.*": "relationship",
        "workers.*.mounts": "section",
        "workers.*.mounts.*": "mount",
        "web.locations": "section",
        "web.locations.*": "location",
        "variables.*": "section",
        "variables.*.*": "variable",
    },
    "services": {
        "*": "service",
        "*.configuration": "section",
        "*.configuration.endpoints": "section",
        "*.configuration.endpoints.*": "endpoint",
    },
    "routes": {"*": "route"},
}
"""What stands at the paths of each kind of file; other entries are not in its outline."""

_DETAILS: Final[dict[Sort, tuple[str, ...]]] = {
    "service": ("type",),
    "route": ("upstream", "to"),
    "cron job": ("spec",),
    "mount": ("source_path", "source"),
    "relationship": ("service",),
}
"""The keys below an entry of which the first one that is there says what it is about."""
_SECRETIVE: Final = ("variables.", "system.")
"""Below which paths values are left out, because they may be secrets."""
_LONGEST: Final = 60


def outline(project: Project, path: str) -> tuple[Symbol, ...]:
    """Return the outline of a file of a project, in the order of the text."""
    source, kind = project.yaml(path), FILES.get(path)
    if source is None or kind is None:
        return ()
    return tuple(_below(source, _SORTS[kind], "", source.tree.root))


def found(project: Project, query: str) -> Iterator[tuple[str, Symbol, str]]:
    """Yield the names of a project that a query may mean, each with its file and what holds it.

    Args:
        project: The project.
        query: Letters that stand in the name in this order, whatever their case; possibly none.
    """
    for path in filter(project.owns, FILES):
        for symbol, container in flat(outline(project, path)):
            if symbol.sort not in ("section", "key") and _fits(query, symbol.name):
                yield path, symbol, container


def flat(symbols: tuple[Symbol, ...], container: str = "") -> Iterator[tuple[Symbol, str]]:
    """Yield symbols and all that is below them, each with the name of what holds it."""
    for symbol in symbols:
        yield symbol, container
        yield from flat(symbol.children, symbol.name)


def _fits(query: str, name: str) -> bool:
    letters = iter(name.casefold())
    return all(letter in letters for letter in query.casefold() if not letter.isspace())


def _below(
    source: SourceFile, sorts: dict[str, Sort], above: str, node: Node | None
) -> Iterator[Symbol]:
    """Yield the symbols of the entries that stand in a mapping itself."""
    if not isinstance(node, Mapping):
        return
    for entry in node.entries:
        name = " ".join(source.values.key(entry).split())
        paths = [f"{above}{part}" for part in (name, "*")]
        known = next((path for path in paths if path in sorts), None)
        if known is not None and name and name != "<<":
            below = f"{paths[0] if _names(sorts, paths[0]) else paths[1]}."
            sort = sorts[known]
            detail = "" if above.startswith(_SECRETIVE) else _detail(source, sort, entry)
            place = entry.key.span
            if sort == "application" and detail:
                # People look for an application by the name that it has, not by the key.
                name, detail, place = detail, name, entry.value.span
            children = tuple(_below(source, sorts, below, entry.value))
            yield Symbol(name, detail, sort, entry.span, place, children)


def _names(sorts: dict[str, Sort], path: str) -> bool:
    """Tell whether the paths name an entry, so that no place for any name stands for it."""
    return any(f"{each}.".startswith(f"{path}.") for each in sorts)


def _detail(source: SourceFile, sort: Sort, entry: Entry) -> str:
    node: Node | None = entry.value
    if isinstance(node, Mapping):
        keys = {source.values.key(each): each.value for each in node.entries}
        node = next((keys[key] for key in _DETAILS.get(sort, ()) if key in keys), None)
    if not isinstance(node, Scalar) or node.style in (Style.LITERAL, Style.FOLDED):
        return ""
    text = " ".join(node.text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
