"""Services: where ece-tools looks for them, which versions fit, and when support ends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from zdd_lsp.catalogue import tables

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from zdd_lsp.catalogue.model import Version

Row = tuple[str, str]
"""A constraint on Commerce, and the constraint on a service that goes with it."""


class FoundService(NamedTuple):
    """A service that ece-tools looks for in the environment.

    Attributes:
        name: The name that ece-tools gives it in its messages.
        relationships: The names of relationships under which it looks, the first one preferred.
        since: The first ece-tools that looks for it; None where every one does.
        end_of_life: Its name in the table of dates.
        types: Other names that it has, by the type of the service behind the relationship.
    """

    name: str
    relationships: tuple[str, ...]
    since: Version | None
    end_of_life: str
    types: Mapping[str, str]


class Support(NamedTuple):
    """Which versions of services fit which Commerce, as one ece-tools has it.

    Attributes:
        ece_tools: The version of ece-tools.
        rows: The rows by service; the first one that fits a Commerce counts.
        optional: The services that may lack a row; Commerce does not support them then.
    """

    ece_tools: Version
    rows: Mapping[str, tuple[Row, ...]]
    optional: frozenset[str]


class EndOfLife(NamedTuple):
    """When the support of service versions ends.

    Attributes:
        ece_tools: The version of ece-tools that has these dates.
        notice_months: How many months before the end it begins to say so.
        dates: The last days by service and by the beginning of the version. Of the beginnings
            that fit a version the first one counts.
    """

    ece_tools: Version
    notice_months: int
    dates: Mapping[str, Mapping[str, dt.date]]


class Services(NamedTuple):
    """All that is known about services.

    Attributes:
        found: What ece-tools looks for, in the order in which it judges versions.
        supports: The tables of supported versions, the newest ece-tools first.
        end_of_life: The dates.
    """

    found: tuple[FoundService, ...]
    supports: tuple[Support, ...]
    end_of_life: EndOfLife

    @property
    def newest(self) -> Support:
        """The table of the newest ece-tools whose table is known."""
        return self.supports[0]

    def support(self, version: Version | None) -> Support | None:
        """Return the table of one ece-tools, or None where it is not known."""
        return next((table for table in self.supports if table.ece_tools == version), None)


@cache
def services() -> Services:
    """Return what is known about services."""
    content = tables.read("services.toml")
    dates = content["end_of_life"]
    supports = {name: _support(name, content["support"]) for name in content["support"]}
    return Services(
        found=tuple(_found(name, table) for name, table in content["found"]["services"].items()),
        supports=tuple(sorted(supports.values(), key=lambda each: each.ece_tools, reverse=True)),
        end_of_life=EndOfLife(
            ece_tools=tables.version(dates["ece_tools"]),
            notice_months=dates["notice_months"],
            dates=dates["dates"],
        ),
    )


def _found(name: str, table: dict[str, Any]) -> FoundService:
    return FoundService(
        name=name,
        relationships=tuple(table["relationships"]),
        since=tables.version(table["since"]) if "since" in table else None,
        end_of_life=table.get("end_of_life", name),
        types=table.get("types", {}),
    )


def _support(name: str, all_tables: dict[str, dict[str, Any]]) -> Support:
    table = all_tables[name]
    base = all_tables[table.get("based_on", name)]
    written = base["rows"] | table["rows"]
    return Support(
        ece_tools=tables.version(name),
        rows=_all_rows(written),
        optional=frozenset(table.get("optional", base["optional"])),
    )


def _all_rows(written: dict[str, Any]) -> dict[str, tuple[Row, ...]]:
    return {service: _rows(rows, written) for service, rows in written.items()}


def _rows(rows: str | list[list[str]], written: dict[str, Any]) -> tuple[Row, ...]:
    """Read the rows of a service, or the name of the service that has the same ones."""
    if isinstance(rows, str):
        return _rows(written[rows], written)
    return tuple((commerce, service) for commerce, service in rows)
