"""Changes of whole lines of a script in a literal block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.editing import Change
from zdd_lsp.syntax.nodes import Style
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.shell import Command
    from zdd_lsp.rules._shared.shell import Text


def line_of(text: Text, command: Command) -> int | None:
    """Return the line of a command that has it for itself; None where it shares it.

    Such a line can be removed or moved, and nothing else changes.
    """
    node = text.scalar
    if node is None or node.style is not Style.LITERAL:
        return None
    if command.blocks or command.before or command.end.text not in ("\n", ""):
        return None
    for line in node.lines:
        if line.start <= command.span.start < line.end:
            content = line.slice(text.source.text)
            is_alone = content.strip() == command.span.slice(text.source.text)
            return text.source.lines.line_at(line.start) if is_alone else None
    return None


def insert_line(text: Text, line: int, command: str) -> Change:
    """Insert a command before a line of the script, with its indentation."""
    source = text.source
    whole = source.lines.line_span(line)
    content = whole.slice(source.text)
    indent = content[: len(content) - len(content.lstrip())]
    at = source.lines.line_span(line).start
    return Change(source.path, Span(at, at), f"{indent}{command}{eol(source.text)}")


def append_line(text: Text, line: int, command: str) -> Change:
    """Insert a command behind a line of the script, with its indentation."""
    source = text.source
    whole = source.lines.line_span(line)
    content = whole.slice(source.text)
    indent = content[: len(content) - len(content.lstrip())]
    return Change(source.path, Span(whole.end, whole.end), f"{eol(source.text)}{indent}{command}")


def first_line(text: Text) -> int | None:
    """Return the first line of the script that is not blank."""
    node = text.scalar
    if node is None or node.style is not Style.LITERAL:
        return None
    for line in node.lines:
        if line.slice(text.source.text).strip():
            return text.source.lines.line_at(line.start)
    return None


def last_line(text: Text) -> int | None:
    """Return the last line of the script."""
    node = text.scalar
    if node is None or node.style is not Style.LITERAL or not node.lines:
        return None
    return text.source.lines.line_at(node.lines[-1].start)


def remove_line(text: Text, line: int) -> Change | None:
    """Remove a line of the script; None if it is the only one."""
    node, source = text.scalar, text.source
    if node is None:
        return None
    filled = [each for each in node.lines if each.slice(source.text).strip()]
    if len(filled) < _TWO:
        return None
    start, end = source.lines.line_span(line).start, source.lines.line_span(line).end
    if line + 1 < len(source.lines):
        end = source.lines.line_span(line + 1).start
    else:
        start = source.lines.line_span(line - 1).end
    return Change(source.path, Span(start, end), "")


_TWO = 2
