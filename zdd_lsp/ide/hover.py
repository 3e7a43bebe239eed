"""Hover: what a word does, whom it concerns and what it is set to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.ide.subjects import subject_at

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span


@dataclass(frozen=True, slots=True)
class Hover:
    """An explanation, as Markdown, of the text that ``span`` covers."""

    span: Span
    markdown: str


def hover(project: Project, path: str, offset: int) -> Hover | None:
    """Explain what stands at an offset of a file, or return None."""
    subject = subject_at(project, path, offset)
    return None if subject is None else Hover(subject.span, subject.explain().markdown)
