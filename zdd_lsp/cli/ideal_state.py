"""``zdd-lsp ideal-state``: what ece-tools' wizard says, and what it does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.cli.check import examine
from zdd_lsp.cli.selection import Target, select
from zdd_lsp.cli.status import Status, UsageError
from zdd_lsp.findings import Severity
from zdd_lsp.report import text
from zdd_lsp.report.checked import obstacle
from zdd_lsp.report.printable import printable
from zdd_lsp.report.style import Role

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from zdd_lsp.cli.console import Console
    from zdd_lsp.findings import Finding
    from zdd_lsp.project.ideal import IdealState
    from zdd_lsp.report.checked import Checked

_FAMILY = "ZDD1"
"""How the codes of the rules about the ideal state begin."""


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status: the number of errors that ece-tools counts.

    Raises:
        UsageError: The folder holds several projects, so that there is no single verdict.
    """
    targets = select([arguments.path], console)
    if not targets:
        return Status.NOTHING
    if len(targets) > 1:
        roots = ", ".join(text.display_path(target.root) for target in targets)
        raise UsageError(f"{arguments.path} holds several projects, name one of them: {roots}")
    (checked,) = examine([Target(targets[0].root, None)])
    stopped = obstacle(checked.project)
    if stopped is None:
        console.write(wizard(checked.project.ideal))
    else:
        console.complain(f"ece-tools would stop before it judges: {stopped}")
    if not arguments.strict_parity:
        _explain(checked, console)
    return Status.STOPPED if stopped is not None else len(checked.project.ideal.errors)


def wizard(state: IdealState) -> str:
    """Return what ``ece-tools wizard:ideal-state`` prints (ece-tools 2002.1.17)."""
    verdict = "is" if state.is_ideal else "is not"
    errors = "".join(f" - {error}\n" for error in state.errors)
    return f"{errors}The configured state {verdict} ideal\n"


def _explain(checked: Checked, console: Console) -> None:
    # What keeps ece-tools from reading a file keeps it from judging, too.
    about = [
        finding
        for finding in checked.findings
        if finding.code.startswith(_FAMILY)
        or (finding.severity is Severity.ERROR and finding.rule.startswith("yaml-"))
    ]
    reasons = [finding for finding in about if finding.severity >= Severity.WARNING]
    recommended = [finding for finding in about if finding.severity < Severity.WARNING]
    _list("Every reason, and where it stands:", reasons, checked, console)
    _list("Recommended:", recommended, checked, console)


def _list(title: str, findings: Iterable[Finding], checked: Checked, console: Console) -> None:
    for number, finding in enumerate(findings):
        if not number:
            console.write("\n")
            console.heading(title)
        place = text.place(checked.project, finding.location)
        rule = console.style.paint(Role.FAINT, f"[{finding.rule}]")
        console.write(f"  {place}: {printable(finding.message)} {rule}\n")
