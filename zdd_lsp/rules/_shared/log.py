"""What the rules about the `log` section share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Fix, Upstream
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.project import Project
    from zdd_lsp.project.log import Fault, LogFault
    from zdd_lsp.syntax.nodes import Entry

DIES: Final = "Every ece-tools command dies of it before it does anything."
"""What each of these faults leads to: the logger is made first."""


def faults(project: Project, *kinds: Fault) -> Iterator[LogFault]:
    """Yield the faults of some kinds, in the order in which ece-tools meets them."""
    for fault in project.log.faults:
        if fault.fault in kinds:
            yield fault


def upstream(fault: LogFault) -> Upstream | None:
    """Return what ece-tools says, unless it dies of something else first or says nothing."""
    return Upstream(None, fault.said) if fault.is_first and fault.said else None


_FEW: Final = 10
"""How many faults a section may have in which fixes are tried out: each costs a reading."""


def _known(project: Project) -> set[tuple[Fault, tuple[str, ...]]]:
    return {(fault.fault, fault.path) for fault in project.log.faults}


def rename(
    project: Project,
    fault: LogFault,
    name: str | None,
    siblings: Mapping[str, Entry],
    *,
    is_sure: bool,
) -> tuple[Fix, ...]:
    """Return the fix that gives a key the name that was meant, unless that one is taken.

    A key that comes from somewhere else means something there, too, and keeps its name. The fix
    is safe if it is sure what was meant, and if nothing below the key is wrong for that name.
    """
    source = project.env.source
    if name is None or name in siblings or source is None or not project.log.holds(fault):
        return ()
    change = editing.rename_key(source, fault.entry, name)
    applicability = Applicability.UNSAFE
    if is_sure and len(project.log.faults) <= _FEW:
        after = project.with_texts({ENV_FILE: apply(source.text, [(change.span, change.text)])})
        if _known(after) < _known(project):
            applicability = Applicability.SAFE
    return fix(f"Rename it to {name}", change, applicability)
