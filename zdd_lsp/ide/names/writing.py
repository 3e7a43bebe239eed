"""Writes a new name where an old one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Edit
from zdd_lsp.ide.names.model import Kind
from zdd_lsp.project.editing import replace_scalar, set_below
from zdd_lsp.project.editing.scalars import SAFE
from zdd_lsp.rules._shared.links import endpoints
from zdd_lsp.syntax.nodes import Style
from zdd_lsp.syntax.scalars import core_plain, symfony_plain
from zdd_lsp.syntax.writing import scalar, single_quoted

if TYPE_CHECKING:
    from zdd_lsp.ide.names.model import Name, Place
    from zdd_lsp.project import Project


def written(place: Place, text: str) -> Edit:
    """Return the edit that writes a name in a place, in the quotes that are there.

    Quotes are added only where the name would be read as something else without them.
    """
    known, part = place.scalar, place.part
    if known is None or part is None:
        return Edit(place.path, place.span, text)
    if known.style is Style.PLAIN:
        whole = known.text[: part.start] + text + known.text[part.end :]
        is_text = (symfony_plain(whole), core_plain(whole)) == (whole, whole)
        if not is_text or not SAFE.fullmatch(text):
            return Edit(place.path, known.span, single_quoted(whole))
    elif known.style is Style.SINGLE:
        text = text.replace("'", "''")
    elif known.style is Style.DOUBLE:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
    return Edit(place.path, place.span, text)


def pinned(project: Project, place: Place, target: Name, text: str) -> Edit | None:
    """Return the edit that lets a relationship say what it has meant so far by its own name.

    Args:
        project: The project.
        place: The relationship.
        target: The service or application that it means.
        text: The name to write.

    Returns:
        The edit; None where the relationship has no place for it, or its endpoint is not known.
    """
    source, entry = project.yaml(place.path), place.entry
    assert source is not None  # the place stands in it
    assert entry is not None  # a place that implies a name has one
    if source.value(entry.value) is None:
        endpoint = _endpoint(project, target)
        if endpoint is None:
            return None
        change = replace_scalar(source, entry.value, scalar(f"{text}:{endpoint}"))
    else:
        added = set_below(source, entry, "service", scalar(text))
        if added is None:
            return None
        change = added
    return Edit(change.path, change.span, change.text)


def _endpoint(project: Project, target: Name) -> str | None:
    """Return the endpoint that the platform takes where a relationship names none."""
    if target.kind is Kind.APPLICATION:
        return route_facts().endpoint
    service = project.services.services.get(target.text)
    known = endpoints(service) if service is not None else None
    return known[0] if known else None
