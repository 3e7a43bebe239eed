"""What `.magento.app.yaml` says, as far as the other files depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.project.env import entries
from zdd_lsp.syntax.nodes import Entry, Mapping, Node

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.text.span import Span

APP_FILE = ".magento.app.yaml"


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook: its shell text and its place. ``text`` is empty for null and for a list."""

    name: str
    text: str
    entry: Entry


class AppFile:
    """The facts of `.magento.app.yaml`, or of none.

    Attributes:
        source: The file; None if there is none or it cannot be read.
        root: The root mapping's entries by key.
        hooks_entry: The entry ``hooks``.
        hooks: The hooks by name, such as ``build``, ``deploy`` and ``post_deploy``.
    """

    def __init__(self, source: SourceFile | None) -> None:
        self.source = source
        self.root: dict[str, Entry] = {}
        self.hooks_entry: Entry | None = None
        self.hooks: dict[str, Hook] = {}
        if source is None:
            return
        self.root = entries(source, source.tree.root)
        self.hooks_entry = self.root.get("hooks")
        if self.hooks_entry is None:
            return
        for name, entry in entries(source, self.hooks_entry.value).items():
            value = source.value(entry.value)
            self.hooks[name] = Hook(name, value if isinstance(value, str) else "", entry)

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
