"""Which versions of which parts Adobe supports with which release of Commerce."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from zdd_lsp.catalogue import tables

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from zdd_lsp.catalogue.model import Version


class Part(NamedTuple):
    """Something that has a version: PHP, a kind of service, Composer.

    Attributes:
        id: Its name in the tables.
        name: Its name among people.
        types: The types of `.magento/services.yaml` that mean it.
        instead: The part that takes its place where it is not supported.
        is_minimum: Whether a version that is listed stands for all later ones as well.
        disputed: The Commerce for which Adobe's pages contradict each other, as a constraint.
        rows: The supported versions by the release of Commerce that they begin with, the newest
            first. A row holds up to the next one of its line.
    """

    id: str
    name: str
    types: tuple[str, ...]
    instead: str | None
    is_minimum: bool
    disputed: str | None
    rows: Mapping[str, tuple[str, ...]]


class Need(NamedTuple):
    """Versions of a part that not every ece-tools can work with.

    Attributes:
        part: The part.
        versions: Its versions, as a constraint.
        since: The first ece-tools that has them; None where the oldest has.
        until: The first ece-tools that has them no more; None where the newest has.
        effect: What happens without it; empty where nothing but a warning does.
    """

    part: str
    versions: str
    since: Version | None
    until: Version | None
    effect: str


class Matrix(NamedTuple):
    """The matrix, and what goes with it.

    Attributes:
        date: When Adobe published it.
        newest: The newest release that it has of each line of Commerce.
        parts: The parts by name.
        older: The parts whose rows in the newest ece-tools hold for lines before the matrix.
        steps: Services that are upgraded one version at a time, with the versions on the way.
        engines: Search engines of which the name depends on the release of Commerce.
        needs: Which ece-tools what needs.
    """

    date: dt.date
    newest: Mapping[str, str]
    parts: Mapping[str, Part]
    older: frozenset[str]
    steps: Mapping[str, tuple[str, ...]]
    engines: Mapping[str, str]
    needs: tuple[Need, ...]

    def part_of(self, service_type: str) -> Part | None:
        """Return what a type of `.magento/services.yaml` means."""
        return next((part for part in self.parts.values() if service_type in part.types), None)


@cache
def matrix() -> Matrix:
    """Return the matrix."""
    content = tables.read("matrix.toml")
    steps = content["steps"].items()
    return Matrix(
        date=content["date"],
        newest=content["newest"],
        parts={name: _part(name, table) for name, table in content["parts"].items()},
        older=frozenset(content["older"]["parts"]),
        steps={name: tuple(way) for name, way in steps if name not in ("source", "date")},
        engines=content["engines"]["names"],
        needs=tuple(map(_need, content["ece_tools"]["needs"])),
    )


def _part(name: str, table: dict[str, Any]) -> Part:
    return Part(
        id=name,
        name=table["name"],
        types=tuple(table.get("types", ())),
        instead=table.get("instead"),
        is_minimum=table.get("minimum", False),
        disputed=table.get("disputed"),
        rows={release: tuple(versions) for release, versions in table["rows"].items()},
    )


def _need(table: dict[str, Any]) -> Need:
    return Need(
        part=table["part"],
        versions=table.get("versions", "*"),
        since=tables.version(table["since"]) if "since" in table else None,
        until=tables.version(table["until"]) if "until" in table else None,
        effect=table.get("effect", ""),
    )
