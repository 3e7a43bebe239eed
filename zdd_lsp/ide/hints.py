"""Inlay hints: beside a variable, what other stages make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.ide.explanation import written
from zdd_lsp.ide.variable import values_table
from zdd_lsp.project.editing.extent import comments_in, end_of
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.syntax.nodes import Alias
from zdd_lsp.syntax.values import is_same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.text.span import Span

_LONGEST: Final = 40
"""Characters of a value that a hint shows."""


class Hint(NamedTuple):
    """A text that an editor shows in a line without it being there.

    Attributes:
        offset: Behind what it stands.
        label: The text.
        tooltip: More about it, as Markdown.
    """

    offset: int
    label: str
    tooltip: str


def hints(project: Project, path: str, span: Span) -> list[Hint]:
    """Return the hints in a part of a file, in the order of the text."""
    if path != ENV_FILE:
        return []
    found = [
        Hint(_behind(setting), label, values_table(project, variable))
        for settings in project.env.settings.values()
        for setting in settings.values()
        if (variable := project.schema.get(setting.name)) is not None and not setting.is_shared
        for label in _labels(project, variable, setting)
    ]
    return sorted(hint for hint in found if span.start <= hint.offset <= span.end)


def _labels(project: Project, variable: Variable, setting: Setting) -> Iterator[str]:
    """Yield what there is to say about a variable in its stage; mostly nothing."""
    if isinstance(setting.entry.value, Alias):
        yield f"= {written(setting.value, _LONGEST)}"
    if setting.stage == "global":
        stages = [stage for stage in variable.stages if stage != "global"]
        overriding = [stage for stage in stages if project.env.get(stage, setting.name)]
        if overriding:
            yield f"overridden by {' and '.join(overriding)}"
        return
    shadowed = project.env.get("global", setting.name)
    if shadowed is None or setting.stage not in variable.stages:
        return
    if is_same(shadowed.value, setting.value):
        yield "the same as in global"
    else:
        yield f"instead of {written(shadowed.value, _LONGEST)} from global"


def _behind(setting: Setting) -> int:
    """Return the end of a value of one line, else of what stands on the line of the key."""
    entry, source = setting.entry, setting.source
    line = source.lines.line_span(source.lines.line_at(entry.key.span.start))
    if entry.value.span.end <= line.end:
        return end_of(entry)
    comment = next(iter(comments_in(source, line)), None)
    end = line.end if comment is None else comment.span.start
    return line.start + len(source.text[line.start : end].rstrip(" \t"))
