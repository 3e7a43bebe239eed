"""The `log` section of `.magento.env.yaml`: outputs, their keys, and levels."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.model import DOCUMENTATION

if TYPE_CHECKING:
    from collections.abc import Mapping


class HandlerKey(NamedTuple):
    """A key of a handler or of a transport.

    Attributes:
        name: The key; case counts.
        type: ``string``, ``integer``, ``boolean`` or ``map``; ``strings``, a text or a list of
            texts; ``level``, the name or the number of a level; ``facility``, the same of a
            facility of the system log.
        summary: What it is for, in a sentence or two.
        required: Whether ece-tools needs it.
        default: What holds if it is absent, where ece-tools has an opinion.
    """

    name: str
    type: str
    summary: str
    required: bool = False
    default: int | str | None = None


class Handler(NamedTuple):
    """An output to which ece-tools writes, or a transport of GELF, which looks the same.

    Attributes:
        name: The key below ``log``, or below ``transport``.
        keys: What may stand below it, by name.
        summary: What it does, in one sentence.
        url: The page of Adobe's guide about it.
    """

    name: str
    keys: Mapping[str, HandlerKey]
    summary: str
    url: str


class LogSection(NamedTuple):
    """What may stand in the `log` section.

    Attributes:
        handlers: The outputs by name. Any other name stops every ece-tools command.
        transports: What may stand below ``transport`` of the handler for GELF.
        level_numbers: Monolog's number of each level, in ascending order. Numbers may be written
            instead of names, and case does not count.
    """

    handlers: Mapping[str, Handler]
    transports: Mapping[str, Handler]
    level_numbers: Mapping[str, int]

    @property
    def levels(self) -> tuple[str, ...]:
        """The names of the levels in lower case, in ascending order."""
        return tuple(self.level_numbers)


@cache
def log_section() -> LogSection:
    """Return what may stand in the `log` section."""
    content = tables.read("log.toml")
    page = content["page"]
    return LogSection(
        handlers={name: _handler(name, table, page) for name, table in content["handlers"].items()},
        transports={
            name: _handler(name, table, page) for name, table in content["transports"].items()
        },
        level_numbers=content["levels"],
    )


def _handler(name: str, table: dict[str, Any], page: str) -> Handler:
    return Handler(
        name=name,
        keys={key: HandlerKey(name=key, **facts) for key, facts in table["keys"].items()},
        summary=table["summary"],
        url=DOCUMENTATION + table.get("page", page),
    )
