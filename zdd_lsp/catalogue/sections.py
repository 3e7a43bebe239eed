"""The sections and the stages of `.magento.env.yaml`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.model import DOCUMENTATION

if TYPE_CHECKING:
    from collections.abc import Mapping


class Section(NamedTuple):
    """A key of the root, or a stage. All texts are Markdown.

    Attributes:
        name: The key.
        summary: What stands below it, in one sentence.
        prose: What to know about it.
        url: The page of Adobe's guide about it.
        runs: When a stage's values are used.
        site: What visitors see meanwhile.
        failure: What happens to the site if something fails then.
    """

    name: str
    summary: str
    prose: str
    url: str
    runs: str | None = None
    site: str | None = None
    failure: str | None = None


class Sections(NamedTuple):
    """The sections of the file and its stages, by name."""

    sections: Mapping[str, Section]
    stages: Mapping[str, Section]


@cache
def sections() -> Sections:
    """Return the keys of the root, and those below ``stage``."""
    content = tables.read("sections.toml")
    return Sections(sections=_all(content["sections"]), stages=_all(content["stages"]))


def _all(group: Mapping[str, dict[str, Any]]) -> dict[str, Section]:
    return {name: _section(name, dict(table)) for name, table in group.items()}


def _section(name: str, table: dict[str, Any]) -> Section:
    return Section(name=name, url=DOCUMENTATION + table.pop("page"), **table)
