"""Workers: copies of the application that run one command all the time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.env import known_entries

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry


class Worker(NamedTuple):
    """A worker.

    Attributes:
        name: Its name.
        entry: The worker in the tree.
        keys: The keys below it; what is not among them it has from the application.
        start: The entry of the command that it runs; None if the file does not say.
    """

    name: str
    entry: Entry
    keys: dict[str, Entry]
    start: Entry | None


def workers(source: SourceFile, entry: Entry) -> list[Worker]:
    """Return the workers below a key ``workers``, in the order of the file."""
    return [
        _worker(source, name, inner) for name, inner in known_entries(source, entry.value).items()
    ]


def _worker(source: SourceFile, name: str, entry: Entry) -> Worker:
    keys = known_entries(source, entry.value)
    commands = known_entries(source, keys["commands"].value) if "commands" in keys else {}
    return Worker(name, entry, keys, commands.get("start"))
