"""Whatever a file looks like: a change does what was meant, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.env_texts import STAGES, env_texts
from zdd_lsp.project import Project
from zdd_lsp.project.editing import move, remove, rename_key, replace_scalar, set_below, set_setting
from zdd_lsp.syntax.nodes import Alias, Mapping, Scalar, walk
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.project.editing import Change
    from zdd_lsp.project.env import Setting
    from zdd_lsp.syntax.scalars import PhpValue

PATH = ".magento.env.yaml"
Values = dict[str, dict[str, "PhpValue"]]


def project_of(text: str) -> Project:
    return Project(Path("/project"), {PATH: text}).judged()


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Draw a project whose file symfony/yaml reads, with a setting at least."""
    project = project_of(draw(env_texts()))
    assume(not project.problems(PATH) and any(project.env.settings.values()))
    return project


def setting_of(project: Project, data: st.DataObject) -> Setting:
    every = [setting for stage in project.env.settings.values() for setting in stage.values()]
    return data.draw(st.sampled_from(every), "setting")


def values(project: Project) -> Values:
    """Return what is set; stages without settings count as absent."""
    return {
        stage: {name: setting.value for name, setting in found.items()}
        for stage, found in project.env.settings.items()
        if found
    }


def without(found: Values, stage: str, name: str) -> Values:
    rest = {each: dict(inner) for each, inner in found.items()}
    del rest[stage][name]
    return {each: inner for each, inner in rest.items() if inner}


def comments(project: Project) -> list[str]:
    source = project.env.source
    assert source is not None
    return sorted(comment.text for comment in source.tree.comments)


def after(project: Project, changes: Iterable[Change]) -> Project:
    """Return the project after changes that keep comments and line endings."""
    text = project.text(PATH) or ""
    result = apply(text, [(change.span, change.text) for change in changes])
    changed = project_of(result)
    assert changed.problems(PATH) == [], (text, result)
    assert comments(changed) == comments(project)
    assert line_breaks(result) <= line_breaks(text) or not line_breaks(text)
    return changed


def line_breaks(text: str) -> set[str]:
    index = LineIndex(text)
    return {index.line_break(line) for line in range(len(index))} - {""}


def in_braces(project: Project, setting: Setting) -> bool:
    stage = project.env.stages[setting.stage].value
    return isinstance(stage, Mapping) and stage.flow


def comments_at(project: Project, setting: Setting) -> list[str]:
    """Return the comments around and within a setting that is written in lines."""
    source = project.env.source
    assert source is not None
    first = source.lines.line_at(setting.key_span.start)
    last = source.lines.line_span(source.lines.line_at(setting.entry.span.end)).end
    column = source.lines.position(setting.key_span.start).character
    found = {source.lines.line_at(comment.span.start): comment for comment in source.tree.comments}
    inside = [
        each.text for each in found.values() if setting.key_span.start < each.span.start < last
    ]
    while first - 1 in found:
        first -= 1
        place = source.lines.position(found[first].span.start)
        line = source.lines.line_span(first).slice(source.text)
        if place.character != column or line.strip()[0] != "#":
            break
        inside.append(found[first].text)
    return sorted(inside)


@given(projects(), st.sampled_from((*STAGES, "other")), st.data())
@settings(deadline=None)
def test_a_move_moves(project: Project, target: str, data: st.DataObject) -> None:
    setting = setting_of(project, data)
    changes = move(project, setting, target)
    assume(changes is not None)
    assert changes is not None

    changed = after(project, changes)

    wanted = without(values(project), setting.stage, setting.name)
    wanted.setdefault(target, {})[setting.name] = setting.value
    assert values(changed) == wanted
    moved = changed.env.get(target, setting.name)
    assert moved is not None
    assert list(changed.env.settings[target])[-1] == setting.name
    if not in_braces(project, setting):
        assert set(comments_at(project, setting)) <= set(comments_at(changed, moved))
    assert move(changed, moved, target) is None


@given(projects(), st.data())
@settings(deadline=None)
def test_a_removal_removes(project: Project, data: st.DataObject) -> None:
    setting = setting_of(project, data)
    changes = remove(project, setting)
    assume(changes is not None)
    assert changes is not None

    changed = after(project, changes)

    assert values(changed) == without(values(project), setting.stage, setting.name)


NEW = "SCD_COMPRESSION_LEVEL"
"""A variable that the drawn files do not have."""


@given(projects(), st.sampled_from(STAGES[1:3]), st.sampled_from(("1", "'a b'", "\n- 1\n- 2")))
@settings(deadline=None)
def test_a_new_setting_is_set_and_no_other_changes(
    project: Project, stage: str, value: str
) -> None:
    change = set_setting(project, stage, NEW, value)
    assume(change is not None)
    assert change is not None

    changed = after(project, [change])

    setting = changed.env.get(stage, NEW)
    assert setting is not None
    assert setting.value == {"1": 1, "'a b'": "a b"}.get(value, [1, 2])
    assert without(values(changed), stage, NEW) == values(project)


@given(projects(), st.sampled_from(("NEW", "it's", "1", "a b")), st.data())
@settings(deadline=None)
def test_a_renamed_setting_keeps_its_value(
    project: Project, name: str, data: st.DataObject
) -> None:
    setting = setting_of(project, data)
    source = project.env.source
    assume(not setting.is_shared and not is_aliased(project))
    assert source is not None

    changed = after(project, [rename_key(source, setting.entry, name)])

    wanted = without(values(project), setting.stage, setting.name)
    wanted.setdefault(setting.stage, {})[name] = setting.value
    assert values(changed) == wanted


def is_aliased(project: Project) -> bool:
    """Tell whether a change of one place may be one of others, too."""
    source = project.env.source
    return source is not None and any(isinstance(node, Alias) for node in walk(source.tree.root))


@given(projects(), st.sampled_from(("1", "'a'", "[]")), st.data())
@settings(deadline=None)
def test_a_replaced_value_is_the_only_one(
    project: Project, value: str, data: st.DataObject
) -> None:
    setting = setting_of(project, data)
    source, node = project.env.source, setting.entry.value
    assume(isinstance(node, Scalar) and not setting.is_shared and not is_aliased(project))
    assume(node.anchor is None)  # in braces, the value behind an anchor is a text
    assert source is not None

    changed = after(project, [replace_scalar(source, node, value)])

    wanted = values(project)
    new: PhpValue = [] if value == "[]" else 1 if value == "1" else "a"
    wanted[setting.stage][setting.name] = new
    assert values(changed) == wanted


@given(projects(), st.data())
@settings(deadline=None)
def test_a_map_gets_an_entry_and_nothing_else_changes(
    project: Project, data: st.DataObject
) -> None:
    setting = setting_of(project, data)
    source = project.env.source
    assume(not setting.is_shared and not is_aliased(project))
    assert source is not None
    change = set_below(source, setting.entry, "NEW", "true")
    is_map = isinstance(setting.entry.value, Mapping)
    if change is None:
        return

    changed = after(project, [change])

    wanted = values(project)
    known = setting.value if is_map and isinstance(setting.value, dict) else {}
    new: dict[int | str, PhpValue] = {**known, "NEW": True}
    wanted[setting.stage][setting.name] = new
    assert values(changed) == wanted
    assert (
        set_below(
            changed.env.source or source,
            changed.env.settings[setting.stage][setting.name].entry,
            "NEW",
            "true",
        )
        is None
    )
