"""What `.magento.app.yaml` says, as far as the other files depend on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.project.env import entries
from zdd_lsp.project.services import disk, image, is_readable
from zdd_lsp.syntax.nodes import Entry, Mapping, Node
from zdd_lsp.text.similar import close

if TYPE_CHECKING:
    from zdd_lsp.project.calls import Call
    from zdd_lsp.project.cron_jobs import CronJob
    from zdd_lsp.project.mounts import Mount
    from zdd_lsp.project.runtime import Extension
    from zdd_lsp.project.services import Disk, Image
    from zdd_lsp.project.shell import Script
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.project.web import Location
    from zdd_lsp.project.workers import Worker
    from zdd_lsp.text.span import Span

APP_FILE = ".magento.app.yaml"


@dataclass(frozen=True)
class Hook:
    """A hook: its shell text and its place. ``text`` is empty for null and for a list."""

    name: str
    text: str
    entry: Entry
    source: SourceFile = field(repr=False, compare=False)

    @cached_property
    def script(self) -> Script:
        """The commands of the hook."""
        from zdd_lsp.project.shell import read_script  # noqa: PLC0415 - start-up does without

        return read_script(self.source, self.entry.value)

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """The calls of ece-tools, `bin/magento` and Composer, in the order of the hook."""
        from zdd_lsp.project.calls import calls  # noqa: PLC0415 - start-up does without

        return calls(self.script)


class AppFile:
    """The facts of `.magento.app.yaml`, or of none.

    Attributes:
        source: The file; None if there is none or it cannot be read.
        root: The root mapping's entries by key.
        hooks_entry: The entry ``hooks``.
        hooks: The hooks by name, such as ``build``, ``deploy`` and ``post_deploy``.
        variables: The environment variables that ``variables.env`` exports, by name.
        relationships_entry: The entry ``relationships``.
        image: The value of ``type``, such as ``php:8.4``.
    """

    def __init__(self, source: SourceFile | None) -> None:
        self.source = source
        self.root: dict[str, Entry] = {}
        self.hooks_entry: Entry | None = None
        self.hooks: dict[str, Hook] = {}
        self.variables: dict[str, Entry] = {}
        self.relationships_entry: Entry | None = None
        self.image: Image | None = None
        if source is None:
            return
        self.root = entries(source, source.tree.root)
        self.relationships_entry = self.root.get("relationships")
        if "type" in self.root:
            self.image = image(source, self.root["type"].value)
        groups = self._entries_of("variables")
        if "env" in groups:
            self.variables = entries(source, groups["env"].value)
        self.hooks_entry = self.root.get("hooks")
        if self.hooks_entry is None:
            return
        for name, entry in entries(source, self.hooks_entry.value).items():
            value = source.value(entry.value)
            text = value if isinstance(value, str) else ""
            self.hooks[name] = Hook(name, text, entry, source)

    def variable(self, name: str) -> Entry | None:
        """Return the entry of an environment variable that ``variables.env`` exports, or None.

        The value is ``source.value(entry.value)``.
        """
        return self.variables.get(name)

    def _entries_of(self, name: str) -> dict[str, Entry]:
        """Return the entries below a key of the root."""
        if self.source is None or name not in self.root:
            return {}
        return entries(self.source, self.root[name].value)

    @cached_property
    def jobs(self) -> dict[str, CronJob]:
        """The jobs under ``crons``, by name."""
        from zdd_lsp.project.cron_jobs import cron_jobs  # noqa: PLC0415 - start-up does without

        if self.source is None or "crons" not in self.root:
            return {}
        return cron_jobs(self.source, self.root["crons"])

    @cached_property
    def locations(self) -> list[Location]:
        """The locations under ``web``."""
        from zdd_lsp.project.web import locations  # noqa: PLC0415 - start-up does without

        if self.source is None or "web" not in self.root:
            return []
        return locations(self.source, self.root["web"])

    @cached_property
    def extensions(self) -> list[Extension]:
        """The PHP extensions that ``runtime`` switches on or off."""
        from zdd_lsp.project.runtime import extensions  # noqa: PLC0415 - start-up does without

        if self.source is None or "runtime" not in self.root:
            return []
        return extensions(self.source, self.root["runtime"])

    def is_misspelt(self, name: str) -> bool:
        """Whether a key that the file lacks stands there in another spelling.

        Then it is wrong to say that what belongs below it is missing.
        """
        if name in self.root:
            return False
        known = key_schema("app").root.keys
        return bool(close(name, (each for each in self.root if each not in known)))

    @property
    def disk(self) -> Disk | None:
        """The disk of the application, if the file gives it one."""
        return disk(self.source, self.root) if self.source is not None else None

    @cached_property
    def mounts(self) -> list[Mount]:
        """The mounts of the application."""
        from zdd_lsp.project.mounts import mounts  # noqa: PLC0415 - start-up does without

        if self.source is None or "mounts" not in self.root:
            return []
        return mounts(self.source, self.root["mounts"])

    @property
    def knows_mounts(self) -> bool:
        """Whether the file tells all of its mounts, so that no other exists."""
        source = self.source
        if source is None or not is_readable(source) or not self.root:
            return False
        if "mounts" not in self.root:
            return not self.is_misspelt("mounts")
        return source.is_known(self.root["mounts"].value)

    @cached_property
    def workers(self) -> list[Worker]:
        """The workers of the application."""
        from zdd_lsp.project.workers import workers  # noqa: PLC0415 - start-up does without

        if self.source is None or "workers" not in self.root:
            return []
        return workers(self.source, self.root["workers"])

    @property
    def php_version(self) -> str | None:
        """The version of PHP, such as ``8.4``; None where the file does not say."""
        return self.image.version if self.image is not None and self.image.name == "php" else None

    @property
    def knows_relationships(self) -> bool:
        """Whether the file tells all of its relationships, so that no other exists."""
        entry, source = self.relationships_entry, self.source
        if source is None or not is_readable(source) or not self.root:
            return False
        if entry is None:
            return not self.is_misspelt("relationships")
        return isinstance(source.value(entry.value), (dict, type(None)))

    @property
    def root_node(self) -> Node | None:
        """The root node of the file."""
        return self.source.tree.root if self.source is not None else None

    @property
    def anchor_span(self) -> Span | None:
        """Where a finding about the file as a whole stands: its first key."""
        root = self.root_node
        if isinstance(root, Mapping) and root.entries:
            return root.entries[0].key.span
        return None
