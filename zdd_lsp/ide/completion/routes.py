"""Completion in `.magento/routes.yaml`: templates, applications and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.ide.completion.body import Body, Hole
from zdd_lsp.ide.completion.candidate import Icon
from zdd_lsp.ide.completion.offers import Choice, Name
from zdd_lsp.ide.completion.schema import Offer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.project import Project

_DEFAULT: Final = "https://{default}/"
_WWW: Final = "https://www.{default}/"
_TEMPLATES: Final = {
    _DEFAULT: "the default domain",
    "https://{all}/": "every domain of the environment",
    "http://{default}/": "the default domain, without encryption",
}


def _routes(project: Project, slot: Slot, _: Key) -> Iterator[Name]:
    targets = [each.value for each in _upstreams(project, slot)]
    body: dict[str, Body] = {"type": Hole("upstream")}
    body["upstream"] = Hole(f'"{targets[0]}"' if targets else "")
    for rank, (template, words) in enumerate(_TEMPLATES.items()):
        yield Name(name=template, body=body, detail=words, rank=rank, quoted=True, icon=Icon.BLOCK)
    if _DEFAULT in slot.beside:
        yield Name(
            name=_WWW,
            body={"type": Hole("redirect"), "to": Hole(f'"{_DEFAULT}"')},
            detail=f"redirects to {_DEFAULT}",
            rank=len(_TEMPLATES),
            quoted=True,
            icon=Icon.BLOCK,
        )


def _upstreams(project: Project, _: Slot) -> Iterator[Choice]:
    for application in project.applications:
        if application.name:
            yield Choice(
                value=f"{application.name}:{route_facts().endpoint}",
                detail="application of this project",
                quoted=True,
                icon=Icon.REFERENCE,
            )


def _targets(_: Project, slot: Slot) -> Iterator[Choice]:
    """Yield the other routes of the file."""
    if slot.around and slot.path:
        for name in slot.around[0]:
            if name != slot.path[0] and "://" in name:
                yield Choice(value=name, detail="route", quoted=True, icon=Icon.REFERENCE)


OFFER: Final = Offer(
    names={"": _routes},
    choices={
        "*.upstream": _upstreams,
        "*.to": _targets,
        "*.redirects.paths.*.to": _targets,
    },
)
