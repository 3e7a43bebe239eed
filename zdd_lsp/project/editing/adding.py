"""What fixes add: settings, stages, and entries of other maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing.anchors import is_aliased
from zdd_lsp.project.editing.changes import STEP, Change, column_of, insert_lines
from zdd_lsp.project.editing.extent import is_in_flow, is_open, line_behind
from zdd_lsp.project.editing.flow import append_to_flow, fill_empty, insert_behind
from zdd_lsp.project.env import ENV_FILE, EnvFile, entries
from zdd_lsp.syntax.nodes import Entry, Mapping, Scalar, Style, walk
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile


def set_setting(project: Project, stage: str, name: str, value: str) -> Change | None:
    """Set a variable in a stage of `.magento.env.yaml`, where it must not be set yet.

    Args:
        project: The project.
        stage: The stage; it is created where it is missing.
        name: The variable, one that the ece-tools in force allows there.
        value: The value as YAML source, of one line; or several lines, each after the first to be
            indented one level deeper than the variable.

    Returns:
        The change, or None where ece-tools would refuse it, or the file has no place for it, such
        as a scalar for the stage, or is no valid YAML.
    """
    env, variable = project.env, project.schema.get(name)
    if variable is None or stage not in variable.stages or is_broken(project):
        return None
    if env.source is None:
        return None if project.unreadable(ENV_FILE) else _new_file(stage, name, value)
    step = setting_step(env)
    lines = _entry(name, value, step)
    item = _item(name, value)
    if env.stage is not None and stage in env.stages:
        parent = env.stages[stage]
        if not is_own(env.stage, parent) or is_aliased(env.source, env.stage.value):
            return None
        return _add(env.source, parent, lines, item, step)
    lines = _below(f"{stage}:", lines, step)
    item = item and f"{stage}: {{{item}}}"
    if env.stage is not None:
        return _add(env.source, env.stage, lines, item, step)
    return _new_section(env.source, _below("stage:", lines, step), item and f"stage: {{{item}}}")


def _new_section(source: SourceFile, lines: Sequence[str], item: str | None) -> Change | None:
    """Append to the root of a file: lines to a block, an item to braces."""
    root = source.tree.root
    if root is None or (isinstance(root, Mapping) and not root.flow):
        return append_to_root(source, lines)
    if isinstance(root, Mapping) and root.entries and item:
        return insert_behind(source, root.entries[-1], item)
    return None


def set_below(source: SourceFile, entry: Entry, name: str, value: str) -> Change | None:
    """Add ``name: value`` to the map that is the value of an entry, behind what is there.

    Args:
        source: The file of the entry.
        entry: An entry whose value is a map, or nothing yet.
        name: The key as YAML source.
        value: The value as YAML source, of one line; or several lines as for `set_setting`.

    Returns:
        The change, or None where the value is no map, has the key already, or is one that other
        places share through an alias.
    """
    if name in entries(source, entry.value):
        return None
    step = file_step(source)
    return _add(source, entry, _entry(name, value, step), _item(name, value), step)


def append_below(source: SourceFile, entry: Entry, lines: Sequence[str]) -> Change | None:
    """Append lines to the block mapping below ``entry``, indented like its keys.

    The lines are given without their common indentation. None where there is no such block.
    """
    column = _column_below(source, entry, width(source, entry))
    if column is None:
        return None
    return insert_lines(source, _line_below(source, entry), _indented(lines, column))


def append_to_root(source: SourceFile, lines: Sequence[str]) -> Change:
    """Append lines at the end of a file, or of its first document."""
    newline = eol(source.text)
    documents = source.tree.documents
    if documents and source.text[documents[0].span.end :].strip():
        end = documents[0].span.end
        return Change(source.path, Span(end, end), "".join(f"{newline}{each}" for each in lines))
    end = len(source.text)
    lead = "" if not source.text or source.text.endswith(("\n", "\r")) else newline
    return Change(source.path, Span(end, end), lead + "".join(f"{i}{newline}" for i in lines))


def is_broken(project: Project) -> bool:
    """Tell whether `.magento.env.yaml` is no valid YAML, so that its structure is a guess."""
    return any(problem.fatal for problem in project.problems(ENV_FILE))


def is_own(parent: Entry, entry: Entry) -> bool:
    """Tell whether an entry stands below its parent itself, not in what that merges or names."""
    value = parent.value
    return isinstance(value, Mapping) and any(each is entry for each in value.entries)


def setting_step(env: EnvFile) -> int:
    """Return how much deeper than their stage the settings stand."""
    if env.source is not None:
        for entry in env.stages.values():
            found = width(env.source, entry)
            if found:
                return found
        if env.stage is not None:
            return width(env.source, env.stage) or STEP
    return STEP


def file_step(source: SourceFile) -> int:
    """Return how much deeper than its parent the first nested map of a file stands."""
    for node in walk(source.tree.root):
        if isinstance(node, Mapping):
            for entry in node.entries:
                found = width(source, entry)
                if found:
                    return found
    return STEP


def width(source: SourceFile, entry: Entry) -> int:
    """Return how much deeper than ``entry`` the keys below it stand; 0 where there are none."""
    value = entry.value
    if isinstance(value, Mapping) and not value.flow and value.entries:
        inner = column_of(source, value.entries[0].key.span.start)
        return max(inner - column_of(source, entry.key.span.start), 0)
    return 0


def _add(
    source: SourceFile, entry: Entry, lines: Sequence[str], item: str | None, step: int
) -> Change | None:
    """Add to the map below an entry: lines to a block, an item to braces."""
    value = entry.value
    if entry.colon is None or is_aliased(source, value):
        return None
    column = _column_below(source, entry, step)
    if column is None or is_in_flow(source, entry):
        if item is None:
            return None
        return append_to_flow(source, entry, item) or fill_empty(source, entry, item)
    if isinstance(value, Mapping) and is_open(source, value):
        return None
    return insert_lines(source, _line_below(source, entry), _indented(lines, column))


def _column_below(source: SourceFile, entry: Entry, step: int) -> int | None:
    """Return the column of the keys below ``entry``, or where they would stand."""
    value = entry.value
    if isinstance(value, Mapping) and not value.flow and value.entries:
        return column_of(source, value.entries[0].key.span.start)
    if isinstance(value, Scalar) and value.style is Style.ABSENT and entry.colon is not None:
        return column_of(source, entry.key.span.start) + (step or STEP)
    return None


def _line_below(source: SourceFile, entry: Entry) -> int:
    """Return the line behind everything that is below an entry with a block or no value."""
    value = entry.value
    if isinstance(value, Mapping):
        return line_behind(source, value.entries[-1], with_siblings=True)
    return line_behind(source, entry)


def _new_file(stage: str, name: str, value: str) -> Change:
    lines = _below("stage:", _below(f"{stage}:", _entry(name, value, STEP), STEP), STEP)
    return Change(ENV_FILE, Span(0, 0), "".join(f"{line}\n" for line in lines))


def _item(name: str, value: str) -> str | None:
    """Return an entry for braces; None for a value of several lines."""
    return None if "\n" in value else f"{name}: {value}"


def _entry(name: str, value: str, step: int) -> list[str]:
    """Return the lines of an entry, from column 0."""
    first, *rest = value.split("\n")
    return _below(f"{name}: {first}".rstrip(), rest, step)


def _below(head: str, lines: Sequence[str], step: int) -> list[str]:
    return [head, *_indented(lines, step)]


def _indented(lines: Sequence[str], column: int) -> list[str]:
    return [f"{' ' * column}{line}".rstrip() for line in lines]
