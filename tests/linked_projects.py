"""A Hypothesis strategy for repositories in which services, applications and routes are linked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from zdd_lsp.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

SERVICES: Final = ("mysql", "db", "cache", "files", "search-1", "my_queue", "shop")
TYPES: Final = ("mysql:10.6", "redis:7.2", "network-storage:1.0", "opensearch:2", "own:1")
APPLICATIONS: Final = ("shop", "blog", "app", "mysql", "7up")
RELATIONSHIPS: Final = ("database", "redis", "cache", "db", "search", "shop")
ENDPOINTS: Final = ("mysql", "redis", "http", "admin", "opensearch", "other")
MOUNTS: Final = ("var", "/var", "pub/media", "/pub/media/", "my files", "'/a b'")
BROKEN: Final = ("broken: [a\n", "hooks\n", "  odd: 1\n", 'x: "never closed\n', "a: *nothing\n")


@dataclass
class LinkedWriter:
    """Draws the files of a repository."""

    draw: st.DrawFn

    def one_of(self, choices: Sequence[str]) -> str:
        return self.draw(st.sampled_from(choices))

    def chance(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def some(self, choices: Sequence[str], least: int = 0) -> list[str]:
        return self.draw(st.lists(st.sampled_from(choices), min_size=least, max_size=4))

    def quoted(self, text: str) -> str:
        if text[0] == "'":
            return text
        return self.one_of((text, f"'{text}'", f'"{text}"'))

    def comment(self) -> str:
        return self.one_of(("", "", "  # mysql and shop: both"))

    def target(self) -> str:
        """A relationship's value: most are texts, some are maps or nothing."""
        service, endpoint = self.one_of(SERVICES + APPLICATIONS), self.one_of(ENDPOINTS)
        text = self.quoted(f"{service}:{endpoint}")
        return self.one_of(
            (
                text,
                text,
                text,
                self.quoted(service),
                f"{{service: {self.quoted(service)}, endpoint: {endpoint}}}",
                f"{{endpoint: {endpoint}}}",
                "",
                "~",
            )
        )

    def relationships(self, indent: str) -> str:
        text = f"{indent}relationships:{self.comment()}\n"
        for name in self.some(RELATIONSHIPS, least=1):
            text += f"{indent}    {self.quoted(name)}: {self.target()}{self.comment()}\n"
        return text

    def mounts(self, indent: str) -> str:
        text = f"{indent}mounts:\n"
        for path in self.some(MOUNTS, least=1):
            service = self.quoted(self.one_of(SERVICES))
            storage = self.one_of(
                ("'shared:files/x'", f"{{source: service, service: {service}}}", "{source: local}")
            )
            text += f"{indent}    {self.quoted(path)}: {storage}{self.comment()}\n"
        return text

    def application(self) -> str:
        text = f"name: {self.quoted(self.one_of(APPLICATIONS))}{self.comment()}\ntype: php:8.3\n"
        text += self.relationships("") if self.chance(80) else ""
        text += self.mounts("") if self.chance(60) else ""
        if self.chance(40):
            text += "workers:\n    queue:\n        commands: {start: 'x'}\n"
            text += self.relationships("        ") if self.chance(50) else ""
            text += self.mounts("        ") if self.chance(50) else ""
        return text + (self.one_of(BROKEN) if self.chance(10) else "")

    def services(self) -> str:
        text = ""
        for name in self.some(SERVICES, least=1):
            text += f"{self.quoted(name)}:{self.comment()}\n"
            text += f"    type: {self.quoted(self.one_of(TYPES))}\n"
            if self.chance(30):
                text += "    configuration:\n        endpoints:\n"
                for endpoint in self.some(ENDPOINTS, least=1):
                    text += f"            {self.quoted(endpoint)}: {{}}{self.comment()}\n"
        return text + (self.one_of(BROKEN) if self.chance(10) else "")

    def routes(self) -> str:
        text = ""
        for number in range(self.draw(st.integers(1, 3))):
            upstream = self.quoted(f"{self.one_of(APPLICATIONS)}:http")
            text += f'"https://{number}.{{default}}/":\n    type: upstream{self.comment()}\n'
            text += f"    upstream: {upstream}{self.comment()}\n"
        return text + (self.one_of(BROKEN) if self.chance(10) else "")


@st.composite
def linked_projects(draw: st.DrawFn) -> Project:
    """Draw a repository with one or two applications."""
    writer = LinkedWriter(draw)
    files = {".magento.app.yaml": writer.application()}
    if writer.chance(90):
        files[".magento/services.yaml"] = writer.services()
    if writer.chance(80):
        files[".magento/routes.yaml"] = writer.routes()
    if writer.chance(50):
        files["blog/.magento.app.yaml"] = writer.application()
    if writer.chance(30):
        files = {path: text.replace("\n", "\r\n") for path, text in files.items()}
    return Project(Path("/project"), files)
