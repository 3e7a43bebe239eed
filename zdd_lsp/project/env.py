"""What `.magento.env.yaml` says: stages and their settings, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zdd_lsp.syntax.nodes import Alias, Entry, Mapping, Node

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.text.span import Span

ENV_FILE = ".magento.env.yaml"


@dataclass(frozen=True, slots=True)
class Setting:
    """A variable that a stage sets.

    Attributes:
        stage: The stage as written; it need not be one that exists.
        name: The variable as written.
        entry: Key and value in the tree. A setting that comes through a merge key has the entry
            of the mapping that was merged.
        source: The file.
        is_shared: Whether the entry stands elsewhere and came through an alias or a merge key, so
            that changing it changes other places too.
    """

    stage: str
    name: str
    entry: Entry
    source: SourceFile = field(repr=False, compare=False)
    is_shared: bool = False

    @property
    def value(self) -> PhpValue:
        """What symfony/yaml makes of the value."""
        return self.source.value(self.entry.value)

    @property
    def key_span(self) -> Span:
        """Where the variable's name stands."""
        return self.entry.key.span

    @property
    def value_span(self) -> Span:
        """Where the value stands; the name's place if there is none."""
        span = self.entry.value.span
        return span if span.end > span.start else self.entry.key.span


class EnvFile:
    """The settings of `.magento.env.yaml`, or of none.

    Attributes:
        source: The file; None if there is none or it cannot be read.
        stage: The entry ``stage`` of the root. Of duplicates the last counts, here and below.
        stages: The entries below it, by name.
        settings: What each stage sets, by stage and name.
        system: The entries of ``system.variables``, by name.
    """

    def __init__(self, source: SourceFile | None) -> None:
        self.source = source
        self.stage: Entry | None = None
        self.stages: dict[str, Entry] = {}
        self.settings: dict[str, dict[str, Setting]] = {}
        self.system: dict[str, Entry] = {}
        if source is None:
            return
        root = entries(source, source.tree.root)
        system = root.get("system")
        if system is not None:
            variables = entries(source, system.value).get("variables")
            self.system = entries(source, variables.value) if variables is not None else {}
        self.stage = root.get("stage")
        if self.stage is None:
            return
        for name, entry in entries(source, self.stage.value).items():
            self.stages[name] = entry
            own = entry.value.entries if isinstance(entry.value, Mapping) else []
            own_ids = {id(inner) for inner in own}
            self.settings[name] = {
                key: Setting(name, key, inner, source, id(inner) not in own_ids)
                for key, inner in entries(source, entry.value).items()
            }

    def get(self, stage: str, name: str) -> Setting | None:
        """Return what a stage sets a variable to, if it does."""
        return self.settings.get(stage, {}).get(name)

    def settings_of(self, name: str) -> list[Setting]:
        """Return every setting of a variable, in the order of the stages in the file."""
        return [stage[name] for stage in self.settings.values() if name in stage]


def followed(node: Node | None) -> Node | None:
    """Return the node that an alias refers to, or the node itself."""
    hops = 0
    while isinstance(node, Alias) and hops < _MAX_HOPS:
        node = node.target
        hops += 1
    return node


_MAX_HOPS = 20


def entries(source: SourceFile, node: Node | None) -> dict[str, Entry]:
    """Return the entries of a mapping by key, merge keys and aliases followed.

    Anything but a mapping has none. An explicit key wins over a merged one, wherever it stands.
    """
    return _entries(source, node, set(), 0)


def _entries(source: SourceFile, node: Node | None, seen: set[int], depth: int) -> dict[str, Entry]:
    node = followed(node)
    found: dict[str, Entry] = {}
    # What was merged once brings nothing new, for the first one that has a key wins.
    if not isinstance(node, Mapping) or depth > _MAX_HOPS or id(node) in seen:
        return found
    seen.add(id(node))
    for entry in node.entries:
        key = source.values.key(entry)
        if key != "<<":
            # A key that was merged before keeps its place among the others, as in PHP's arrays.
            found[key] = entry
            continue
        for part in _merged_nodes(entry.value):
            for name, inner in _entries(source, part, seen, depth + 1).items():
                found.setdefault(name, inner)
    return found


def known_entries(source: SourceFile, node: Node | None) -> dict[str, Entry]:
    """Return the entries of a mapping by key; none where a tag fetches it from elsewhere."""
    return entries(source, node) if source.is_known(node) else {}


def _merged_nodes(node: Node) -> list[Node]:
    target = followed(node)
    if target is None:
        return []
    items = getattr(target, "items", None)
    return [item.value for item in items] if items is not None else [target]
