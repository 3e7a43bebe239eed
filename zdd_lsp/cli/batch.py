"""Going through many projects, whatever one of them does to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from zdd_lsp.project.workspace import Workspace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from zdd_lsp.cli.console import Console
    from zdd_lsp.cli.selection import Target
    from zdd_lsp.project import Project

Looked = TypeVar("Looked")


def judged(target: Target, day: dt.date | None) -> Project:
    """Return a project with the verdicts of the deciding parsers.

    A workspace keeps what it has read; one each lets hundreds of projects go by.

    Args:
        target: The project.
        day: The day on which it is judged; today if it is None.
    """
    workspace = Workspace() if day is None else Workspace(lambda: day)
    return workspace.snapshot(target.root).judged()


def each(
    targets: Iterable[Target], look: Callable[[Target], Looked], console: Console
) -> Iterator[Looked]:
    """Yield what ``look`` makes of each project.

    A project on which we fail is said and left out: the others must not suffer from it.
    """
    for target in targets:
        try:
            looked = look(target)
        except Exception:  # noqa: BLE001 - it is reported, and ends in the exit status
            console.fault(f"{target.root} is left out")
            continue
        yield looked
