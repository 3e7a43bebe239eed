"""``zdd-lsp fix``: apply the fixes that need no judgement."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp.cli.check import examine, status
from zdd_lsp.cli.selection import select
from zdd_lsp.cli.status import Status
from zdd_lsp.ide.fixes import fix_all
from zdd_lsp.project.workspace import Workspace
from zdd_lsp.report import text
from zdd_lsp.report.checked import Tally
from zdd_lsp.report.printable import drawable
from zdd_lsp.report.style import Role

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from zdd_lsp.cli.console import Console
    from zdd_lsp.cli.selection import Target
    from zdd_lsp.project import Project

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status."""
    targets = select(arguments.paths, console)
    if not targets:
        return Status.NOTHING
    changed = 0
    failed = False
    for target in targets:
        project = Workspace().snapshot(target.root).judged()
        for path, new in _fixed(project, target, unsafe=arguments.unsafe).items():
            if arguments.diff:
                console.write(_patch(project, path, new, console))
            elif not _write(project, path, new, console):
                failed = True
                continue
            changed += 1
    if arguments.diff:
        return Status.FINDINGS if changed else Status.CLEAN
    tally = Tally()
    for checked in examine(targets):
        tally.add(checked)
    console.heading(f"Changed {text.count(changed, 'file')}.")
    if tally.severities:
        console.write("Left: " + text.summary(tally, console.style))
    return Status.USAGE if failed else status(tally, arguments.fail_level)


def _fixed(project: Project, target: Target, *, unsafe: bool) -> dict[str, str]:
    """Return the texts that change, in the order of their paths."""
    texts: dict[str, str] = {}
    for path in [None] if target.only is None else sorted(target.only):
        texts |= fix_all(project.with_texts(texts), unsafe=unsafe, path=path)
    return {path: texts[path] for path in sorted(texts)}


def _write(project: Project, path: str, new: str, console: Console) -> bool:
    """Write a file, unless it no longer is what was judged; say what happened."""
    file, old = project.root / path, project.text(path)
    try:
        present = file.read_bytes() if os.path.lexists(file) else None
        if present != (None if old is None else old.encode()):
            console.complain(f"{file}: left alone, because it has changed in the meantime")
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(new.encode())
    except OSError as error:
        console.complain(f"{file}: not written: {error.strerror}")
        return False
    console.write(f"{'Created' if old is None else 'Fixed'} {text.display_path(file)}\n")
    return True


def _patch(project: Project, path: str, new: str, console: Console) -> str:
    """Return a change as a patch that ``git apply`` takes in the current folder."""
    from difflib import unified_diff  # noqa: PLC0415 - only a patch needs it

    old = project.text(path)
    file, here = project.root / path, Path.cwd()
    name = file.relative_to(here).as_posix() if file.is_relative_to(here) else path
    lines = unified_diff(
        _LINE.findall(old or ""),
        _LINE.findall(new),
        "/dev/null" if old is None else f"a/{name}",
        f"b/{name}",
    )
    return "".join(_patch_lines(lines, console))


def _patch_lines(lines: Iterator[str], console: Console) -> Iterator[str]:
    roles = {"+": Role.ADDED, "-": Role.REMOVED, "@": Role.GUTTER}
    for line in lines:
        content = line.removesuffix("\n")
        if console.is_watched:
            # It must not drive the terminal; for a program it must stay a patch.
            content = drawable(content)
        role = roles.get(line[0])
        yield (console.style.paint(role, content) if role else content) + "\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"
