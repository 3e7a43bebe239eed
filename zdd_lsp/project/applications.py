"""The applications of a repository, as far as they concern each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.app import APP_FILE, AppFile
from zdd_lsp.project.mounts import SERVICE, mounts
from zdd_lsp.project.relationships import relationships, relationships_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.project.mounts import Mount
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.services import Service
    from zdd_lsp.text.span import Span


@dataclass(frozen=True, slots=True)
class Application:
    """An application of the repository.

    Attributes:
        path: Its `.magento.app.yaml`, relative to the root of the project that looks at it.
        file: What that file says.
    """

    path: str
    file: AppFile

    @property
    def is_own(self) -> bool:
        """Whether it is the application of the project that looks at it."""
        return self.path == APP_FILE

    @property
    def name(self) -> str | None:
        """Its name, by which routes and relationships lead to it; None if nobody can tell."""
        entry, source = self.file.root.get("name"), self.file.source
        if entry is None or source is None or not source.is_known(entry.value):
            return None
        name = source.value(entry.value)
        return name if isinstance(name, str) and name else None

    @property
    def name_span(self) -> Span | None:
        """Where its name stands."""
        entry = self.file.root.get("name")
        return entry.value.span if entry is not None else None

    @property
    def runs_ece_tools(self) -> bool:
        """Whether a hook runs ece-tools, so that it is a store."""
        return any(_ECE_TOOLS.search(hook.text) for hook in self.file.hooks.values())

    def links(self, services: Mapping[str, Service]) -> Iterator[Relationship]:
        """Yield its relationships, then those that its workers have instead.

        Args:
            services: The services that the repository declares, by name.
        """
        yield from relationships(self.file, services).values()
        source = self.file.source
        for worker in self.file.workers:
            if source is not None and "relationships" in worker.keys:
                yield from relationships_at(source, worker.keys["relationships"], services).values()

    def storages(self) -> Iterator[Mount]:
        """Yield its mounts that name a service, then those of its workers."""
        source = self.file.source
        found = list(self.file.mounts)
        for worker in self.file.workers:
            if source is not None and "mounts" in worker.keys:
                found += mounts(source, worker.keys["mounts"])
        for mount in found:
            if mount.source == SERVICE and mount.service:
                yield mount


_ECE_TOOLS: Final = re.compile(r"\bece-tools\b|\bm2-ece-")
