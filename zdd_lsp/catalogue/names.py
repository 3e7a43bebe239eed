"""Names that look like variables of `.magento.env.yaml` and are none, or none any more."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.load import catalogue
from zdd_lsp.catalogue.model import DOCUMENTATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.catalogue.model import Variable

Kind = Literal["removed", "console", "platform"]
_KINDS: tuple[Kind, ...] = ("removed", "console", "platform")


class ForeignName(NamedTuple):
    """A name that the newest schema does not have, and that people write all the same.

    Attributes:
        name: The name; case counts.
        kind: ``removed``: ece-tools knew it once. ``console``: it belongs in the Cloud Console or
            in the environment of the application. ``platform``: the platform sets it and nobody
            else.
        summary: What it was or is, in one sentence.
        prose: What to know and what to do, in Markdown.
        successor: The variable of `.magento.env.yaml` that does the same. Its type may be another
            one, so that a new name alone need not do.
        inverted: Whether the successor's true means what false meant.
        removed: The product and the version that no longer know it: ``ece-tools 2002.1.0``.
        url: The place in Adobe's guide that explains it or its successor.
    """

    name: str
    kind: Kind
    summary: str
    prose: str
    successor: str | None = None
    inverted: bool = False
    removed: str | None = None
    url: str | None = None


@cache
def foreign_names() -> Mapping[str, ForeignName]:
    """Return every such name, in alphabetical order.

    Variables that a schema once had are among them. An old ece-tools still knows those, so ask
    the schema in force first.
    """
    names = [*_never_in_a_schema(), *_no_longer_in_the_schema()]
    return {name.name: name for name in sorted(names, key=lambda name: name.name)}


def _never_in_a_schema() -> Iterator[ForeignName]:
    content = tables.read("names.toml")
    for kind in _KINDS:
        group = content[kind]
        for name, table in group.items():
            if isinstance(table, dict):
                yield _name(name, kind, group["note"], table)


def _name(name: str, kind: Kind, note: str, table: dict[str, Any]) -> ForeignName:
    attributes = dict(table)
    page = attributes.pop("page", None)
    attributes["prose"] += f"\n\n{note}"
    url = DOCUMENTATION + page if page else None
    return ForeignName(name=name, kind=kind, url=url, **attributes)


def _no_longer_in_the_schema() -> Iterator[ForeignName]:
    known = catalogue().known
    for variable in known.values():
        if variable.removed and variable.prose:
            yield ForeignName(
                name=variable.name,
                kind="removed",
                summary=variable.prose.summary,
                prose="\n\n".join((variable.prose.description, *variable.prose.pitfalls)),
                successor=variable.successor,
                removed=f"ece-tools {'.'.join(map(str, variable.removed))}",
                url=_url(variable, known),
            )


def _url(variable: Variable, known: Mapping[str, Variable]) -> str | None:
    successor = known.get(variable.successor or "")
    return variable.url or (successor.url if successor else None)
