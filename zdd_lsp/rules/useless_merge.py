"""`_merge` where it has no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import MERGE, deploy_array
from zdd_lsp.rules._shared.strays import MERGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_SESSION: Final = "SESSION_CONFIGURATION"
_OTHERS: Final = ("CRON_CONSUMERS_RUNNER", "REMOTE_STORAGE", "SCD_MATRIX")
"""Maps of the deploy stage that know no `_merge`."""


@rule(
    code="ZDD644",
    name="useless-merge",
    severity=Severity.HINT,
    summary="`_merge` stands where it has no effect.",
    subject="deploy_variables",
    profile="strict",
    bad=[
        Example(
            "Alone, and in a variable that is never merged",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                    # ^^^^^^ nothing to merge
                    CRON_CONSUMERS_RUNNER:
                      _merge: true
                    # ^^^^^^ does not know _merge
                      cron_run: true
                """
            },
        ),
    ],
    good=[
        Example(
            "With something to merge",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                      amqp: {host: a}
                """
            },
        ),
    ],
)
def useless_merge(project: Project, report: Reporter) -> Iterator[Finding]:
    """A variable that holds `_merge` alone counts as empty, and changes nothing.

    Variables whose name does not end with `_CONFIGURATION` have nothing to be merged with.

    Source: ece-tools 2002.1.17, Config/ConfigMerger.php.
    """
    for name in (*MERGED, *_OTHERS):
        array = deploy_array(project, name)
        spot = array.find(MERGE) if array is not None else None
        if array is None or spot is None:
            continue
        if name in _OTHERS:
            text = f"{name} does not know _merge: it has no effect."
        elif array.is_empty and name != _SESSION:
            text = f"There is nothing to merge: {name} has no other key."
        else:
            continue
        yield report(ENV_FILE, spot.key_span, text, tags=[Tag.UNNECESSARY])
