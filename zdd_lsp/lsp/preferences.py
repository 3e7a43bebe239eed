"""What the user of an editor wants, as its client tells it."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp import lint
from zdd_lsp.lsp.neighbour import said_by_neighbour
from zdd_lsp.settings.model import over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zdd_lsp.project import Project
    from zdd_lsp.settings import Layer
    from zdd_lsp.text.span import Span

SECTION = "zdd"
"""The section of a client's configuration that is ours."""
OTHER_YAML_SERVER = "otherYamlServer"
"""The initialization option that says that another server reports what is wrong as YAML."""

_TRACE = "trace"
"""The setting by which a client logs the conversation; it is customary in any section."""
_NOTHING: Layer = MappingProxyType({})


class Preferences(NamedTuple):
    """The settings of an editor. What a client is asked for overrides what it began with.

    Attributes:
        initial: What the session began with.
        general: What holds in every folder.
        folders: What holds in some folders of the workspace.
        has_other_yaml_server: Whether another server reports what is wrong as YAML.
    """

    initial: Mapping[str, object] = MappingProxyType({})
    general: Mapping[str, object] = MappingProxyType({})
    folders: Mapping[Path, Mapping[str, object]] = MappingProxyType({})
    has_other_yaml_server: bool = False

    @classmethod
    def read(cls, options: object) -> Preferences:
        """Read initialization options."""
        table = dict(options) if isinstance(options, dict) else {}
        table.pop(_TRACE, None)
        has_other = table.pop(OTHER_YAML_SERVER, False) is True
        return cls(initial=table, has_other_yaml_server=has_other)

    def of(self, root: Path, folders: Iterable[Path]) -> Layer:
        """Return what holds for a project.

        Args:
            root: The folder of the project.
            folders: The folders of the workspace; the innermost that holds the project counts.
        """
        around = [folder for folder in folders if root.is_relative_to(folder)]
        base = max(around, key=lambda folder: len(folder.parts), default=root)
        layer = _NOTHING
        for table in (self.initial, self.general, self.folders.get(base, _NOTHING)):
            if table:
                layer = over(layer, lint.read_settings(table, base)[0])
        return layer

    def faults(self) -> list[str]:
        """Return what is wrong with all of it, each thing once."""
        tables = filter(None, (self.initial, self.general, *self.folders.values()))
        found = (fault for table in tables for fault in lint.read_settings(table, Path())[1])
        return list(dict.fromkeys(fault.message for fault in found))

    def hides_syntax(
        self, project: Project, path: str, *, is_open: bool
    ) -> Callable[[str, Span], bool]:
        """Return what tells whether a finding about YAML as such is not shown, by rule and span.

        Args:
            project: The project.
            path: The path of a file in it.
            is_open: Whether the file is open. Another server looks at no others.
        """
        choice = project.settings.syntax_diagnostics
        if choice == "auto" and self.has_other_yaml_server and is_open:
            others = said_by_neighbour(project, path)
            return lambda rule, span: (rule, span) in others
        return lambda *_: choice == "off"
