"""Until when Adobe tolerates a version, and a line of Commerce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.support import support
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.stack import months_until

if TYPE_CHECKING:
    import datetime as dt

    from zdd_lsp.catalogue.support import Deadline
    from zdd_lsp.project.components import Component
    from zdd_lsp.project.versions import Version


def deadline(component: Component) -> Deadline | None:
    """Return by when a version has to be gone, or None where Adobe has named no day."""
    for each in support().deadlines:
        if each.part == component.part.id and satisfies(component.version, each.versions):
            return each
    return None


def due(component: Component, today: dt.date) -> Deadline | None:
    """Return the deadline of a version if it has passed or is near enough to be worth a word."""
    found = deadline(component)
    if found is None or months_until(today, found.date) > support().deadline_notice:
        return None
    return found


def least_version(found: Deadline, commerce: Version | None) -> str:
    """Return the least version to go to; for an unknown Commerce that of the newest one."""
    if commerce is None:
        return found.to[-1][1]
    return next(version for fitting, version in found.to if satisfies(commerce, fitting))
