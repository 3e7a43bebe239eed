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


def set_setting(project: Project, stage: str, name: str, value: str) -> Change | None:
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
        if project.unreadable(ENV_FILE) is not None:
            return None
        lines = ["stage:", f"  {stage}:", *_setting(name, value, 4, _STEP)]
        return Change(ENV_FILE, Span(0, 0), "".join(f"{line}\n" for line in lines))
    step = _step(env)
    if env.stage is None:
        if source.tree.root is not None and not isinstance(source.tree.root, Mapping):
            return None
        lines = ["stage:", f"{' ' * step}{stage}:", *_setting(name, value, 2 * step, step)]
        return _append_to_file(source, lines)
    if stage not in env.stages:
        column = _column_below(source, env.stage, step)
        if column is None:
            return None
        lines = [f"{' ' * column}{stage}:", *_setting(name, value, column + step, step)]
        return _append_below(source, env.stage, lines)
    entry = env.stages[stage]
    if isinstance(entry.value, Mapping) and entry.value.flow:
        return _append_to_flow(source, entry.value, f"{name}: {value}")
    column = _column_below(source, entry, step)
    if column is None:
        return None
    return _append_below(source, entry, _setting(name, value, column, step))


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
    return _append_to_file(source, lines)


def append_to_flow(source: SourceFile, entry: Entry, item: str) -> Change | None:
    """Append ``key: value`` to the flow mapping that is the value of ``entry``."""
    if not isinstance(entry.value, Mapping) or not entry.value.flow:
        return None
    return _append_to_flow(source, entry.value, item)


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


def _append_to_file(source: SourceFile, lines: Sequence[str]) -> Change:
    newline = eol(source.text)
    end = len(source.text)
    lead = "" if not source.text or source.text.endswith(("\n", "\r")) else newline
    return Change(source.path, Span(end, end), lead + "".join(f"{i}{newline}" for i in lines))


def _append_to_flow(source: SourceFile, mapping: Mapping, item: str) -> Change:
    """Insert ``key: value`` before the closing brace."""
    if mapping.entries:
        end = mapping.entries[-1].span.end
        return Change(source.path, Span(end, end), f", {item}")
    return Change(source.path, Span(mapping.span.start + 1, mapping.span.start + 1), item)
