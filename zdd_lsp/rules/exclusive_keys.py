"""Two keys that rule each other out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.keys import DOUBTFUL, faults, label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD407",
    name="exclusive-keys",
    severity=Severity.WARNING,
    summary="Two keys that say the same in different ways, of which only one can hold.",
    subject="crons",
    bad=[
        Example(
            "Two commands of one cron",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                crons:
                    cronrun:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run"
                        commands:
                #       ^^^^^^^^ rules out cmd
                            start: "php bin/magento cron:run"
                """
            },
        ),
        Example(
            "Addresses and domains in one rule",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                firewall:
                    outbound:
                        - domains: [newrelic.com]
                          ips: ["162.247.240.0/22"]
                #         ^^^ rules out domains
                """
            },
        ),
    ],
    good=[
        Example(
            "One of both",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                crons:
                    cronrun:
                        spec: "* * * * *"
                        commands:
                            start: "php bin/magento cron:run"
                """
            },
        ),
    ],
)
def exclusive_keys(project: Project, report: Reporter) -> Iterator[Finding]:
    """Some keys have the same task, so that only one of them can stand there.

    A cron has `cmd` or `commands`, a rule of the firewall `ips` or `domains`. Which one counts
    otherwise is documented nowhere.

    Source: Platform.sh, create-apps; Adobe's guide until July 2026, firewall property.
    """
    for path, fault in faults(project, Fault.EXCLUSIVE):
        other = fault.others[0]
        place = Location(path, fault.siblings[other].key.span)
        yield report(
            path,
            fault.span,
            f"{label(fault.path)} rules out {other}, which stands beside it. {DOUBTFUL}",
            related=[Related(place, f"This is {other}.")],
        )
