"""What the rules about versions share: which versions to name, and the fix that chooses one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zdd_lsp.catalogue.services import services
from zdd_lsp.findings import Applicability, Upstream
from zdd_lsp.project.compatibility import judged
from zdd_lsp.project.deadlines import deadline, due
from zdd_lsp.project.editing import Change
from zdd_lsp.project.editing.items import remove_item
from zdd_lsp.project.stack import end_of_life, mismatches, running
from zdd_lsp.project.versions import Version
from zdd_lsp.rules._shared.extensions import built_in
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.services import led_by, mismatch_upstream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.findings import Fix, Related
    from zdd_lsp.project import Project
    from zdd_lsp.project.compatibility import Choice, Verdict
    from zdd_lsp.project.components import Component
    from zdd_lsp.project.deadlines import WayOut


def is_in_use(project: Project, component: Component) -> bool:
    """Tell whether the application runs on a component: a relationship leads to a service."""
    if component.service is None:
        return True
    return project.knows_relationships and component.relationship is not None


def named(versions: Sequence[str]) -> str:
    """Return versions in a sentence, the newest first: ``8.4 (the newest) and 8.3``."""
    newest, *others = versions
    if not others:
        return newest
    *middle, last = [f"{newest} (the newest)", *others]
    return f"{', '.join(middle)} and {last}"


def way(chosen: Choice) -> str:
    """Return what to add where a version is reached in several steps."""
    if chosen.step == chosen.version:
        return ""
    return f", one version at a time, each with a deployment: {chosen.step} is next"


def change_to(project: Project, component: Component, chosen: Choice | None) -> tuple[Fix, ...]:
    """Offer to write the version that was chosen, or the next one on the way to it.

    A person has to agree: the code has to run with it, and a service may not come back.
    """
    source = project.yaml(component.path)
    if chosen is None or source is None:
        return ()
    if component.span.slice(source.text) != component.text:
        return ()
    title = f"Change to {component.part.name} {chosen.step}"
    is_way = chosen.step != chosen.version
    if is_way:
        title += f", the next step to {chosen.version}"
    changes = [Change(component.path, component.span, chosen.step)]
    in_the_way = built_in(project, chosen.step) if component.service is None else []
    if in_the_way:
        removed = remove_item(source, in_the_way[0].siblings, in_the_way[0].item)
        if removed is None or len(in_the_way) > 1:
            return ()
        changes.append(removed)
        title += f", without the extension {in_the_way[0].name}"
    is_step = is_way or _has_deadline(component.part.id, chosen.step)
    return tuple(
        replace(made, is_step=is_step) for made in fix(title, changes, Applicability.UNSAFE)
    )


def _has_deadline(part: str, text: str) -> bool:
    version = Version.parse(text)
    return version is not None and deadline(part, version) is not None


def advice(
    project: Project, component: Component, found: WayOut, lacking: str = "that may stay"
) -> str:
    """Return what to do about a version that has to go.

    Args:
        project: The project.
        component: What has the version.
        found: The way out.
        lacking: What the versions lack that the installed Commerce supports.
    """
    name, commerce = found.part.name, project.commerce
    is_same = found.part is component.part
    if found.choice is not None and found.is_least:
        return f"Upgrade to {found.least} or later{way(found.choice)}."
    if found.choice is not None and is_same:
        newest = f"{found.choice.version}, the newest that Commerce {commerce} supports"
        return f"Upgrade to {newest}{way(found.choice)}."
    if found.choice is not None:
        return f"Move to {name} {found.choice.version}, which Commerce {commerce} supports."
    least = f"{found.least} or later" if is_same else f"{name} {found.least} or later"
    if not found.needs_commerce:
        return f"{'Upgrade' if is_same else 'Move'} to {least}."
    wanted = f" to {found.release} or later" if found.release is not None else ""
    lacks = f"supports no {name} {lacking}" if is_same else f"does not support {least}"
    return f"Upgrade Commerce{wanted} first: {commerce} {lacks}."


def leading_to(component: Component) -> tuple[Related, ...]:
    """Return the relationship that makes a service one of the application's."""
    return (led_by(component.relationship),) if component.relationship is not None else ()


def refusal(project: Project, component: Component) -> Upstream | None:
    """Return what the installed ece-tools says about the version of a service, if it refuses it."""
    table = services().support(project.ece_tools_triple)
    if table is None or not project.knows_relationships:
        return None
    for mismatch in mismatches(project, table):
        if mismatch.running.relationship.service is component.service:
            return mismatch_upstream(project, mismatch)
    return None


def unsupported_kind(project: Project, component: Component) -> Verdict | None:
    """Return what is to be said about a component of a kind that Commerce does not support."""
    verdict = judged(project, component)
    if verdict is None or verdict.is_about_version or not is_in_use(project, component):
        return None
    return verdict


def is_overdue(project: Project, component: Component) -> bool:
    """Tell whether the day has passed by which a component has to give way to another kind."""
    found = due(component, project.today)
    return found is not None and found.target != component.part.id and found.date <= project.today


def past_end(project: Project, component: Component) -> Upstream | None:
    """Return what the installed ece-tools says about a version of which the support has ended."""
    known, name = services().end_of_life, component.part.id
    if project.ece_tools_triple != known.ece_tools:
        return None
    if component.service is not None and not _is_found(project, component):
        return None
    day = end_of_life(name, component.text)
    if day is None or day > project.today:
        return None
    # Of PHP it knows the patch, which no file tells.
    printed = component.text if component.service is not None else f"{component.text}.0"
    return Upstream(2018, f"{name} {printed} has passed EOL ({day}).")


def _is_found(project: Project, component: Component) -> bool:
    return project.knows_relationships and any(
        found.relationship.service is component.service for found in running(project).values()
    )
