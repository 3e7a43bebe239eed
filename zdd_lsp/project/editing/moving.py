"""Settings that move to another stage, or are set there as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue import STAGES
from zdd_lsp.project.editing.adding import is_own
from zdd_lsp.project.editing.anchors import is_aliased, may_copy, may_move
from zdd_lsp.project.editing.changes import (
    Change,
    column_of,
    insert_lines,
    line_text,
    replace_lines,
)
from zdd_lsp.project.editing.extent import (
    comments_in,
    extent,
    is_open,
    is_swallowing,
    last_leaf,
    line_behind,
)
from zdd_lsp.project.editing.flow import (
    append_to_flow,
    fill_empty,
    insert_before,
    insert_behind,
    is_empty,
    portable,
    portable_key,
)
from zdd_lsp.project.editing.removing import Place, entry_before, place_of, taken_away
from zdd_lsp.syntax.nodes import Entry, Mapping
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting


class _Gap(NamedTuple):
    """Where a setting comes to stand in a block.

    Attributes:
        line: The line before which it is inserted.
        column: The column of its key.
        head: What has to stand above it: the stage, if it is new.
        changes: What has to change besides.
    """

    line: int
    column: int
    head: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def move(project: Project, setting: Setting, stage: str) -> tuple[Change, ...] | None:
    """Move a variable of `.magento.env.yaml` to another stage, below that stage's last setting.

    The comments directly above it and behind it go along, and its lines are indented anew. A
    stage that is missing is created where ece-tools' order has it: global, build, deploy,
    post-deploy. The stage that the variable leaves stays, if need be without a value, which
    ece-tools 2002.1.17 reads as no settings.

    Args:
        project: The project.
        setting: The variable.
        stage: The stage it shall stand in.

    Returns:
        The changes, or None where a move is not possible or would change something else: the
        target sets the variable already or has no place for it, the setting is shared by an alias
        or a merge key, an alias would lose its anchor, or the file is no valid YAML.
    """
    return _set_down(project, setting, stage, stays=False)


def copy(project: Project, setting: Setting, stage: str) -> tuple[Change, ...] | None:
    """Set a variable of `.magento.env.yaml` in another stage to the value that it has in its own.

    The value is copied as it is written, with the comments in it; those above the variable stay
    where they are. Its place is that which `move` would give it.

    Args:
        project: The project.
        setting: The variable.
        stage: The stage that shall set it, too.

    Returns:
        The changes, or None for the reasons of `move`, or where the value has an anchor: a name
        stands for one place.
    """
    return _set_down(project, setting, stage, stays=True)


def _set_down(
    project: Project, setting: Setting, stage: str, *, stays: bool
) -> tuple[Change, ...] | None:
    place = place_of(project, setting)
    if place is None or project.env.get(stage, setting.name) is not None:
        return None
    found = project.env.stages.get(stage)
    if found is not None and (
        project.env.stage is None
        or not is_own(project.env.stage, found)
        or is_aliased(place.source, found.value)
    ):
        return None
    is_braces = place.stages.flow or (
        found is not None
        and isinstance(found.value, Mapping)
        and found.value.flow
        and bool(found.value.entries)
    )
    into = _into_braces if is_braces else _into_block
    return into(place, stage, found, stays=stays)


# Where it goes


def _into_braces(
    place: Place, stage: str, found: Entry | None, *, stays: bool
) -> tuple[Change, ...] | None:
    """Move or copy a setting into a stage that is written in braces."""
    item = _item(place, stays=stays)
    taken = () if stays else taken_away(place)
    if item is None or taken is None:
        return None
    change: Change | None
    if found is not None:
        source = place.source
        change = append_to_flow(source, found, item) or fill_empty(source, found, item)
    else:
        neighbour, is_behind = _neighbour(place.stages, stage)
        insert = insert_behind if is_behind else insert_before
        change = insert(place.source, neighbour, f"{stage}: {{{item}}}")
    may_go = may_copy if stays else may_move
    if change is None or not may_go(place.source, place.span, change.span.start):
        return None
    return (change, *taken)


def _into_block(
    place: Place, stage: str, found: Entry | None, *, stays: bool
) -> tuple[Change, ...] | None:
    """Move or copy a setting into a stage that is written in lines, or will be."""
    gap = _new_gap(place, stage) if found is None else _gap(place, found)
    source, entry = place.source, place.entry
    if gap is None:
        return None
    offset = source.lines.line_span(gap.line - 1).end
    lines = _lines(place, gap.column, stays=stays)
    around = (place.columns[0], gap.column)
    may_go = may_copy if stays else may_move
    if (
        lines is None
        or is_swallowing(source, entry.value, gap.line, around)
        or not may_go(source, place.span, offset)
    ):
        return None
    lines = [*gap.head, *lines]
    if not stays and place.extent is not None and gap.line == place.extent.end:
        first = place.extent.first
        return (*gap.changes, replace_lines(source, first, gap.line, lines))
    taken = () if stays else taken_away(place)
    if taken is None:
        return None
    inserted = insert_lines(source, gap.line, lines)
    if gap.line == len(source.lines) and last_leaf(entry.value).header is not None:
        # Without a line break behind it, a block scalar would lose its last one.
        inserted = inserted._replace(text=inserted.text + eol(source.text))
    if gap.changes and gap.changes[-1].span.end == inserted.span.start:
        # Nothing stands between the empty value and the end of its line.
        span = Span(gap.changes[-1].span.start, inserted.span.end)
        return (inserted._replace(span=span), *taken)
    return (*gap.changes, inserted, *taken)


def _gap(place: Place, stage: Entry) -> _Gap | None:
    """Return the place behind the last setting of a stage; None where it cannot have one."""
    source, value = place.source, stage.value
    if isinstance(value, Mapping) and value.entries:
        if is_open(source, value):
            return None
        column = column_of(source, value.entries[0].key.span.start)
        return _Gap(line_behind(source, value.entries[-1], with_siblings=True), column)
    if stage.colon is None or not is_empty(source, value):
        return None
    column = column_of(source, stage.key.span.start) + place.step
    cleared: tuple[Change, ...] = ()
    if value.span.end > value.span.start:
        cleared = (Change(source.path, Span(stage.colon.end, value.span.end), ""),)
    return _Gap(line_behind(source, stage), column, changes=cleared)


def _new_gap(place: Place, stage: str) -> _Gap | None:
    """Return the place for a stage that is missing."""
    source = place.source
    neighbour, is_behind = _neighbour(place.stages, stage)
    above = neighbour if is_behind else entry_before(place.stages, neighbour)
    lines = extent(source, neighbour)
    if lines is None or (above is not None and is_open(source, above.value)):
        return None
    head = f"{' ' * lines.column}{stage}:"
    return _Gap(lines.end if is_behind else lines.first, lines.column + place.step, (head,))


def _neighbour(stages: Mapping, stage: str) -> tuple[Entry, bool]:
    """Return the stage beside which a new one stands, and whether the new one is behind it."""
    rank = STAGES.index(stage) if stage in STAGES else len(STAGES)
    known = [entry for entry in stages.entries if entry.name in STAGES]
    earlier = [entry for entry in known if STAGES.index(entry.name) < rank]
    if earlier:
        return earlier[-1], True
    return (known[0], False) if known else (stages.entries[-1], True)


# What moves


def _lines(place: Place, column: int, *, stays: bool) -> list[str] | None:
    """Return the lines of a setting for a key at a column; the comments above only if it goes."""
    source, lines = place.source, place.extent
    if lines is None:
        value = portable(source, place.entry.value)
        return (
            None
            if value is None
            else [f"{' ' * column}{portable_key(source, place.entry)}: {value}"]
        )
    if is_open(source, place.entry.value):
        return None
    shift = column - lines.column
    first = lines.key if stays else lines.first
    return [_shifted(line_text(source, line), shift) for line in range(first, lines.end)]


def _item(place: Place, *, stays: bool) -> str | None:
    """Return a setting for braces; None where it would have to leave comments behind."""
    source, lines = place.source, place.extent
    if (
        lines is not None
        and not stays
        and (lines.end - lines.first != 1 or comments_in(source, source.lines.line_span(lines.key)))
    ):
        return None
    value = portable(source, place.entry.value)
    return None if value is None else f"{portable_key(source, place.entry)}: {value}"


def _shifted(line: str, shift: int) -> str:
    """Return a line with another indentation; an empty one stays empty."""
    if shift >= 0:
        return f"{' ' * shift}{line}" if line else line
    blank = len(line) - len(line.lstrip(" "))
    return line[min(-shift, blank) :]
