"""What the rules about consumers of message queues share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.shell import read_script
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Word
    from zdd_lsp.project.workers import Worker

RUNNER: Final = "CRON_CONSUMERS_RUNNER"
WAIT: Final = "CONSUMERS_WAIT_FOR_MAX_MESSAGES"
_START: Final = "queue:consumers:start"


class Consumer(NamedTuple):
    """A consumer that a worker runs.

    Attributes:
        worker: The worker.
        command: The word of the command that starts it.
        name: The word that names it; None if the command does not tell.
    """

    worker: Worker
    command: Word
    name: Word | None


def consumers(project: Project) -> Iterator[Consumer]:
    """Yield the consumers that workers run, in the order of the file."""
    source = project.app.source
    for worker in project.app.workers:
        if source is None or worker.start is None:
            continue
        for command in read_script(source, worker.start.value).commands:
            for number, word in enumerate(command.words):
                if word.text == _START:
                    rest = command.words[number + 1 :]
                    named = (each for each in rest if not each.text.startswith("-"))
                    yield Consumer(worker, word, next(named, None))
                    break


def waits(project: Project) -> bool | None:
    """Tell whether consumers wait for messages; None if nobody can tell."""
    found = project.effective["deploy"].get(WAIT)
    if found is None or found.is_crash:
        return None
    source, setting = project.env.source, found.setting
    if source is not None and setting is not None and not source.is_known(setting.entry.value):
        return None
    return is_truthy(found.value)
