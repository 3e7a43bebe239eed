"""Completion below the lists and maps among the variables of `.magento.env.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.ide.completion import schema
from zdd_lsp.ide.completion.body import Body, Hole
from zdd_lsp.ide.completion.offers import Choice, Name
from zdd_lsp.ide.completion.schema import Offer
from zdd_lsp.project.themes import themes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.ide.completion.candidate import Candidate
    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.project import Project

_BEGIN: Final = 2
"""How many parts of a path stand before the variable: ``stage`` and the stage."""
_THEMES: Final = ("Magento/luma", "Magento/blank", "Magento/backend")
"""The themes that come with Commerce, which are offered last."""
_LOCALE: Final = "en_US"
"""The language that the Admin has unless it is told otherwise."""
_BACKENDS: Final = ("VALKEY_BACKEND", "REDIS_BACKEND")


def offered(project: Project, slot: Slot) -> Iterator[Candidate]:
    """Offer what belongs below a variable, or after its colon."""
    below = replace(slot, path=slot.path[_BEGIN:])
    yield from schema.offered(project, below, key_schema("arrays").root, _OFFER)


def body(project: Project, slot: Slot, key: Key) -> Body:
    """Return what follows a variable that is inserted."""
    found = schema.body(project, slot, key, _OFFER)
    if not isinstance(found, Mapping) or "_merge" not in key.keys:
        return found
    # Without it the map would take the place of all that ece-tools makes of the relationships.
    return {"_merge": Hole("true", ("true", "false")), **found}


def _themes(project: Project, slot: Slot, _: Key) -> Iterator[Name]:
    for rank, theme in enumerate(_all_themes(project)):
        yield Name(
            name=theme,
            body=_theme(project, slot),
            detail="theme",
            rank=rank,
            topic="key:arrays:SCD_MATRIX.*",
            quoted=True,
        )


def _all_themes(project: Project) -> list[str]:
    return [*(path for path in themes(project).paths if path not in _THEMES), *_THEMES]


def _matrix(project: Project, slot: Slot) -> Body:
    return {_all_themes(project)[0]: _theme(project, slot)}


def _theme(project: Project, _: Slot) -> Body:
    first, *_rest = _locales(project)
    return {"language": [Hole(first)]}


def _locales(project: Project) -> list[str]:
    config = project.config_php
    return list(dict.fromkeys((*(config.locales if config is not None else ()), _LOCALE)))


def _languages(project: Project, _: Slot) -> Iterator[Choice]:
    for rank, each in enumerate(_locales(project)):
        yield Choice(value=each, detail="language", rank=rank)


def _backends(project: Project, _: Slot) -> Iterator[Choice]:
    found: dict[str, None] = {}
    for name in _BACKENDS:
        variable = project.schema.get(name)
        for value in variable.allowed if variable is not None else ():
            needed = variable.value_commerce.get(value) if variable is not None else None
            if needed is None or project.is_commerce(needed) is not False:
                found.setdefault(value)
    return (Choice(value=value) for value in found)


def _engines(project: Project, _: Slot) -> Iterator[Choice]:
    for name, commerce in matrix().engines.items():
        if project.is_commerce(commerce) is not False:
            yield Choice(value=name, detail=f"Commerce {commerce}")


_OFFER: Final = Offer(
    names={"SCD_MATRIX": _themes},
    choices={
        "SCD_MATRIX.*.language[]": _languages,
        "CACHE_CONFIGURATION.frontend.*.backend": _backends,
        "SEARCH_CONFIGURATION.engine": _engines,
    },
    bodies={"SCD_MATRIX": _matrix, "SCD_MATRIX.*": _theme},
)
