"""What `.magento/routes.yaml` says: routes, each with its template and where requests go.

Sources: Adobe's guide, configure/routes; Platform.sh, define-routes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.env import entries, followed
from zdd_lsp.project.redirects import Redirects, meant, read_redirects
from zdd_lsp.project.route_template import PLACEHOLDERS, Address, Template, read_template
from zdd_lsp.project.services import is_readable
from zdd_lsp.syntax.nodes import Alias, Entry, Mapping, Node, Scalar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.scalars import PhpValue

ROUTES_FILE: Final = ".magento/routes.yaml"


class Upstream(NamedTuple):
    """The value of `upstream`, such as ``mymagento:http``.

    Attributes:
        app: The application's name.
        endpoint: What stands behind the colon; None where nothing does.
        span: The whole value.
        app_span: The name; the whole value where it has no place of its own.
        endpoint_span: The endpoint; the same.
    """

    app: str
    endpoint: str | None
    span: Span
    app_span: Span
    endpoint_span: Span


@dataclass(frozen=True, slots=True)
class Route:
    """A route.

    Attributes:
        key: The template as written.
        template: The template.
        entry: The route in the tree.
        keys: The keys below it, those of merge keys and aliases included.
        values: Their values. What only the platform knows is left out, and so is null.
        redirects: Its redirect rules.
        upstream: Where the requests go; None where the file does not say.
        to: The target of a redirect, taken apart; None where the file does not say.
        is_certain: Whether it stands before any fault of YAML that may hide what was meant.
        is_known: Whether that is so, and the file says all about it.
        is_shared: Whether its keys stand elsewhere and come through an alias or a merge key.
    """

    key: str
    template: Template
    entry: Entry
    keys: dict[str, Entry]
    values: dict[str, PhpValue]
    redirects: Redirects
    upstream: Upstream | None
    to: Template | None
    is_certain: bool
    is_known: bool
    is_shared: bool

    @property
    def type(self) -> str | None:
        """What kind of route it is; None where the file does not say."""
        kind = self.values.get("type")
        return kind if isinstance(kind, str) else None

    @property
    def is_primary(self) -> bool:
        """Whether the file makes it the primary one."""
        return self.values.get("primary") is True


class RoutesFile:
    """The facts of `.magento/routes.yaml`, or of none.

    Attributes:
        source: The file; None if there is none or it cannot be read.
        routes: The routes by template, in the order of the file. Of duplicates the last counts.
    """

    def __init__(self, source: SourceFile | None) -> None:
        self.source = source
        self.routes: dict[str, Route] = {}
        if source is None:
            return
        end = _first_fault(source)
        for name, entry in entries(source, source.tree.root).items():
            if isinstance(followed(entry.key), Scalar):
                self.routes[name] = _route(source, name, entry, is_certain=entry.span.end < end)

    @property
    def is_readable(self) -> bool:
        """Whether the file can be read to its end, so that it declares nothing else."""
        return is_readable(self.source)

    @property
    def is_known(self) -> bool:
        """Whether the file says all about all routes."""
        return self.is_readable and all(route.is_known for route in self.routes.values())

    @cached_property
    def misplaced(self) -> frozenset[int]:
        """The identities of entries that stand at a wrong level, and of those that lack them.

        These are redirect rules, the keys around them, and routes below other keys.
        """
        found: list[Entry] = []
        for route in self.routes.values():
            found += [each for name, each in route.keys.items() if "://" in name]
            for stray in () if route.is_shared or not route.is_known else route.redirects.strays:
                found += stray.entries
                if route.redirects.entry is not None:
                    found.append(route.redirects.entry)
        return frozenset(id(each) for each in found)

    def at(self, address: Address) -> Route | None:
        """Return the route that answers requests at an address, as far as the file tells.

        A name wins over a wildcard, and then the longest path. Routes that the platform makes by
        itself, such as the one for the other scheme, are not in the file.
        """
        for host in _hosts(address.host):
            for path in _paths(address.path):
                for name in (host, host.replace(*PLACEHOLDERS)):
                    route = self._known.get(Address(address.scheme, name, path))
                    if route is not None:
                        return route
        return None

    def exactly_at(self, address: Address) -> Route | None:
        """Return the first route for an address; a slash at its end makes no difference."""
        return self._known.get(address._replace(path=address.path.rstrip("/")))

    @cached_property
    def _known(self) -> dict[Address, Route]:
        """The routes by their addresses; a slash at the end of a path makes no difference."""
        found: dict[Address, Route] = {}
        for route in self.routes.values():
            if route.template.is_url:
                own = route.template.address
                found.setdefault(own._replace(path=own.path.rstrip("/")), route)
        return found


def _hosts(host: str) -> Iterator[str]:
    """Yield a host, and the wildcards that stand for it."""
    yield host
    rest = host.removeprefix("*.")
    for _ in range(_MOST):
        _, dot, rest = rest.partition(".")
        if not dot:
            return
        yield f"*.{rest}"


def _paths(path: str) -> Iterator[str]:
    """Yield a path and those above it, without the slash at the end."""
    path = path.rstrip("/")
    yield path
    for _ in range(_MOST):
        if not path:
            return
        path = path.rpartition("/")[0]
        yield path


_MOST: Final = 50
"""How many labels of a host and steps of a path are looked at; real ones have a handful."""


def _first_fault(source: SourceFile) -> int:
    """Return where the structure of a file begins to be a guess; behind its end where it is not."""
    faults = [
        problem.span.start
        for problem in source.tree.problems
        if problem.fatal and problem.kind not in _HARMLESS
    ]
    return min(faults, default=len(source.text) + 1)


_HARMLESS: Final = frozenset({"duplicate-key"})
"""Faults of YAML that hide nothing of the structure."""


def _route(source: SourceFile, name: str, entry: Entry, *, is_certain: bool) -> Route:
    keys = entries(source, entry.value)
    values: dict[str, PhpValue] = {}
    is_known = is_certain and source.is_known(entry.value)
    for key, each in keys.items():
        value = meant(source, each.value)
        if not source.is_known(each.value):
            is_known = False
        elif value is not None:
            values[key] = value
    own = entry.value.entries if isinstance(entry.value, Mapping) else []
    inside = {id(each) for each in own}
    to = values.get("to")
    return Route(
        key=name,
        template=_template(source, name, entry.key),
        entry=entry,
        keys=keys,
        values=values,
        redirects=read_redirects(source, entry.value, keys),
        upstream=_upstream(source, keys["upstream"].value) if "upstream" in values else None,
        to=_template(source, to, keys["to"].value) if isinstance(to, str) else None,
        is_certain=is_certain,
        is_known=is_known,
        is_shared=isinstance(entry.value, Alias)
        or any(id(each) not in inside for each in keys.values()),
    )


def _template(source: SourceFile, text: str, node: Node) -> Template:
    return read_template(text, node.span, text_start(source, node, text))


def _upstream(source: SourceFile, node: Node) -> Upstream | None:
    text = meant(source, node)
    if not isinstance(text, str) or not text:
        return None
    app, colon, endpoint = text.partition(":")
    start = text_start(source, node, text)
    if start is None:
        return Upstream(app, endpoint if colon else None, node.span, node.span, node.span)
    return Upstream(
        app,
        endpoint if colon else None,
        node.span,
        Span(start, start + len(app)) if app else node.span,
        Span(start + len(app) + 1, start + len(text)) if endpoint else node.span,
    )


def text_start(source: SourceFile, node: Node, text: str) -> int | None:
    """Return where the first character of a scalar's text stands; None where it is written apart.

    An alias has no place for it, and in a quoted text escapes may change the count.
    """
    if not isinstance(node, Scalar) or followed(node) is not node or not text:
        return None
    start = source.text.find(text, node.span.start, node.span.end)
    return start if start >= 0 else None
