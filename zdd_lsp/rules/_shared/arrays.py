"""What the rules about the array variables of the deploy phase share.

ece-tools 2002.1.17, Config/ConfigMerger.php: such a variable replaces what ece-tools makes of the
relationships. With a true `_merge` and at least one key beside it, it is laid over that instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability
from zdd_lsp.project.editing import replace_scalar, set_below
from zdd_lsp.project.env import entries, followed
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping
from zdd_lsp.syntax.scalars import php_key
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.editing import Change
    from zdd_lsp.project.env import Setting
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.text.span import Span

MERGE: Final = "_merge"

FAILS: Final = "the deploy fails while the site is in maintenance"
"""What a critical validator of the deploy leads to: scenario/deploy.xml, priority 500."""
FAILS_EARLY: Final = "the deploy fails before it turns the maintenance mode on"
"""What a failure of the step `pre-deploy` leads to: scenario/deploy.xml, priority 200."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A key of a map in the file.

    Attributes:
        entry: The key and its value.
        is_shared: Whether it is reached through an alias or a merge key, so that changing it
            changes other places too.
    """

    entry: Entry
    is_shared: bool

    @property
    def key_span(self) -> Span:
        """Where the key stands."""
        return self.entry.key.span

    @property
    def value_span(self) -> Span:
        """Where the value stands; the key's place if there is none."""
        span = self.entry.value.span
        return span if span.end > span.start else self.entry.key.span

    @property
    def applicability(self) -> Applicability:
        """Who may apply a fix that would be safe if nothing else shared this place."""
        return Applicability.UNSAFE if self.is_shared else Applicability.SAFE

    @property
    def is_open(self) -> bool:
        """Whether only the platform knows the value: the environment, a file or a constant."""
        node = followed(self.entry.value)
        return node is not None and node.tag is not None and node.tag.text.startswith(_OPEN)


_OPEN: Final = ("!env", "!include", "!php/")


@dataclass(frozen=True, slots=True)
class Array:
    """An array variable as the deploy phase works with it.

    Paths are the keys below it. A value that is JSON in a string has none of them in the file.

    Attributes:
        setting: Where it is set, in `deploy` or in `global`.
        source: The file.
        value: A map, or a list, which is a map with numbers for keys to PHP. A scalar, which has
            no keys, only where `deploy_value` was asked.
    """

    setting: Setting
    source: SourceFile
    value: PhpValue
    _known: dict[int, dict[str, Spot]] = field(default_factory=dict)

    @property
    def spot(self) -> Spot:
        """The variable itself."""
        return Spot(self.setting.entry, self.setting.is_shared)

    @property
    def is_empty(self) -> bool:
        """Tell whether it holds nothing but, perhaps, `_merge` (ConfigMerger::isEmpty)."""
        return not any(name != MERGE for name in self.names())

    @property
    def asks_to_merge(self) -> bool:
        """Tell whether `_merge` is true, or may be."""
        return is_truthy(self.at(MERGE)) or self._is_open(MERGE)

    @property
    def is_merged(self) -> bool:
        """Tell whether it is laid over what is generated (ConfigMerger::isMergeRequired)."""
        return self.asks_to_merge and not self.is_empty

    def at(self, *path: str) -> PhpValue:
        """Return the value at a path, or None."""
        value = self.value
        for name in path:
            value = _child(value, name)
        return value

    def has(self, *path: str) -> bool:
        """Tell whether there is a value at a path, as PHP's ``isset`` does, or may be."""
        return self.at(*path) is not None or self._is_open(*path)

    def names(self, *path: str) -> list[str]:
        """Return the keys of the array at a path; none where there is no array."""
        value = self.at(*path)
        if isinstance(value, list):
            return [str(number) for number in range(len(value))]
        return [str(key) for key in value] if isinstance(value, dict) else []

    def nearest(self, *path: str) -> Spot:
        """Return the last spot on a path that the file has; it begins with the variable."""
        return self._spots(*path)[-1]

    def find(self, *path: str) -> Spot | None:
        """Return the spot at a path, or None where the file has no such key."""
        spots = self._spots(*path)
        return spots[-1] if len(spots) > len(path) else None

    def _is_open(self, *path: str) -> bool:
        return any(spot.is_open for spot in self._spots(*path))

    def _spots(self, *path: str) -> list[Spot]:
        spots = [self.spot]
        for name in path:
            spot = self._below(spots[-1]).get(name)
            if spot is None:
                break
            spots.append(spot)
        return spots

    def _below(self, spot: Spot) -> dict[str, Spot]:
        """Return the spots below another one, by key."""
        known = id(spot.entry)
        if known not in self._known:
            node = spot.entry.value
            own = {id(entry) for entry in node.entries} if isinstance(node, Mapping) else set()
            self._known[known] = {
                name: Spot(entry, spot.is_shared or id(entry) not in own)
                for name, entry in entries(self.source, node).items()
            }
        return self._known[known]


def _child(value: PhpValue, name: str) -> PhpValue:
    if isinstance(value, dict):
        return value[name] if name in value else value.get(php_key(name))
    key = php_key(name)
    if isinstance(value, list) and isinstance(key, int) and 0 <= key < len(value):
        return value[key]
    return None


def deploy_array(project: Project, name: str) -> Array | None:
    """Return an array variable that is set for the deploy phase; None where it is no array."""
    array = deploy_value(project, name)
    return array if array is not None and isinstance(array.value, (dict, list)) else None


def deploy_value(project: Project, name: str) -> Array | None:
    """Return a variable that is set for the deploy phase, whatever its type.

    None where it is not set, where the installed ece-tools has no such variable, and where the
    value is known on the platform alone. That a value is no array is another rule's subject.
    """
    found = project.effective["deploy"].get(name)
    source = project.env.source
    if found is None or found.setting is None or found.is_crash or source is None:
        return None
    array = Array(found.setting, source, found.value)
    return None if name not in project.schema or array.spot.is_open else array


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if names[1:] else names[0]


def put(array: Array, value: str, *path: str) -> Change | None:
    """Return the change that sets a key of the variable to YAML source, if there is a map for it.

    Args:
        array: The variable.
        value: The value as YAML source.
        path: The keys to what is set.
    """
    present, parent = array.find(*path), array.find(*path[:-1])
    if present is not None:
        return replace_scalar(array.source, present.entry.value, value)
    return None if parent is None else set_below(array.source, parent.entry, path[-1], value)


def merge(array: Array) -> tuple[Fix, ...]:
    """Offer to merge the variable with what the relationships provide.

    It changes which values the deploy works with, so that a person has to agree.
    """
    title = "Merge it with what the platform provides"
    return fix(title, put(array, "true", MERGE), Applicability.UNSAFE)
