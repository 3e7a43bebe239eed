"""Settings as the command line says them, and what it says about those in `.zdd.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.cli.console import complain
from zdd_lsp.cli.status import UsageError
from zdd_lsp.project.disk import Unreadable
from zdd_lsp.report.text import display_path
from zdd_lsp.settings import SettingsFile
from zdd_lsp.text.lines import LineIndex

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from zdd_lsp.cli.selection import Target
    from zdd_lsp.settings import Layer


def settings_of(arguments: Namespace) -> Layer:
    """Return what arguments say.

    Raises:
        UsageError: A rule or a level does not exist, or a value is impossible.
    """
    table: dict[str, object] = {
        "profile": arguments.profile,
        "severity": dict(option.partition("=")[::2] for option in arguments.set_severity),
        "ignore": arguments.ignore,
        "exclude": arguments.exclude,
        "ece-tools": arguments.ece_tools,
        "commerce": arguments.commerce,
        "date": arguments.date,
    }
    layer, faults = lint.read_settings(table, Path.cwd())
    if faults:
        option = _ARGUMENTS.get(faults[0].path[0], faults[0].path[0])
        raise UsageError(f"--{option}: {faults[0].message}")
    return layer


def require_valid_files(targets: Iterable[Target]) -> None:
    """Look at the `.zdd.toml` of each project before anything is said about the projects.

    Raises:
        UsageError: One of them is wrong. Each mistake is said on standard error.
    """
    said: dict[str, None] = {}
    for target in targets:
        said |= dict.fromkeys(_mistakes(target))
    *others, last = said or [None]
    for message in others:
        complain(str(message))
    if last is not None:
        raise UsageError(last)


def _mistakes(target: Target) -> Iterator[str]:
    path, content = target.workspace().settings_file(target.root)
    if isinstance(content, Unreadable):
        yield f"{display_path(path)}: not read, because {content.reason}"
    elif content is not None:
        lines = LineIndex(content)
        for mistake in lint.mistakes(SettingsFile(content), path.parent):
            line, character = lines.position(mistake.span.start)
            yield f"{display_path(path)}:{line + 1}:{character + 1}: {mistake.message}"


_ARGUMENTS = {"severity": "set-severity"}
"""The arguments that have another name than their setting."""
