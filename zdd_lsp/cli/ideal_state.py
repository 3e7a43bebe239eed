"""``zdd-lsp ideal-state``: what ece-tools' wizard says, and what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.cli.check import examine
from zdd_lsp.cli.selection import select_one
from zdd_lsp.cli.status import Status
from zdd_lsp.cli.wizard import status
from zdd_lsp.findings import Severity
from zdd_lsp.project.wizards import ideal_state
from zdd_lsp.report import text
from zdd_lsp.report.printable import printable
from zdd_lsp.report.style import Role

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from zdd_lsp.cli.console import Console
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.report.checked import Checked
    from zdd_lsp.report.style import Style

_FAMILY = "ZDD1"
"""How the codes of the rules about the ideal state begin."""


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status: the number of errors that ece-tools counts.

    Raises:
        UsageError: The folder holds several projects, so that there is no single verdict.
    """
    target = select_one(arguments.path)
    if target is None:
        return Status.NOTHING
    checked = next(examine([target], console), None)
    if checked is None:
        return Status.INTERNAL
    answer = ideal_state(checked.project)
    sections = [answer.text] if answer.text else []
    if not arguments.strict_parity:
        sections += _reasons(checked, console.style)
    console.write("\n".join(sections))
    return status(answer, checked.project)


def _reasons(checked: Checked, style: Style) -> Iterator[str]:
    # What keeps ece-tools from reading a file keeps it from judging, too.
    about = [
        finding
        for finding in checked.findings
        if finding.code.startswith(_FAMILY)
        or (finding.severity is Severity.ERROR and finding.rule.startswith("yaml-"))
    ]
    reasons = [finding for finding in about if finding.severity >= Severity.WARNING]
    recommended = [finding for finding in about if finding.severity < Severity.WARNING]
    for title, findings in (
        ("Every reason, and where it stands:", reasons),
        ("Recommended:", recommended),
    ):
        if findings:
            lines = [_line(checked.project, finding, style) for finding in findings]
            yield style.paint(Role.STRONG, title) + "\n" + "".join(lines)


def _line(project: Project, finding: Finding, style: Style) -> str:
    place = text.place(project, finding.location)
    rule = style.paint(Role.FAINT, f"[{finding.rule}]")
    return f"  {place}: {printable(finding.message)} {rule}\n"
