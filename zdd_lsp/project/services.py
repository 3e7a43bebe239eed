"""What `.magento/services.yaml` declares: services, each with its type and version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.env import entries, followed, known_entries
from zdd_lsp.syntax.nodes import Entry, Mapping, Node, Scalar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile

SERVICES_FILE = ".magento/services.yaml"


class Image(NamedTuple):
    """The value of a ``type``, such as ``redis:7.2``.

    Attributes:
        name: What stands before the colon.
        version: What stands behind it; None where nothing does.
        span: The whole value.
        version_span: The version; the whole value where there is none.
    """

    name: str
    version: str | None
    span: Span
    version_span: Span


class Disk(NamedTuple):
    """A size of a disk: its megabytes, and where they stand."""

    size: int
    span: Span


@dataclass(frozen=True, slots=True)
class Service:
    """A service that the project declares.

    Attributes:
        name: Its name, by which relationships refer to it.
        type: What it is, such as ``redis``; empty where the file does not say.
        version: Its version as written; None where the file gives none.
        entry: The service in the tree.
        type_span: The value of ``type``; the service's name where there is none.
        version_span: The version in it; the same as ``type_span`` where there is none.
        keys: The keys below it.
        endpoints: The endpoints that its configuration declares, which take the place of the one
            that its type has; None where the configuration leaves that open.
        disk: Its disk, if the file gives it one.
    """

    name: str
    type: str
    version: str | None
    entry: Entry
    type_span: Span
    version_span: Span
    keys: dict[str, Entry]
    endpoints: dict[str, Entry] | None
    disk: Disk | None


class ServicesFile:
    """The facts of `.magento/services.yaml`, or of none.

    Attributes:
        source: The file; None if there is none or it cannot be read.
        services: The services by name. Of duplicates the last counts.
    """

    def __init__(self, source: SourceFile | None) -> None:
        self.source = source
        self.services: dict[str, Service] = {}
        if source is None:
            return
        for name, entry in entries(source, source.tree.root).items():
            self.services[name] = _service(source, name, entry)

    @property
    def is_readable(self) -> bool:
        """Whether the file can be read to its end, so that it declares nothing else."""
        return is_readable(self.source)


def is_readable(source: SourceFile | None) -> bool:
    """Tell whether a file is a map, or empty, without a fault that may hide a part of it."""
    if source is None or any(problem.fatal for problem in source.tree.problems):
        return False
    root = followed(source.tree.root)
    return isinstance(root, Mapping) or source.value(root) is None


def image(source: SourceFile, node: Node | None) -> Image | None:
    """Read the value of a ``type``; None for what is no text."""
    node = followed(node)
    text = source.value(node)
    if not isinstance(node, Scalar) or not isinstance(text, str) or not text:
        return None
    name, colon, version = text.partition(":")
    version_span = node.span
    at = source.text.find(text, node.span.start, node.span.end)
    if colon and version and at >= 0:
        version_span = Span(at + len(name) + 1, at + len(text))
    return Image(name, version or None, node.span, version_span)


def disk(source: SourceFile, keys: dict[str, Entry]) -> Disk | None:
    """Return the disk that a key ``disk`` asks for; None for what is no number."""
    entry = keys.get("disk")
    if entry is None or not source.is_known(entry.value):
        return None
    size = source.value(entry.value)
    if not isinstance(size, int) or isinstance(size, bool):
        return None
    return Disk(size, entry.value.span)


def _service(source: SourceFile, name: str, entry: Entry) -> Service:
    keys = known_entries(source, entry.value)
    found = image(source, keys["type"].value) if "type" in keys else None
    key = entry.key.span
    kind = found or Image("", None, key, key)
    return Service(
        name,
        kind.name,
        kind.version,
        entry,
        kind.span,
        kind.version_span,
        keys,
        _endpoints(source, keys),
        disk(source, keys),
    )


def _endpoints(source: SourceFile, keys: dict[str, Entry]) -> dict[str, Entry] | None:
    """Return the endpoints that a configuration declares.

    Platform.sh, add-services/mysql: a list of schemas without endpoints leaves no default either,
    which Adobe's guide does not say.
    """
    if "configuration" not in keys:
        return {}
    configuration = keys["configuration"].value
    parts = known_entries(source, configuration)
    if not source.is_known(configuration) or ("schemas" in parts and "endpoints" not in parts):
        return None
    if "endpoints" not in parts:
        return {}
    declared = parts["endpoints"].value
    return known_entries(source, declared) if source.is_known(declared) else None
