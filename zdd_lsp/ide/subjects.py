"""The places of a file that can be explained, and by what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue, foreign_names, log_section, sections
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide import explanation, service
from zdd_lsp.ide.command import commands_in
from zdd_lsp.ide.explanation import Explanation
from zdd_lsp.ide.keys import keys_at, keys_below, of_key
from zdd_lsp.ide.merges import merges_in
from zdd_lsp.ide.route import explained as routes_explained
from zdd_lsp.ide.schedule import of_schedule
from zdd_lsp.ide.variable import in_project
from zdd_lsp.ide.version import of_version
from zdd_lsp.lint.directives import Scope, directives
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.components import components
from zdd_lsp.project.discovery import FILES
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.parts import part_place
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules._shared.links import endpoints
from zdd_lsp.syntax.nodes import Entry, Mapping, Sequence
from zdd_lsp.text.similar import similar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.catalogue import Handler
    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.lint.directives import Directive
    from zdd_lsp.project import Project
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Node

Explain = Callable[[], Explanation]


class Subject(NamedTuple):
    """A place that can be explained.

    Attributes:
        span: The text that the explanation is about.
        reach: Where a cursor has to be, both ends included.
        explain: Makes the explanation.
    """

    span: Span
    reach: Span
    explain: Explain


def subject_at(project: Project, path: str, offset: int) -> Subject | None:
    """Return what can be explained at an offset of a file, or None."""
    source = project.yaml(path) if path in FILES else None
    if source is None:
        return None
    subjects = chain(_comments(source), _merges(source))
    if path == ENV_FILE:
        subjects = chain(subjects, _settings(project, offset), _sections(project, source))
    else:
        subjects = chain(subjects, _versions(project, path), _services(project, path))
    if path == APP_FILE:
        subjects = chain(subjects, _schedules(project, source), _commands(project))
    elif path == ROUTES_FILE:
        subjects = chain(subjects, _routes(project))
    subjects = chain(subjects, _keys(keys_at(source, offset)))
    return next((subject for subject in subjects if subject.reach.touches(offset)), None)


# Comments


def _comments(source: SourceFile) -> Iterator[Subject]:
    for directive in directives(source):
        yield Subject(directive.word, directive.word, partial(_directive, source, directive))
        for name in directive.names:
            yield Subject(name.span, name.span, partial(_rule, name.text))


def _directive(source: SourceFile, directive: Directive) -> Explanation:
    where = {
        Scope.LINE: "on the next line" if directive.is_above else "on this line",
        Scope.BLOCK: "in the key or item that begins here, with all that is in it,",
        Scope.FILE: "in the whole file",
    }[directive.scope]
    told = (
        f"Accepts {where} what the rules in the brackets find. Several names are separated by "
        "commas; say why behind the brackets."
    )
    word = directive.word.slice(source.text)
    return Explanation(name=word, kind="comment for zdd-lsp", paragraphs=(told,))


def _rule(name: str) -> Explanation:
    rule = lint.rule(name)
    if rule is not None:
        return explanation.of_rule(rule)
    close = similar(name, [each.name for each in lint.rules()])
    meant = " or ".join(f"`{each}`" for each in close)
    return Explanation(
        name=name,
        kind="no rule",
        warning="There is no rule of this name, so that the comment silences nothing.",
        paragraphs=(f"Did you mean {meant}?",) if meant else (),
    )


# Merge keys


def _merges(source: SourceFile) -> Iterator[Subject]:
    for place, explain in merges_in(source):
        yield Subject(place, place, explain)


# Commands


def _commands(project: Project) -> Iterator[Subject]:
    for place, explain in commands_in(project):
        yield Subject(place, place, explain)


# Keys


def _keys(found: Iterable[tuple[Key, Entry | Node]]) -> Iterator[Subject]:
    """Yield keys of the catalogue; what is behind the colon belongs to its key."""
    for key, place in found:
        explain = partial(of_key, key)
        if not isinstance(place, Entry):
            yield Subject(place.span, place.span, explain)
        elif isinstance(place.value, (Mapping, Sequence)):
            yield _of_key(place, explain)
        else:
            yield from _of_entry(place, explain)


# Routes


def _routes(project: Project) -> Iterator[Subject]:
    """Yield what has a meaning of its own in this project: templates, applications, targets."""
    for span, explain in routes_explained(project):
        yield Subject(span, span, explain)


# Versions


def _versions(project: Project, path: str) -> Iterator[Subject]:
    for component in components(project):
        if component.path == path:
            explain = partial(of_version, project, component)
            yield Subject(component.span, component.span, explain)


# Services


def _services(project: Project, path: str) -> Iterator[Subject]:
    """Yield types of services, relationships, and what relationships and mounts name."""
    services, source = project.services.services, project.yaml(path)
    if path == SERVICES_FILE and source is not None:
        for declared in services.values():
            kind = service_types().types.get(declared.type)
            if kind is not None:
                whole = Span(0, len(declared.type))
                span = part_place(source, declared.keys["type"].value, whole)
                yield Subject(span, span, partial(service.of_service_type, kind))
    if path != APP_FILE:
        return
    for link in project.relationships.values():
        yield from _relationship(link)
    for mount in project.app.mounts:
        if mount.service in services:
            explain = partial(service.of_service, services[mount.service])
            yield Subject(mount.service_span, mount.service_span, explain)


def _relationship(link: Relationship) -> Iterator[Subject]:
    key = link.entry.key.span
    yield Subject(key, key, partial(service.of_relationship, link))
    target, endpoint = link.service, link.endpoint
    if target is None:
        return
    if endpoint is not None and endpoint in (endpoints(target) or ()):
        explain = partial(service.of_endpoint, target, endpoint)
        yield Subject(link.endpoint_span, link.endpoint_span, explain)
    explain = partial(service.of_service, target)
    yield Subject(link.service_span, link.service_span, explain)


# Variables


def _settings(project: Project, offset: int) -> Iterator[Subject]:
    for settings in project.env.settings.values():
        for setting in settings.values():
            explain = _named(project, setting.name)
            if explain is None or setting.is_shared:
                continue
            source, value = setting.source, setting.entry.value
            if value.span.touches(offset):
                yield from _keys(keys_below(source, setting.name, value, offset))
            yield from _of_entry(setting.entry, explain)


def _named(project: Project, name: str) -> Explain | None:
    """Return what explains a name that stands where a variable belongs."""
    variable = project.schema.get(name) or catalogue().known.get(name)
    if variable is not None:
        return partial(in_project, project, variable)
    foreign = foreign_names().get(name)
    return None if foreign is None else partial(explanation.of_foreign_name, foreign)


# Sections


def _sections(project: Project, source: SourceFile) -> Iterator[Subject]:
    for name, entry in _entries(source, source.tree.root):
        section = sections().sections.get(name)
        if section is None:
            continue
        yield _of_key(entry, partial(explanation.of_section, section))
        for below, inner in _entries(source, entry.value):
            if name == "stage" and below in sections().stages:
                stage = sections().stages[below]
                yield _of_key(inner, partial(explanation.of_section, stage))
            elif name == "system" and below == "variables":
                yield _of_key(inner, partial(explanation.of_section, section))
                yield from _system(project, source, inner)
            elif name == "log" and below in log_section().handlers:
                handler = log_section().handlers[below]
                yield _of_key(inner, partial(explanation.of_handler, handler))
                yield from _handler(source, inner, handler)


def _system(project: Project, source: SourceFile, variables: Entry) -> Iterator[Subject]:
    for name, entry in _entries(source, variables.value):
        explain = _named(project, name)
        if explain is not None:
            yield from _of_entry(entry, explain)


def _handler(source: SourceFile, above: Entry, handler: Handler) -> Iterator[Subject]:
    """Yield what stands below an output of the log, or below one of its transports."""
    for name, entry in _entries(source, above.value):
        key = handler.keys.get(name)
        if key is None:
            continue
        if name == "transport":
            yield from _transports(source, entry)
        if key.type == "level":
            yield from _level(source, entry)
        yield from _of_entry(entry, partial(explanation.of_handler_key, handler, key))


def _transports(source: SourceFile, above: Entry) -> Iterator[Subject]:
    for name, entry in _entries(source, above.value):
        transport = log_section().transports.get(name)
        if transport is not None:
            kind = "transport of the output `gelf`"
            yield _of_key(entry, partial(explanation.of_handler, transport, kind))
            yield from _handler(source, entry, transport)


def _level(source: SourceFile, entry: Entry) -> Iterator[Subject]:
    value, numbers = source.value(entry.value), log_section().level_numbers
    for name, number in numbers.items():
        if name == str(value).lower() or str(number) == str(value):
            span = entry.value.span
            yield Subject(span, span, partial(explanation.of_level, name))


# Jobs


def _schedules(project: Project, source: SourceFile) -> Iterator[Subject]:
    for job in project.app.jobs.values():
        if job.spec is not None and job.schedule is not None:
            text = job.schedule.text
            start = len(text) - len(text.lstrip())
            span = job.place(source, Span(start, max(len(text.rstrip()), start)))
            yield Subject(span, job.spec.value.span, partial(of_schedule, project, job.schedule))


# Places


def _entries(source: SourceFile, node: Node | None) -> Iterator[tuple[str, Entry]]:
    """Yield the entries that stand in a mapping itself; what is merged has its own place."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield source.values.key(entry), entry


def _of_key(entry: Entry, explain: Explain) -> Subject:
    return Subject(entry.key.span, entry.key.span, explain)


def _of_entry(entry: Entry, explain: Explain) -> Iterator[Subject]:
    """Yield the key, and what stands behind its colon."""
    key, value = entry.key.span, entry.value.span
    yield Subject(key, key, explain)
    start = entry.colon.end if entry.colon is not None else value.start
    yield Subject(value if value.end > value.start else key, Span(start, value.end), explain)
