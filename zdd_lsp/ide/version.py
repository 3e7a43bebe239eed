"""A version of PHP or of a service: how long it lives, and who supports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.ide.explanation import Explanation, Fact, version_text
from zdd_lsp.project.compatibility import fits, judged, listing, supporting
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.deadlines import deadline, way_out
from zdd_lsp.project.stack import end_of_life
from zdd_lsp.rules._shared.versions import advice, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.components import Component


def of_version(project: Project, component: Component) -> Explanation:
    """Explain a version, with what this project's Commerce makes of it."""
    kind = "version of PHP" if component.service is None else "version of a service"
    return Explanation(
        name=component.title,
        kind=kind,
        warning=_warning(project, component),
        paragraphs=tuple(_paragraphs(project, component)),
        facts=tuple(_facts(project, component)),
    )


def _warning(project: Project, component: Component) -> str:
    verdict = judged(project, component)
    if verdict is None or verdict.doubt is not None:
        return ""
    return f"Commerce {project.commerce} does not support it."


def _paragraphs(project: Project, component: Component) -> Iterator[str]:
    commerce, part = project.commerce_version, component.part
    listed = listing(part, commerce) if commerce is not None else None
    if listed:
        yield f"Commerce {project.commerce} supports {part.name} {named(listed)}."
    elif listed is not None:
        other = matrix().parts[part.instead] if part.instead is not None else None
        others = listing(other, commerce) if other is not None and commerce is not None else None
        rest = f", but {other.name} {named(others)}" if other is not None and others else ""
        yield f"Commerce {project.commerce} supports no {part.name}{rest}."
    found = deadline(part.id, component.version)
    if found is not None:
        when = "Since" if found.date <= project.today else "From"
        rest = "" if found.date <= project.today else " on"
        yield (
            f"{when} {found.date}{rest} Adobe suspends the traffic of environments with this "
            f"version. {advice(project, component, way_out(project, component, found))}"
        )
    way = matrix().steps.get(part.id, ())
    if way and not fits(component.version, way[-1], part):
        yield f"{part.name} is upgraded one version at a time: {' → '.join(_ahead(component))}."


def _ahead(component: Component) -> Iterator[str]:
    """Yield the versions from the present one on."""
    is_ahead = False
    for each in matrix().steps[component.part.id]:
        is_ahead = is_ahead or fits(component.version, each, component.part)
        if is_ahead:
            yield each


def _facts(project: Project, component: Component) -> Iterator[Fact]:
    # For a bare `3` nobody knows which 3.x the platform runs.
    day = end_of_life(component.part.id, component.text) if "." in component.text else None
    if day is not None:
        verb = "ended" if day <= project.today else "ends"
        yield Fact("Its makers' support", f"{verb} on {day}")
    ranges = [_range(*each) for each in supporting(component.part, component.version)]
    if ranges:
        yield Fact("Supported by Commerce", ", ".join(ranges))
    needs = [
        need
        for need in matrix().needs
        if need.part == component.part.id and satisfies(component.version, need.versions)
    ]
    since = max((need.since for need in needs if need.since), default=None)
    until = min((need.until for need in needs if need.until), default=None)
    if since is not None:
        yield Fact("ece-tools", f"since {version_text(since)}")
    if until is not None:
        yield Fact("ece-tools", f"before {version_text(until)}")


def _range(first: str, last: str | None) -> str:
    if last is None:
        return f"{first} and its later patches"
    return first if first == last else f"{first} to {last}"
