"""Completion in `.magento.env.yaml`: sections, stages, variables and what stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import STAGES, sections
from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.ide.completion import arrays, log, offers
from zdd_lsp.ide.completion.body import Body, Hole
from zdd_lsp.ide.completion.candidate import Icon
from zdd_lsp.ide.completion.offers import Choice, Name
from zdd_lsp.ide.explanation import in_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.ide.completion.candidate import Candidate
    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.project import Project

_STAGE, _SETTING, _BELOW = 1, 2, 3
_OLD: Final = 9
_FEW: Final = 10
"""How many numbers are listed one by one."""
_LONGEST: Final = 40


def offered(project: Project, slot: Slot) -> Iterator[Candidate]:
    """Offer what belongs at a place."""
    match slot.path:
        case ():
            yield from offers.keys(slot, [*_sections(), *_blocks(slot)])
        case ("stage", *below):
            yield from _in_stages(project, slot, below)
        case ("log", *_):
            yield from log.offered(slot)
        case ("system",):
            yield from offers.keys(slot, [_section("variables", "", "map")])
        case ("system", "variables"):
            yield from offers.keys(slot, _system(project))
        case ("system", "variables", str(name)):
            known = project.schema.get(name)
            if known is not None and known.system is not None:
                default = Choice(value=known.system, note="default")
                yield from offers.values(slot, [default])


def _in_stages(project: Project, slot: Slot, path: list[str]) -> Iterator[Candidate]:
    match path:
        case ():
            yield from offers.keys(slot, _stages())
        case (stage,):
            yield from offers.keys(slot, _variables(project, slot, stage))
        case (stage, name, *_):
            variable = project.schema.get(name)
            if variable is not None and fits(project, variable, stage):
                yield from _below(project, slot, variable, stage)


def _section(name: str, kind: str, detail: str, rank: int = 0) -> Name:
    topic = f"{kind}:{name}" if kind else ""
    return Name(name=name, body={}, detail=detail, rank=rank, topic=topic, icon=Icon.SECTION)


def _sections() -> Iterator[Name]:
    for rank, each in enumerate(sections().sections.values()):
        yield _section(each.name, "section", "section", rank)


def _blocks(slot: Slot) -> Iterator[Name]:
    """Yield the section of stages as the ideal state has it, with what is advised beyond."""
    if slot.has_colon or slot.shift or slot.is_flow:
        return
    yield Name(
        name="stage",
        label="stage: the ideal state",
        body={
            "global": {"SKIP_HTML_MINIFICATION": Hole("true", ("true", "false"))},
            "build": {"SCD_STRATEGY": Hole("compact", ("compact", "quick", "standard"))},
            "post-deploy": {"WARM_UP_PAGES": [Hole("index.php")]},
        },
        detail="static content in the build, warm pages after the deployment",
        rank=len(sections().sections),
        topic="section:stage",
        icon=Icon.BLOCK,
    )


def _stages() -> Iterator[Name]:
    for rank, each in enumerate(STAGES):
        runs = (sections().stages[each].runs or "").replace("`", "")
        yield _section(each, "stage", f"stage, {runs}", rank)


# Variables


def fits(project: Project, variable: Variable, stage: str) -> bool:
    """Tell whether a variable belongs in a stage, with the installed Commerce."""
    is_there = stage in variable.stages
    return is_there and not (variable.commerce and project.is_commerce(variable.commerce) is False)


def is_deprecated(project: Project, variable: Variable) -> bool:
    """Tell whether a variable that still works has had its day."""
    if variable.removed is not None or variable.successor is not None:
        return True
    return variable.deprecated is not None and project.is_commerce(variable.deprecated) is not False


def _variables(project: Project, slot: Slot, stage: str) -> Iterator[Name]:
    for variable in project.schema.values():
        if not fits(project, variable, stage):
            continue
        is_old = is_deprecated(project, variable)
        yield Name(
            name=variable.name,
            body=_body(project, slot, variable, stage),
            detail=_detail(variable, stage),
            rank=_OLD if is_old else 0,
            is_deprecated=is_old,
            topic=f"variable:{variable.name}",
        )


def _detail(variable: Variable, stage: str) -> str:
    kind = variable.form if variable.type == "array" else variable.type
    default = variable.defaults.get(stage)
    if default in (None, "", []):
        return kind
    return f"{kind}, default {in_code(default, _LONGEST).strip('`')}"


def _body(project: Project, slot: Slot, variable: Variable, stage: str) -> Body:
    if variable.type != "array":
        return offers.hole(slot, _choices(project, variable, stage))
    if variable.items:
        return [Hole(variable.items[0], variable.items)]
    key = key_schema("arrays").root.below(variable.name)
    if key is None:
        return {} if variable.form == "map" else [Hole()]
    return arrays.body(project, slot, key)


def _below(project: Project, slot: Slot, variable: Variable, stage: str) -> Iterator[Candidate]:
    """Offer the value of a variable, or what stands below it."""
    below = slot.path[_BELOW:]
    if variable.type != "array":
        if not below:
            yield from offers.values(slot, _choices(project, variable, stage))
        return
    if variable.items:
        listed = [Choice(value=item) for item in variable.items]
        yield from offers.items(slot, listed)
        whole = [Choice(value=None, source=f"[{item}]") for item in variable.items]
        yield from offers.values(slot, whole if not below else [])
        return
    yield from arrays.offered(project, slot)


def _choices(project: Project, variable: Variable, stage: str) -> Iterator[Choice]:
    """Yield the values of a variable that is no list and no map, the default first."""
    default = variable.defaults.get(stage, next(iter(variable.defaults.values()), None))
    if variable.type == "boolean":
        for flag in sorted((True, False), key=lambda flag: flag is not default):
            note = "default" if flag is default else ""
            yield Choice(value=flag, note=note, rank=not note, icon=Icon.MEMBER)
    elif variable.type == "integer":
        yield from _numbers(variable, default)
    elif variable.allowed:
        for value in sorted(filter(None, variable.allowed), key=lambda value: value != default):
            needed = variable.value_commerce.get(value)
            if needed is None or project.is_commerce(needed) is not False:
                note = "default" if value == default else ""
                yield Choice(value=value, note=note, rank=not note, icon=Icon.MEMBER)
    elif isinstance(default, str) and default:
        yield Choice(value=default, note="default")


def _numbers(variable: Variable, default: object) -> Iterator[Choice]:
    if isinstance(default, int):
        yield Choice(value=default, note="default")
    low, high = variable.minimum, variable.maximum
    if low is not None and high is not None and high - low < _FEW:
        for number in range(low, high + 1):
            if number != default:
                yield Choice(value=number, rank=1)


def _system(project: Project) -> Iterator[Name]:
    for variable in project.schema.values():
        if variable.system is not None:
            yield Name(
                name=variable.name,
                body=Hole(variable.system),
                detail=f"default {variable.system}",
                topic=f"variable:{variable.name}",
            )
