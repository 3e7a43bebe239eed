"""The redirect rules of a route: which paths lead where, and what stands at the wrong level.

Sources: Adobe's guide, configure/routes/redirects; Platform.sh, define-routes/redirects.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.env import entries
from zdd_lsp.syntax.nodes import Mapping, Scalar, Style
from zdd_lsp.syntax.scalars import core_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry, Node
    from zdd_lsp.syntax.scalars import PhpValue

REDIRECTS: Final = "redirects"
PATHS: Final = "paths"
EXPIRES: Final = "expires"
OPTIONS: Final = frozenset({"to", "regexp", "prefix", "append_suffix", "code", "expires"})
"""The keys of a rule."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A rule: requests for a path are redirected.

    Attributes:
        path: The key: a path, or a regular expression.
        entry: The rule in the tree.
        options: The keys below it.
        values: Their values; null is the same as no key.
    """

    path: str
    entry: Entry
    options: dict[str, Entry]
    values: dict[str, PhpValue]

    @property
    def to(self) -> str | None:
        """The target; None where nobody can tell."""
        target = self.values.get("to")
        return target if isinstance(target, str) else None

    @property
    def is_regexp(self) -> bool:
        """Whether the path is a regular expression."""
        return self.values.get("regexp") is True

    @property
    def is_plain(self) -> bool:
        """Whether the path is certainly no regular expression."""
        return self.values.get("regexp", False) in (None, False)

    @property
    def has_prefix(self) -> bool:
        """Whether the paths below it are redirected, too."""
        return not self.is_regexp and self.values.get("prefix") is not False

    @property
    def appends_suffix(self) -> bool:
        """Whether what follows the path is appended to the target."""
        return self.has_prefix and self.values.get("append_suffix") is not False


class Level(Enum):
    """Where keys stand that belong deeper."""

    ROUTE = "route"
    """`expires` or `paths` beside `redirects`, or where it is missing."""
    ROUTE_PATH = "route-path"
    """A path among the keys of the route."""
    REDIRECTS = "redirects"
    """A path among the keys of `redirects`."""


class Stray(NamedTuple):
    """Keys that stand too high.

    Attributes:
        level: Where they stand.
        entries: The keys, in the order of the text.
        head: The key without a value directly above them that they belong below.
        parent: The map that they stand in.
    """

    level: Level
    entries: tuple[Entry, ...]
    head: Entry | None
    parent: Mapping


@dataclass(frozen=True, slots=True)
class Redirects:
    """What a route redirects.

    Attributes:
        entry: The key `redirects`.
        rules: The rules, those at a wrong level included.
        strays: What stands at a wrong level.
        paths: The paths of all rules.
    """

    entry: Entry | None
    rules: tuple[Redirect, ...]
    strays: tuple[Stray, ...]
    paths: frozenset[str]


def read_redirects(source: SourceFile, route: Node, keys: dict[str, Entry]) -> Redirects:
    """Read the redirect rules of a route.

    Args:
        source: The file.
        route: The route's value.
        keys: The keys below the route, merged ones included.
    """
    entry = keys.get(REDIRECTS)
    inner = entries(source, entry.value) if entry is not None else {}
    rules = list(_rules(source, inner.get(PATHS)))
    strays = []
    beside = [keys[name] for name in (EXPIRES, PATHS) if name in keys]
    if beside:
        strays.append(_stray(source, Level.ROUTE, route, beside))
        rules += _rules(source, keys.get(PATHS))
    above = [each for name, each in keys.items() if _is_rule(source, name, each)]
    if above:
        strays.append(_stray(source, Level.ROUTE_PATH, route, above))
    lost = [each for name, each in inner.items() if _is_rule(source, name, each)]
    if lost and entry is not None:
        strays.append(_stray(source, Level.REDIRECTS, entry.value, lost))
    rules += [_rule(source, source.values.key(each), each) for each in (*above, *lost)]
    return Redirects(
        entry,
        tuple(rules),
        tuple(each for each in strays if each is not None),
        frozenset(rule.path for rule in rules),
    )


def _is_rule(source: SourceFile, name: str, entry: Entry) -> bool:
    """Tell whether a key that is no path's place is one all the same."""
    if not name.startswith(("/", "^")):
        return False
    value = source.value(entry.value)
    return value is None or isinstance(value, dict)


def _rules(source: SourceFile, paths: Entry | None) -> Iterator[Redirect]:
    if paths is not None:
        for name, entry in entries(source, paths.value).items():
            yield _rule(source, name, entry)


def _rule(source: SourceFile, name: str, entry: Entry) -> Redirect:
    options = entries(source, entry.value)
    values = {
        option: meant(source, each.value)
        for option, each in options.items()
        if source.is_known(each.value)
    }
    return Redirect(name, entry, options, values)


def meant(source: SourceFile, node: Node) -> PhpValue:
    """Return a value without the comma that JSON would have behind it.

    A rule of its own reports the comma; the others look at what was meant.
    """
    value = source.value(node)
    if isinstance(value, str) and value.endswith(",") and _is_plain(node):
        text = value.rstrip(",").rstrip()
        return core_plain(text) if text else value
    return value


def _is_plain(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style is Style.PLAIN and node.tag is None


def _stray(source: SourceFile, level: Level, parent: Node, found: Iterable[Entry]) -> Stray | None:
    """Return stray keys if they stand in this map itself, not in what it merges."""
    if not isinstance(parent, Mapping):
        return None
    wanted = {id(each) for each in found}
    inside = [each for each in parent.entries if id(each) in wanted]
    if len(inside) != len(wanted):
        return None
    at = next(number for number, each in enumerate(parent.entries) if each is inside[0])
    above = parent.entries[at - 1] if at else None
    name = PATHS if level is Level.REDIRECTS else REDIRECTS
    is_head = (
        above is not None and source.values.key(above) == name and source.value(above.value) is None
    )
    return Stray(level, tuple(inside), above if is_head else None, parent)
