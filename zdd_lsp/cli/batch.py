"""Going through many projects, whatever one of them does to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zdd_lsp.cli.console import Console
    from zdd_lsp.cli.selection import Target

Looked = TypeVar("Looked")


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
