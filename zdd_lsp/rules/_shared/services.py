"""What the rules about services share: how a finding is worded, placed and tied to ece-tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import rename_key, set_below
from zdd_lsp.project.places import main_place
from zdd_lsp.project.versions import COMMERCE
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.places import Place
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.project.stack import Mismatch

INFERRED: Final = "judging by .magento.app.yaml and .magento/services.yaml"
"""What such a finding rests on: the environment itself may have other services."""

WARNINGS_SINCE: Final = "2002.1.2"
"""The ece-tools that gave codes to its warnings."""


def upstream(project: Project, since: str, code: int, message: str) -> Upstream | None:
    """Return what ece-tools says, unless the installed one is older than the code."""
    return Upstream(code, message) if project.is_ece_tools(f">={since}") is not False else None


def printed_commerce(project: Project) -> str:
    """Return the version of Commerce as ece-tools prints it: ``2.4.6.0-patch14`` for 2.4.6-p14.

    ece-tools 2002.1.17, Package/MagentoVersion: the version of `composer.json` stays as it is.
    """
    version = project.commerce_version
    if version is None:
        return ""
    return version.text if project.lock.package(COMMERCE) is None else version.normalized


def mismatch_upstream(project: Project, mismatch: Mismatch) -> Upstream:
    """Return what ece-tools says about a service whose version does not fit Commerce."""
    commerce, found = printed_commerce(project), mismatch.running
    if mismatch.constraint is None:
        text = f'Service "{found.name}" is not supported for Magento "{commerce}"'
    else:
        text = (
            f'Magento {commerce} does not support version "{found.version}" for service '
            f'"{found.name}". Service version should satisfy "{mismatch.constraint}" constraint.'
        )
    return Upstream(2017, text)


def relationships_place(project: Project) -> Place:
    """Return the place for a relationship that is missing."""
    entry = project.app.relationships_entry
    if entry is not None:
        return APP_FILE, entry.key.span
    anchor = project.app.anchor_span
    return (APP_FILE, anchor) if anchor is not None else main_place(project)


def name_place(relationship: Relationship) -> Place:
    """Return the place of a relationship's name."""
    return APP_FILE, relationship.entry.key.span


def led_by(relationship: Relationship) -> Related:
    """Return the relationship that makes a service one of the application's."""
    return Related(Location(*name_place(relationship)), "This relationship leads to it.")


def misnamed(project: Project, types: Sequence[str]) -> Relationship | None:
    """Return a relationship to a service of some type under a name that ece-tools does not know.

    Args:
        project: The project.
        types: The types, which are the names as well. None of them is the name of a relationship.
    """
    for relationship in project.relationships.values():
        if relationship.service is not None and relationship.service.type in types:
            return relationship
    return None


def connect(project: Project, types: Sequence[str]) -> tuple[Fix, ...]:
    """Offer the relationship that ece-tools looks for, to a service that the project declares.

    A person has to agree: the application may know the service by its present name.
    """
    source, entry = project.app.source, project.app.relationships_entry
    if source is None or entry is None:
        return ()
    known = misnamed(project, types)
    if known is not None and known.service is not None:
        name = known.service.type
        change = rename_key(source, known.entry, name)
        return fix(f"Rename the relationship to {name}", change, Applicability.UNSAFE)
    for service in project.services.services.values():
        if service.type in types:
            added = set_below(source, entry, service.type, f'"{service.name}:{service.type}"')
            return fix(f"Add the relationship {service.type}", added, Applicability.UNSAFE)
    return ()
