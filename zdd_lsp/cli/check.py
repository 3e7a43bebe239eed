"""``zdd-lsp check``: report what is wrong in projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.cli.batch import each, judged
from zdd_lsp.cli.selection import Target, select
from zdd_lsp.cli.status import Status, UsageError
from zdd_lsp.findings import Severity
from zdd_lsp.lint.severity import read_severities
from zdd_lsp.report import json_v1, text
from zdd_lsp.report.checked import Checked, Tally

if TYPE_CHECKING:
    import datetime as dt
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from zdd_lsp.cli.console import Console
    from zdd_lsp.lint.severity import Severities


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status."""
    severities = _severities(arguments.set_severity)
    targets = select(arguments.paths)
    tally = Tally()
    floor = Severity[arguments.severity.upper()]
    examined = examine(targets, console, floor, severities, day=arguments.date)
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
    severities: Severities | None = None,
    *,
    day: dt.date | None = None,
) -> Iterator[Checked]:
    """Check projects, one at a time.

    Args:
        targets: The projects.
        console: Where our own faults are reported.
        floor: The least severity that is reported.
        severities: The severities that the user wants instead of the rules' own.
        day: The day on which they are judged; today if it is None.
    """

    def look(target: Target) -> Checked:
        project = judged(target, day)
        findings = [
            finding
            for finding in lint.check(project, severities)
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


def _severities(options: Iterable[str]) -> Severities:
    """Read the options ``--set-severity``."""
    table: dict[object, object] = dict(option.partition("=")[::2] for option in options)
    severities, faults = read_severities(table, lint.rules())
    if faults:
        raise UsageError(f"--set-severity: {faults[0]}")
    return severities


def _urls() -> dict[str, str | None]:
    return {rule.name: rule.url for rule in lint.rules()}


def _counted(results: Iterable[Checked], tally: Tally) -> Iterator[Checked]:
    for checked in results:
        tally.add(checked)
        yield checked
