"""Links: pages of documentation, and files that a configuration names.

Variables and keys have none, although each has a page: the editor would underline the whole file,
and their hovers lead there. A file is linked if it exists inside the repository.
"""

from __future__ import annotations

import posixpath
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp import lint
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.lint.directives import directives
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import calls
from zdd_lsp.project.discovery import PHP_INI
from zdd_lsp.project.disk import file_inside
from zdd_lsp.project.env import ENV_FILE, known_entries
from zdd_lsp.project.parts import part_place
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.shell import read_script
from zdd_lsp.project.surroundings import at
from zdd_lsp.syntax.nodes import Dialect, Mapping, Scalar, walk
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Script
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Node


class Link(NamedTuple):
    """A place that leads somewhere.

    Attributes:
        span: The place.
        target: The address of a page, or a file.
        tooltip: What is there.
    """

    span: Span
    target: str | Path
    tooltip: str


class _Named(NamedTuple):
    """A file that is named: its place, and where it may lie, as ways from a folder."""

    span: Span
    ways: tuple[str, ...]


def links(project: Project, path: str) -> list[Link]:
    """Return the links of a file of a project, in the order of the text."""
    return sorted(chain(_pages(project, path), _files(project, path)), key=lambda each: each.span)


def file_at(project: Project, path: str, offset: int) -> Link | None:
    """Return the link to the file that is named at an offset, or None."""
    return next((each for each in _files(project, path) if each.span.touches(offset)), None)


# Pages


def _pages(project: Project, path: str) -> Iterator[Link]:
    source = project.yaml(path)
    if source is None:
        return
    for directive in directives(source):
        for name in directive.names:
            rule = lint.rule(name.text)
            if rule is not None and rule.url:
                yield Link(name.span, rule.url, f"Adobe's guide on what {rule.name} is about")
    if path != SERVICES_FILE:
        return
    for service in project.services.services.values():
        kind = service_types().types.get(service.type)
        if kind is not None:
            span = part_place(source, service.keys["type"].value, Span(0, len(service.type)))
            yield Link(span, kind.url, f"Adobe's guide on {kind.title}")


# Files


def _files(project: Project, path: str) -> Iterator[Link]:
    """Yield the files that are named and exist."""
    code, here = at(project.root, project.surroundings.source), project.file(path).parent
    top = project.platform_root
    named: Iterator[tuple[Path, _Named]] = iter(())
    source = project.yaml(path)
    if path == PHP_INI:
        named = ((code, each) for each in _of_php_ini(project))
    elif source is not None:
        folder = code if path == ENV_FILE else here
        named = ((folder, each) for each in _included(source))
        if path == APP_FILE:
            named = chain(named, ((code, each) for each in _of_app(project, source)))
    for folder, (span, ways) in named:
        for way in ways:
            found = file_inside(top, folder, way)
            if found is not None:
                yield Link(span, found, posixpath.normpath(way))
                break


def _of_php_ini(project: Project) -> Iterator[_Named]:
    settings = project.php_ini.settings if project.php_ini is not None else {}
    for setting in settings.values():
        if setting.value is not None:
            yield from _named(setting.value_span, setting.value)


def _included(source: SourceFile) -> Iterator[_Named]:
    """Yield what tags fetch from other files, as a text or as a map with ``path``."""
    if source.dialect is Dialect.SYMFONY or "!" not in source.text:
        return
    for node in chain.from_iterable(walk(each.root) for each in source.tree.documents):
        if node.tag is None or node.tag.text not in _FETCHING:
            continue
        inner = node.get("path") if isinstance(node, Mapping) else None
        value = inner.value if inner is not None else node
        if isinstance(value, Scalar):
            yield _Named(value.span, (value.text,))


_FETCHING: Final = frozenset({"!include", "!file", "!archive"})


def _of_app(project: Project, source: SourceFile) -> Iterator[_Named]:
    for script in _scripts(project, source):
        yield from _in_script(script)
    for location in project.app.locations:
        for block in (location.settings, *location.rules):
            if "passthru" in block.keys:
                yield from _script_of(project, source, block.keys["passthru"].value)


def _scripts(project: Project, source: SourceFile) -> Iterator[Script]:
    """Yield what the application runs: in hooks, cron jobs, workers and in front."""
    yield from (hook.script for hook in project.app.hooks.values())
    yield from (job.script for job in project.app.jobs.values())
    starts = [worker.start for worker in project.app.workers]
    web = project.app.root.get("web")
    if web is not None:
        commands = known_entries(source, web.value).get("commands")
        if commands is not None:
            starts.append(known_entries(source, commands.value).get("start"))
    yield from (read_script(source, start.value) for start in starts if start is not None)


def _in_script(script: Script) -> Iterator[_Named]:
    """Yield the words of a script that may be files, up to where it goes to another folder."""
    scenarios = {word.span for call in calls(script) for word in call.scenarios}
    for command in script.commands:
        if command.words and command.words[0].text == "cd":
            return
        for word in command.words:
            if word.span in scenarios:
                yield _Named(word.span, (f"{_SCENARIOS}/{word.text}", word.text))
            elif word.is_known:
                yield from _named(word.span, word.text)


_SCENARIOS: Final = "vendor/magento/ece-tools"
"""Where ece-tools has its own scenarios; the others lie in the folder of the application."""


def _script_of(project: Project, source: SourceFile, node: Node) -> Iterator[_Named]:
    """Yield the script that answers requests: a path of the site, below the folder of its root."""
    path = source.value(node)
    if not isinstance(path, str) or "$" in path:
        return
    roots = {
        location.path.rstrip("/"): source.value(location.settings.keys["root"].value)
        for location in project.app.locations
        if "root" in location.settings.keys
    }
    for prefix in sorted(roots, key=len, reverse=True):
        root = roots[prefix]
        if isinstance(root, str) and path.startswith(f"{prefix}/"):
            yield _Named(node.span, (f"{root.strip('/')}/{path.removeprefix(prefix).strip('/')}",))
            return


def _named(span: Span, text: str) -> Iterator[_Named]:
    """Yield a text that may be a file of the application, which lies in ``/app`` when it runs."""
    way = text.removeprefix(f"{_APP_DIR}/")
    if ("/" in way or "." in way) and not way.startswith(("/", "-")):
        yield _Named(span, (way,))


_APP_DIR: Final = "/app"
