"""Settings that go, and whether they can."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.editing.adding import is_broken, is_own, setting_step
from zdd_lsp.project.editing.anchors import is_aliased, may_go
from zdd_lsp.project.editing.changes import Change, column_of, delete_lines, replace_lines
from zdd_lsp.project.editing.extent import (
    Extent,
    comments_in,
    end_of,
    extent,
    is_open,
    is_swallowing,
    last_leaf,
)
from zdd_lsp.project.editing.flow import drop_from_flow
from zdd_lsp.project.env import entries
from zdd_lsp.syntax.nodes import Entry, Mapping, full_span
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.project.source import SourceFile


class Place(NamedTuple):
    """Where a setting stands.

    Attributes:
        source: The file.
        stages: The map of all stages.
        siblings: The map of the setting's stage.
        entry: The setting.
        extent: Its lines; None in braces.
        step: How much deeper than their stage the file's settings stand.
    """

    source: SourceFile
    stages: Mapping
    siblings: Mapping
    entry: Entry
    extent: Extent | None
    step: int

    @property
    def span(self) -> Span:
        """The setting itself."""
        return Span(full_span(self.entry.key).start, end_of(self.entry))

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns of the stages and of the setting's siblings."""
        maps = (self.stages, self.siblings)
        return tuple(column_of(self.source, each.entries[0].key.span.start) for each in maps)

    @property
    def previous(self) -> Entry | None:
        """The setting before it."""
        return entry_before(self.siblings, self.entry)


def remove(project: Project, setting: Setting) -> tuple[Change, ...] | None:
    """Remove a variable of `.magento.env.yaml` with its value; every comment stays.

    Comments behind and within it become lines of their own. Its stage stays, if need be without
    a value, which ece-tools 2002.1.17 reads as no settings.

    Args:
        project: The project.
        setting: The variable.

    Returns:
        The changes, or None where they would change something else: the setting is shared by an
        alias or a merge key, something refers to its value, or the file is no valid YAML.
    """
    place = place_of(project, setting)
    if place is None or not may_go(place.source, place.span):
        return None
    source, lines = place.source, place.extent
    if lines is None:
        return drop_from_flow(source, place.siblings, place.entry)
    last = source.lines.line_span(lines.end - 1).end
    comments = comments_in(source, Span(place.span.start, last))
    if comments:
        kept = [f"{' ' * lines.column}{comment.text}" for comment in comments]
        return (replace_lines(source, lines.key, lines.end, kept),)
    deleted = _delete(place, lines.key, lines.end)
    return None if deleted is None else (deleted,)


def place_of(project: Project, setting: Setting) -> Place | None:
    """Return where a setting stands; None where it cannot go without changing something else."""
    source, env = project.env.source, project.env
    if source is None or env.stage is None or setting.is_shared or setting.entry.colon is None:
        return None
    stages, stage = env.stage.value, env.stages[setting.stage]
    siblings = stage.value
    if (
        not (isinstance(stages, Mapping) and isinstance(siblings, Mapping))
        or not is_own(env.stage, stage)
        or is_broken(project)
        or any(is_aliased(source, node) for node in (source.tree.root, stages, siblings))
        or _is_merged(source, siblings, setting)
    ):
        return None
    lines = None if siblings.flow else extent(source, setting.entry)
    place = Place(source, stages, siblings, setting.entry, lines, setting_step(env))
    return place if siblings.flow or (lines is not None and _may_leave(place)) else None


def _may_leave(place: Place) -> bool:
    """Tell whether the rest of a stage written in lines still means the same."""
    siblings, previous = place.siblings, place.previous
    # symfony/yaml reads an anchor or a tag with nothing behind it as a text.
    is_named = siblings.anchor is not None or siblings.tag is not None
    return (len(siblings.entries) > 1 or not is_named) and (
        previous is None or not is_open(place.source, previous.value)
    )


def _is_merged(source: SourceFile, siblings: Mapping, setting: Setting) -> bool:
    """Tell whether the stage merges the variable, so that it would still be set."""
    if "<<" not in source.text:
        return False
    others = [each for each in siblings.entries if each is not setting.entry]
    return setting.name in entries(source, Mapping(siblings.span, others))


def entry_before(mapping: Mapping, entry: Entry) -> Entry | None:
    """Return the entry before another one."""
    at = bisect_left(mapping.entries, entry.key.span.start, key=lambda each: each.key.span.start)
    return mapping.entries[at - 1] if at > 0 else None


def taken_away(place: Place) -> tuple[Change, ...] | None:
    """Return the changes that take a setting away; None where its comments would stay."""
    if place.extent is not None:
        deleted = _delete(place, place.extent.first, place.extent.end)
        return None if deleted is None else (deleted,)
    if comments_in(place.source, place.siblings.span):
        return None
    return drop_from_flow(place.source, place.siblings, place.entry)


def _delete(place: Place, first: int, last: int) -> Change | None:
    source, previous = place.source, place.previous
    if previous is None:
        return delete_lines(source, first, last)
    if is_swallowing(source, previous.value, last, place.columns):
        return None
    keep_break = last_leaf(previous.value).header is not None
    return delete_lines(source, first, last, keep_break=keep_break)
