"""Every place of a file where a name stands that something else may refer to."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.ide.names.model import Kind, Name, Place, Writing
from zdd_lsp.ide.names.scalars import Finder, every_entry, text_of
from zdd_lsp.project.discovery import is_app_file
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.mounts import SERVICE, folder
from zdd_lsp.project.route_template import read_template
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules._shared.links import applications, endpoints
from zdd_lsp.syntax.nodes import Alias, Scalar, walk
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.syntax.nodes import Entry, Node

GLOBAL: Final = "global"
"""The stage whose variables the others may override."""


def places(
    project: Project, path: str, *, name: Name | None = None, near: int | None = None
) -> Iterator[Place]:
    """Yield the places of names in a file.

    Args:
        project: The project.
        path: One of its YAML files, or the file of another application of the repository.
        name: The name that is asked for; by default all.
        near: The offset that the reach of a place has to touch; by default any.
    """
    source = project.yaml(path)
    if source is None:
        return
    finder = Finder(source, name, near)
    found: Iterator[Place] = iter(())
    if path == ENV_FILE:
        found = _variables(finder)
    elif path == SERVICES_FILE:
        found = _Platform(project, finder).services()
    elif path == ROUTES_FILE:
        found = _Platform(project, finder).routes()
    elif is_app_file(path):
        found = _Platform(project, finder).application()
    seen: set[tuple[Name, Span]] = set()
    for place in chain(found, _anchors(finder)):
        # What several places share through an alias is found once for each of them.
        if (place.name, place.span) not in seen:
            seen.add((place.name, place.span))
            yield place


def endpoint_of(target: Name, endpoint: str) -> Name:
    """Return the name of an endpoint of a service or an application."""
    return Name(Kind.ENDPOINT, endpoint, f"{target.kind.value} {target.text}")


# The platform's files


class _Platform:
    """Looks for services, applications, relationships, endpoints and mounts in one file."""

    def __init__(self, project: Project, finder: Finder) -> None:
        self._source = finder.source
        self._place = finder.place
        self._services = project.services.services
        self._routes = project.routes
        self._applications = {each.name for each in project.applications}
        self._mentioned = applications(project)

    def _target(self, text: str, otherwise: Kind) -> Name:
        """Return what a relationship or a route leads to by a name.

        Where the project has neither a service nor an application of this name, what a route
        mentions is an application.

        Args:
            text: The name.
            otherwise: What it is where that does not decide.
        """
        is_service, is_application = text in self._services, text in self._applications
        if is_service != is_application:
            otherwise = Kind.SERVICE if is_service else Kind.APPLICATION
        elif not is_service and text in self._mentioned:
            otherwise = Kind.APPLICATION
        return Name(otherwise, text)

    def services(self) -> Iterator[Place]:
        source = self._source
        for text, entry in every_entry(source, source.tree.root):
            name = Name(Kind.SERVICE, text)
            yield from self._place(name, entry.key, is_definition=True)
            service = self._services.get(text)
            default = () if service is None or service.endpoints else endpoints(service) or ()
            for key, inner in every_entry(source, entry.value):
                if key == "type":
                    for endpoint in default:
                        yield from self._usual_endpoint(name, endpoint, inner.value)
                elif key == "relationships":
                    yield from self._relationships(inner)
                elif key == "configuration":
                    yield from self._endpoints(name, inner)

    def _usual_endpoint(self, service: Name, endpoint: str, node: Node) -> Iterator[Place]:
        """Yield the type of a service, with which it gets its endpoint."""
        found = text_of(self._source, node)
        if found is not None:
            yield from self._place(
                endpoint_of(service, endpoint),
                node,
                Span(0, len(found[1].partition(":")[0])),
                is_definition=True,
                writing=Writing.ELSEWHERE,
            )

    def _endpoints(self, service: Name, configuration: Entry) -> Iterator[Place]:
        for key, inner in every_entry(self._source, configuration.value):
            if key == "endpoints":
                for text, entry in every_entry(self._source, inner.value):
                    name = endpoint_of(service, text)
                    yield from self._place(name, entry.key, is_definition=True)

    def application(self) -> Iterator[Place]:
        source = self._source
        for key, entry in every_entry(source, source.tree.root):
            if key == "name":
                yield from self._name(entry.value)
            elif key == "workers":
                for _, worker in every_entry(source, entry.value):
                    yield from self._container(every_entry(source, worker.value))
            elif key == "web":
                yield from self._container(every_entry(source, entry.value))
            else:
                yield from self._container(iter(((key, entry),)))

    def _name(self, node: Node) -> Iterator[Place]:
        """Yield the name of the application, with which it has its endpoint."""
        found = text_of(self._source, node)
        if found is None:
            return
        name = Name(Kind.APPLICATION, found[1])
        yield from self._place(name, node, is_definition=True)
        for text in (route_facts().endpoint, *route_facts().former_endpoints):
            yield from self._place(
                endpoint_of(name, text),
                node,
                is_definition=True,
                writing=Writing.ELSEWHERE,
            )

    def _container(self, keys: Iterator[tuple[str, Entry]]) -> Iterator[Place]:
        """Yield what stands below the keys of the application, a worker or ``web``."""
        for key, entry in keys:
            if key == "relationships":
                yield from self._relationships(entry)
            elif key == "mounts":
                yield from self._mounts(entry)

    def _relationships(self, above: Entry) -> Iterator[Place]:
        source = self._source
        for text, entry in every_entry(source, above.value):
            name = Name(Kind.RELATIONSHIP, text, source.path)
            yield from self._place(name, entry.key, is_definition=True)
            found = text_of(source, entry.value)
            if found is not None:
                yield from self._link(entry.value, found[1], Kind.SERVICE)
            elif source.value(entry.value) is None and source.is_known(entry.value):
                yield from self._implied(entry, text)
            elif isinstance(source.value(entry.value), dict):
                yield from self._map(entry, text)

    def _link(self, node: Node, text: str, otherwise: Kind) -> Iterator[Place]:
        """Yield the parts of a text such as ``mysql:mysql``."""
        target, _, endpoint = text.partition(":")
        if endpoint == route_facts().endpoint:
            otherwise = Kind.APPLICATION
        name, end = self._target(target, otherwise), len(target)
        if target:
            yield from self._place(name, node, Span(0, end))
        if endpoint:
            part = Span(end + 1, len(text))
            yield from self._place(endpoint_of(name, endpoint), node, part)

    def _map(self, relationship: Entry, implied: str) -> Iterator[Place]:
        """Yield the parts of a map with ``service`` and ``endpoint``."""
        source = self._source
        keys = dict(every_entry(source, relationship.value))
        found, at = (
            text_of(source, keys[key].value) if key in keys else None
            for key in ("service", "endpoint")
        )
        is_http = at is not None and at[1] == route_facts().endpoint
        text = found[1] if found is not None else implied
        name = self._target(text, Kind.APPLICATION if is_http else Kind.SERVICE)
        if found is not None:
            yield from self._place(name, found[0])
        elif "service" not in keys:
            yield from self._implied(relationship, implied)
        if at is not None:
            yield from self._place(endpoint_of(name, at[1]), at[0])

    def _implied(self, relationship: Entry, text: str) -> Iterator[Place]:
        yield from self._place(
            self._target(text, Kind.SERVICE),
            relationship.key,
            writing=Writing.IMPLIED,
            entry=relationship,
        )

    def _mounts(self, above: Entry) -> Iterator[Place]:
        source = self._source
        for text, entry in every_entry(source, above.value):
            name = Name(Kind.MOUNT, folder(text), source.path)
            start = len(text) - len(text.lstrip("/"))
            part = Span(start, max(len(text.rstrip("/")), start))
            if name.text and isinstance(entry.key, Scalar) and entry.key.text == text:
                yield from self._place(name, entry.key, part, is_definition=True, entry=entry)
            keys = dict(every_entry(source, entry.value))
            kind = source.value(keys["source"].value) if "source" in keys else None
            found = text_of(source, keys["service"].value) if "service" in keys else None
            if kind == SERVICE and found is not None:
                yield from self._place(Name(Kind.SERVICE, found[1]), found[0])

    def routes(self) -> Iterator[Place]:
        source = self._source
        for text, entry in every_entry(source, source.tree.root):
            name = Name(Kind.ROUTE, text, source.path)
            yield from self._place(name, entry.key, is_definition=True)
            for key, inner in every_entry(source, entry.value):
                found = text_of(source, inner.value) if key in ("upstream", "to") else None
                if found is not None and key == "upstream":
                    yield from self._link(inner.value, found[1], Kind.APPLICATION)
                elif found is not None:
                    yield from self._redirect(inner.value, found[1])

    def _redirect(self, node: Node, text: str) -> Iterator[Place]:
        """Yield the target of a redirect, if a route of this file answers there."""
        target = read_template(text, node.span, None)
        route = self._routes.at(target.address) if target.is_url else None
        if route is not None:
            name = Name(Kind.ROUTE, route.key, self._source.path)
            yield from self._place(name, node, writing=Writing.ELSEWHERE)


# Variables


def _variables(finder: Finder) -> Iterator[Place]:
    source = finder.source
    for key, entry in every_entry(source, source.tree.root):
        if key != "stage":
            continue
        for stage, inner in every_entry(source, entry.value):
            for text, setting in every_entry(source, inner.value):
                name = Name(Kind.VARIABLE, text, source.path)
                yield from finder.place(name, setting.key, is_definition=stage == GLOBAL)


# Anchors


def _anchors(finder: Finder) -> Iterator[Place]:
    source = finder.source
    if "&" not in source.text and "*" not in source.text:
        return
    for node in chain.from_iterable(walk(each.root) for each in source.tree.documents):
        if node.anchor is not None and node.anchor.text:
            anchor = node.anchor
            yield from _anchor(finder, anchor.text, anchor.span, node, is_definition=True)
        if isinstance(node, Alias) and node.name:
            yield from _anchor(finder, node.name, node.span, node.target, is_definition=False)


def _anchor(
    finder: Finder, text: str, span: Span, target: Node | None, *, is_definition: bool
) -> Iterator[Place]:
    """Yield the place of an anchor or an alias, whose text begins with a sign."""
    path, anchor = finder.source.path, target.anchor if target is not None else None
    number = anchor.span.start + 1 if anchor is not None else 0
    name = Name(Kind.ANCHOR, text, path, number)
    if finder.wants(name, span):
        yield Place(name, path, Span(span.start + 1, span.end), span, is_definition)
