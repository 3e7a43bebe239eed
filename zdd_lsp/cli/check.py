"""``zdd-lsp check``: report what is wrong in projects."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.cli.batch import each
from zdd_lsp.cli.selection import Target, select
from zdd_lsp.cli.settings import settings_of
from zdd_lsp.cli.status import Status
from zdd_lsp.findings import Severity
from zdd_lsp.report import json_v1, text
from zdd_lsp.report.checked import Checked, Tally

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from zdd_lsp.cli.console import Console
    from zdd_lsp.settings import Layer


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status."""
    settings = settings_of(arguments)
    targets = select(arguments.paths)
    tally = Tally()
    floor = Severity[arguments.severity.upper()]
    examined = examine(targets, console, floor, settings)
    results = _counted(examined, tally)
    if arguments.format == "json":
        console.write(json_v1.check(results, _urls()))
    else:
        verdicts = []
        for checked in results:
            for block in text.findings(checked, console.style):
                console.write(block)
            verdicts.append(text.verdict(checked, console.style))
        if targets:
            console.write("".join(verdicts) + text.summary(tally, console.style))
    return status(tally, arguments.fail_level) if targets else Status.NOTHING


def examine(
    targets: Iterable[Target],
    console: Console,
    floor: Severity = Severity.HINT,
    settings: Layer = MappingProxyType({}),
) -> Iterator[Checked]:
    """Check projects, one at a time.

    Args:
        targets: The projects.
        console: Where our own faults are reported.
        floor: The least severity that is reported.
        settings: What the command line says.
    """

    def look(target: Target) -> Checked:
        project = target.workspace(settings).snapshot(target.root).judged()
        findings = [
            finding
            for finding in lint.check(project)
            if finding.severity >= floor and target.wants(finding, project)
        ]
        return Checked(project, findings)

    return each(targets, look, console)


def status(tally: Tally, fail_level: str) -> Status:
    """Return the exit status that findings lead to.

    Args:
        tally: The findings.
        fail_level: A severity, or ``never``.
    """
    failed = (
        fail_level != "never"
        and tally.worst is not None
        and tally.worst >= Severity[fail_level.upper()]
    )
    return Status.FINDINGS if failed else Status.CLEAN


def _urls() -> dict[str, str | None]:
    return {rule.name: rule.url for rule in lint.rules()}


def _counted(results: Iterable[Checked], tally: Tally) -> Iterator[Checked]:
    for checked in results:
        tally.add(checked)
        yield checked
