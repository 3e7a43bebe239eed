"""Renaming: what changes where, and what a person has to know before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.ide.names.lookup import files_of, place_at, places_of
from zdd_lsp.ide.names.model import Kind, Writing
from zdd_lsp.ide.names.places import places
from zdd_lsp.ide.names.risks import risk
from zdd_lsp.ide.names.writing import pinned, written
from zdd_lsp.project.mounts import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Edit
    from zdd_lsp.ide.names.model import Name, Place
    from zdd_lsp.project import Project


class RenamingError(Exception):
    """A name cannot be renamed, or not in this way. The message says why, for people."""


class Renaming(NamedTuple):
    """What a rename does.

    Attributes:
        edits: The changes of all files.
        title: What it does, in the imperative.
        risk: What happens on the platform, where a person has to decide about it; else empty.
    """

    edits: tuple[Edit, ...]
    title: str
    risk: str = ""


def renamed_at(project: Project, path: str, offset: int) -> Place | None:
    """Return the place of the name that a rename at an offset would change; None for none."""
    place = place_at(project, path, offset)
    return place if place is not None and not _fixed(project, place.name) else None


def rename(project: Project, path: str, offset: int, text: str) -> Renaming:
    """Rename what stands at an offset, in all files of the repository.

    Args:
        project: The project.
        path: The file.
        offset: The offset.
        text: The new name.

    Raises:
        RenamingError: There is no name, or it cannot have the new one.
    """
    place = place_at(project, path, offset)
    if place is None:
        raise RenamingError("There is nothing here that can be renamed.")
    name = place.name
    if name.kind is Kind.MOUNT:
        text = folder(text)
    fixed = _fixed(project, name) or (text != name.text and _refused(project, name, text))
    if fixed:
        raise RenamingError(fixed)
    if text == name.text:
        return Renaming((), "Nothing to rename")
    return Renaming(
        tuple(dict.fromkeys(_edits(project, name, text))),
        f"Rename the {name.kind.value} {name.text} to {text}",
        risk(project, name, text),
    )


# Whether it is possible


def _fixed(project: Project, name: Name) -> str:
    """Return why nothing can be renamed; empty if it can."""
    if name.kind is Kind.VARIABLE:
        return f"{name.text} is a name of ece-tools, which knows no other for it."
    if name.kind is Kind.ROUTE:
        return "A route is the address that visitors ask for, and cannot be changed as a name."
    if name.kind is Kind.ENDPOINT:
        found = places_of(project, name)
        if not any(each.is_definition and each.writing is Writing.TEXT for each in found):
            return f"The endpoint {name.text} has its name from the platform."
    for path in files_of(project, name):
        reason = project.unreadable(path)
        if reason is not None:
            return f"{path} may hold the name as well, and cannot be read: {reason.reason}."
    return ""


_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9_-]*"
"""A relationship: the platform makes the host `NAME.internal` of it."""
_ANCHOR: Final = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
"""What every dialect takes for an anchor, whatever stands behind it."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_LETTERS: Final = "letters, digits, hyphens and underscores"


def _refused(project: Project, name: Name, text: str) -> str:
    """Return why a name cannot have another text; empty if it can."""
    return _misshapen(name, text) or _taken(project, name, text)


def _misshapen(name: Name, text: str) -> str:
    if name.kind is Kind.MOUNT:
        says = "a folder below the root of the application, such as var/export"
        is_good = bool(text) and ".." not in text.split("/") and not _CONTROL.search(text)
    else:
        pattern, says = _form(name.kind)
        is_good = re.fullmatch(pattern, text) is not None
    return "" if is_good else f"The name of the {name.kind.value} must be {says}."


def _form(kind: Kind) -> tuple[str, str]:
    """Return the pattern of a name, and what it demands in words."""
    if kind is Kind.SERVICE:
        services = key_schema("services").root
        return services.names, services.names_say
    if kind is Kind.APPLICATION:
        name = key_schema("app").all["name"]
        return name.pattern, name.says
    if kind is Kind.ANCHOR:
        return _ANCHOR, f"{_LETTERS}, or dots"
    return _NAME, _LETTERS


def _taken(project: Project, name: Name, text: str) -> str:
    """Return that the name is taken; a name that nobody gives may become one that somebody does.

    So a misspelt reference is corrected.
    """
    if not any(each.is_definition for each in places_of(project, name)):
        return ""
    for kind, other in _rivals(project, name):
        if other == text:
            article = "an" if kind in (Kind.APPLICATION, Kind.ENDPOINT, Kind.ANCHOR) else "a"
            return f"There is {article} {kind.value} {text} already."
    return ""


def _rivals(project: Project, name: Name) -> Iterator[tuple[Kind, str]]:
    """Yield the names that are given where a name is; services and applications share theirs."""
    shared = (Kind.SERVICE, Kind.APPLICATION)
    for path in files_of(project, name):
        for place in places(project, path):
            other = place.name
            is_rival = (
                other.kind in shared
                if name.kind in shared
                else (other.kind, other.scope) == (name.kind, name.scope)
            )
            if place.is_definition and place.writing is Writing.TEXT and is_rival:
                yield other.kind, other.text


# What changes


def _edits(project: Project, name: Name, text: str) -> Iterator[Edit]:
    for place in places_of(project, name):
        if place.writing is Writing.TEXT:
            yield written(place, text)
        elif place.writing is Writing.IMPLIED:
            yield _pinned(project, place, name, text)
    if name.kind is not Kind.RELATIONSHIP:
        return
    # What has its service from its own name keeps the service.
    for place in places(project, name.scope):
        if place.writing is Writing.IMPLIED and place.name.text == name.text:
            yield _pinned(project, place, place.name, place.name.text)


def _pinned(project: Project, place: Place, target: Name, text: str) -> Edit:
    """Let a relationship say to what it leads.

    Raises:
        RenamingError: It has no place for that.
    """
    edit = pinned(project, place, target, text)
    if edit is None:
        raise RenamingError(
            f"The relationship {place.name.text} in {place.path} means the {target.kind.value} of "
            "its own name and cannot be changed. Let it name its target first."
        )
    return edit
