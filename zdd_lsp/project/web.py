"""The locations of the web server that `.magento.app.yaml` declares under `web`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.env import known_entries
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry


class Block(NamedTuple):
    """A group of settings: a location, or a rule in one.

    Attributes:
        name: The path of a location, the regular expression of a rule.
        entry: The group in the tree.
        keys: Its settings by name.
        is_open: Whether a tag may bring settings that nobody sees here.
    """

    name: str
    entry: Entry
    keys: dict[str, Entry]
    is_open: bool

    def is_own(self, key: str) -> bool:
        """Tell whether a setting stands in this group itself, not in what it merges or names."""
        value, entry = self.entry.value, self.keys.get(key)
        return isinstance(value, Mapping) and any(each is entry for each in value.entries)


class Location(NamedTuple):
    """A location.

    Attributes:
        settings: The location itself.
        rules: The rules in it, in the order of the file.
    """

    settings: Block
    rules: list[Block]

    @property
    def path(self) -> str:
        """The path of the requests that it answers."""
        return self.settings.name


def locations(source: SourceFile, web: Entry) -> list[Location]:
    """Return the locations, in the order of the file.

    Args:
        source: The file.
        web: The entry ``web``.
    """
    found = []
    declared = known_entries(source, web.value).get("locations")
    for path, entry in _below(source, declared).items():
        settings = _block(source, path, entry)
        rules = _below(source, settings.keys.get("rules"))
        found.append(
            Location(settings, [_block(source, name, rule) for name, rule in rules.items()])
        )
    return found


def _block(source: SourceFile, name: str, entry: Entry) -> Block:
    return Block(name, entry, _below(source, entry), not source.is_known(entry.value))


def _below(source: SourceFile, entry: Entry | None) -> dict[str, Entry]:
    return known_entries(source, entry.value) if entry is not None else {}
