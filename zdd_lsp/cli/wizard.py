"""``zdd-lsp scd-on-build`` and its like: what a command of ece-tools says, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.cli.console import complain
from zdd_lsp.cli.selection import select_one
from zdd_lsp.cli.status import Status
from zdd_lsp.project.obstacle import start_obstacle
from zdd_lsp.project.wizards import WIZARDS

if TYPE_CHECKING:
    from argparse import Namespace

    from zdd_lsp.cli.console import Console
    from zdd_lsp.project import Project
    from zdd_lsp.project.wizards import Answer


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return the exit status of the command of ece-tools.

    Raises:
        UsageError: The folder holds several projects, so that there is no single verdict.
    """
    target = select_one(arguments.path)
    if target is None:
        return Status.NOTHING
    project = target.workspace().snapshot(target.root).judged()
    answer = WIZARDS[arguments.wizard](project)
    console.write(answer.text)
    return status(answer, project)


def status(answer: Answer, project: Project) -> int:
    """Return the exit status for an answer, and say on standard error what is behind it."""
    if answer.obstacle is not None:
        complain(f"ece-tools would stop before it judges: {answer.obstacle}")
        return answer.status
    if answer.doubt is not None:
        complain(answer.doubt)
    start = start_obstacle(project)
    if start is not None:
        complain(f"as things are, ece-tools does not even start: {start}")
    return answer.status
