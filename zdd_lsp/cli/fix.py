"""``zdd-lsp fix``: apply the fixes that need no judgement."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.cli.check import examine, status
from zdd_lsp.cli.console import complain
from zdd_lsp.cli.selection import select
from zdd_lsp.cli.settings import settings_of
from zdd_lsp.cli.status import Status
from zdd_lsp.ide.fixes import fix_all
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
    settings = settings_of(arguments)
    targets = select(arguments.paths)
    if not targets:
        return Status.NOTHING
    written: list[bool] = []
    for target in targets:
        project = target.workspace(settings).snapshot(target.root).judged()
        texts = _fixed(project, target, unsafe=arguments.unsafe)
        if arguments.diff:
            console.write("".join(_patch(project, path, texts[path], console) for path in texts))
            written += [True] * len(texts)
        else:
            written += _apply(project, texts, console)
    if arguments.diff:
        return Status.FINDINGS if written else Status.CLEAN
    tally = Tally()
    for checked in examine(targets, console, settings=settings):
        tally.add(checked)
    console.heading(f"Changed {text.count(written.count(True), 'file')}.")
    if tally.severities:
        console.write("Left: " + text.summary(tally, console.style))
    return status(tally, arguments.fail_level) if all(written) else Status.USAGE


def _fixed(project: Project, target: Target, *, unsafe: bool) -> dict[str, str]:
    """Return the texts that change, in the order of their paths."""
    texts: dict[str, str] = {}
    names = sorted(project.name_of(project.root / way) or way for way in target.only or ())
    for path in [None] if target.only is None else names:
        texts |= fix_all(project.with_texts(texts), unsafe=unsafe, path=path)
    return {path: texts[path] for path in sorted(texts)}


def _apply(project: Project, texts: dict[str, str], console: Console) -> Iterator[bool]:
    """Write files, say so, and yield for each whether it worked."""
    cured = _cured(project, texts)
    for path, new in texts.items():
        written = _write(project, path, new)
        if written:
            verb = "Created" if project.text(path) is None else "Fixed"
            rules = f": {', '.join(cured[path])}" if path in cured else ""
            console.write(f"{verb} {text.display_path(project.file(path))}{rules}\n")
        yield written


def _cured(project: Project, texts: dict[str, str]) -> dict[str, list[str]]:
    """Return the rules that find less once a project has these texts, by file."""
    before, after = (
        Counter((finding.location.path, finding.rule) for finding in lint.check(state))
        for state in (project, project.with_texts(texts))
    )
    cured: dict[str, list[str]] = {}
    for (path, rule), number in (before - after).items():
        cured.setdefault(path, []).append(f"{rule} ({number} times)" if number > 1 else rule)
    return cured


def _write(project: Project, path: str, new: str) -> bool:
    """Write a file, unless it no longer is what was judged, and tell whether that worked."""
    file, old = project.file(path), project.text(path)
    try:
        present = file.read_bytes() if os.path.lexists(file) else None
        if present != (None if old is None else old.encode()):
            complain(f"{file}: left alone, because it has changed in the meantime")
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(new.encode())
    except OSError as error:
        complain(f"{file}: not written: {error.strerror}")
        return False
    return True


def _patch(project: Project, path: str, new: str, console: Console) -> str:
    """Return a change as a patch that ``git apply`` takes in the current folder."""
    from difflib import unified_diff  # noqa: PLC0415 - only a patch needs it

    old = project.text(path)
    file, here = project.file(path), Path.cwd()
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
