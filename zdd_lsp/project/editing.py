"""Minimal changes of the YAML files: what a fix inserts, and where.

Comments, order, quoting, indentation and line endings stay. Nothing here is ever written by
dumping a tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.env import ENV_FILE, EnvFile
from zdd_lsp.syntax.nodes import Entry, Mapping, Scalar, Style
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile

_STEP = 2


class Change(NamedTuple):
    """A replacement of ``span`` of the file ``path`` by ``text``. An absent file reads as empty."""

    path: str
    span: Span
    text: str


def set_setting(  # noqa: PLR0911 - each return is a shape of the file
    project: Project, stage: str, name: str, value: str
) -> Change | None:
    """Set a variable in a stage of `.magento.env.yaml`, where it must not be set yet.

    Args:
        project: The project.
        stage: The stage; it is created where it is missing.
        name: The variable.
        value: The value as YAML source, of one line; or several lines, each after the first to be
            indented one level deeper than the variable.

    Returns:
        The change, or None where the file has no place for it, such as a scalar for the stage.
    """
    env = project.env
    source = env.source
    if source is None:
        return None if project.unreadable(ENV_FILE) else _new_file(stage, name, value)
    step = _step(env)
    if env.stage is None:
        if source.tree.root is not None and not isinstance(source.tree.root, Mapping):
            return None
        lines = ["stage:", f"{' ' * step}{stage}:", *_setting(name, value, 2 * step, step)]
        return append_to_root(source, lines)
    parent = env.stages.get(stage, env.stage)
    if isinstance(parent.value, Mapping) and parent.value.flow:
        if "\n" in value:
            return None
        item = f"{name}: {value}"
        return append_to_flow(
            source, parent, f"{stage}: {{{item}}}" if parent is env.stage else item
        )
    column = _column_below(source, parent, step)
    if column is None:
        return None
    if parent is env.stage:
        lines = [f"{' ' * column}{stage}:", *_setting(name, value, column + step, step)]
    else:
        lines = _setting(name, value, column, step)
    return _append_below(source, parent, lines)


def _new_file(stage: str, name: str, value: str) -> Change:
    lines = ["stage:", f"  {stage}:", *_setting(name, value, 2 * _STEP, _STEP)]
    return Change(ENV_FILE, Span(0, 0), "".join(f"{line}\n" for line in lines))


def append_below(source: SourceFile, entry: Entry, lines: Sequence[str]) -> Change | None:
    """Append lines to the block mapping below ``entry``, indented like its keys.

    The lines are given without their common indentation. None where there is no such block.
    """
    column = _column_below(source, entry, _width(source, entry))
    if column is None:
        return None
    return _append_below(source, entry, [f"{' ' * column}{line}".rstrip() for line in lines])


def append_to_root(source: SourceFile, lines: Sequence[str]) -> Change:
    """Append lines at the end of a file."""
    newline = eol(source.text)
    end = len(source.text)
    lead = "" if not source.text or source.text.endswith(("\n", "\r")) else newline
    return Change(source.path, Span(end, end), lead + "".join(f"{i}{newline}" for i in lines))


def append_to_flow(source: SourceFile, entry: Entry, item: str) -> Change | None:
    """Append ``key: value`` to the flow mapping that is the value of ``entry``."""
    mapping = entry.value
    if not isinstance(mapping, Mapping) or not mapping.flow:
        return None
    if mapping.entries:
        end = mapping.entries[-1].span.end
        return Change(source.path, Span(end, end), f", {item}")
    return Change(source.path, Span(mapping.span.start + 1, mapping.span.start + 1), item)


def column_of(source: SourceFile, offset: int) -> int:
    """Return the column of an offset, in code points from 0."""
    return source.lines.position(offset).character


def _setting(name: str, value: str, column: int, step: int) -> list[str]:
    first, *rest = value.split("\n")
    lead = " " * column
    return [f"{lead}{name}: {first}".rstrip(), *(f"{lead}{' ' * step}{line}" for line in rest)]


def _step(env: EnvFile) -> int:
    """Return how much deeper than their stage the settings stand."""
    if env.source is not None:
        for entry in env.stages.values():
            width = _width(env.source, entry)
            if width:
                return width
        if env.stage is not None:
            return _width(env.source, env.stage) or _STEP
    return _STEP


def _width(source: SourceFile, entry: Entry) -> int:
    """Return how much deeper than ``entry`` the keys below it stand; 0 where there are none."""
    value = entry.value
    if isinstance(value, Mapping) and not value.flow and value.entries:
        inner = column_of(source, value.entries[0].key.span.start)
        return max(inner - column_of(source, entry.key.span.start), 0)
    return 0


def _column_below(source: SourceFile, entry: Entry, step: int) -> int | None:
    """Return the column of the keys below ``entry``, or where they would stand."""
    value = entry.value
    if isinstance(value, Mapping) and not value.flow and value.entries:
        return column_of(source, value.entries[0].key.span.start)
    if isinstance(value, Scalar) and value.style is Style.ABSENT and entry.colon is not None:
        return column_of(source, entry.key.span.start) + (step or _STEP)
    return None


def _append_below(source: SourceFile, entry: Entry, lines: Sequence[str]) -> Change:
    end = entry.value.span.end
    if entry.colon is not None:
        end = max(end, entry.colon.end)
    return _append_after(source, end, lines)


def _append_after(source: SourceFile, offset: int, lines: Sequence[str]) -> Change:
    """Insert lines behind the line of ``offset``, its comment included."""
    end = source.lines.line_span(source.lines.line_at(offset)).end
    newline = eol(source.text)
    return Change(source.path, Span(end, end), "".join(f"{newline}{line}" for line in lines))
