"""Completion: what may be written at a cursor, in a text that need not be valid.

`position` finds the place by the lines around the cursor. A module for each file, and for parts
that several have, offers candidates for it. No rule is run and the file that is typed is not read
as YAML: both would take longer than a keystroke may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.ide.completion import anchors, app, directives, env, routes, schema, scripts, services
from zdd_lsp.ide.completion.candidate import Candidate, Completion, Icon
from zdd_lsp.ide.completion.position import find_slot
from zdd_lsp.ide.completion.slot import Kind
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import FILES
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.project import Project

__all__ = ["Candidate", "Completion", "Icon", "complete"]


def complete(project: Project, path: str, offset: int) -> Completion | None:
    """Return what may be inserted at an offset of a file; None where nothing may.

    Args:
        project: The project.
        path: The file, one of those that configure it.
        offset: The cursor.
    """
    source = project.yaml(path) if path in FILES else None
    slot = find_slot(source.lines, offset) if source is not None else None
    if slot is None or source is None:
        return None
    if slot.kind is Kind.COMMENT:
        narrow = directives.narrowed(slot, source.text)
        return None if narrow is None else _made(narrow, directives.offered(narrow, source.text))
    hook = scripts.hook_of(slot) if path == APP_FILE else None
    if hook is not None and slot.kind in (Kind.SCRIPT, Kind.VALUE):
        narrow = scripts.narrowed(slot)
        return _made(narrow, scripts.offered(project, slot, hook))
    if anchors.is_wanted(slot):
        return _made(slot, anchors.offered(slot, source.text))
    return _made(slot, _offered(project, path, slot))


def _offered(project: Project, path: str, slot: Slot) -> Iterable[Candidate]:
    match FILES[path]:
        case "env":
            return () if slot.kind is Kind.SCRIPT else env.offered(project, slot)
        case "services":
            return schema.offered(project, slot, key_schema("services").root, services.OFFER)
        case "routes":
            return schema.offered(project, slot, key_schema("routes").root, routes.OFFER)
        case "app":
            return schema.offered(project, slot, key_schema("app").root, app.OFFER)


def _made(slot: Slot, candidates: Iterable[Candidate]) -> Completion | None:
    found = sorted(candidates, key=lambda each: (each.is_deprecated, each.rank))
    if not found:
        return None
    indentation = None
    if slot.shift:
        start = slot.span.start - (slot.column - slot.shift)
        blanks = max(slot.shift, 0) * " "
        indentation = Span(start, start + max(-slot.shift, 0)), blanks
    return Completion(slot.span, tuple(found), indentation)
