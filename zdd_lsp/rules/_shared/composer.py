"""What the rules share that ask who installs the packages of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.env import known_entries
from zdd_lsp.rules._shared.script_lines import append_line, first_line, insert_line
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.project.editing import Change
    from zdd_lsp.rules._shared.shell import Text
    from zdd_lsp.text.span import Span


class Value(NamedTuple):
    """A text in `.magento.app.yaml`.

    Attributes:
        value: The text.
        span: Where it stands.
        is_own: Whether it stands there, and not behind an alias or a merge key.
    """

    value: str
    span: Span
    is_own: bool


def flavor(project: Project) -> Value | None:
    """Return the value of `build.flavor`; None where the file does not say."""
    return _value(project, "build", "flavor")


def pin(project: Project) -> Value | None:
    """Return the version of Composer that `dependencies` asks for."""
    return _value(project, "dependencies", "php", "composer/composer")


def _value(project: Project, first: str, *keys: str) -> Value | None:
    source, entry = project.app.source, project.app.root.get(first)
    for key in keys:
        if source is None or entry is None:
            return None
        entry = known_entries(source, entry.value).get(key)
    if source is None or entry is None or not source.is_known(entry.value):
        return None
    value = source.value(entry.value)
    if not isinstance(value, str):
        return None
    root = source.tree.root
    is_own = isinstance(entry.value, Scalar) and root is not None and not source.tree.anchors
    return Value(value, entry.value.span, is_own)


def install_line(text: Text | None) -> Change | None:
    """Install the packages at the beginning of a build hook, behind ``set -e``."""
    line = first_line(text) if text is not None else None
    if text is None or line is None:
        return None
    content = text.source.lines.line_span(line).slice(text.source.text)
    if content.strip().startswith("set -"):
        return append_line(text, line, _INSTALL)
    return insert_line(text, line, _INSTALL)


_INSTALL: Final = "composer install --no-dev"
