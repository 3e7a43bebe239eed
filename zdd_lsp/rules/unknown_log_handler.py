"""A log handler that ece-tools does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import log_section
from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.log import DIES, faults, rename, upstream
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD225",
    name="unknown-log-handler",
    severity=Severity.ERROR,
    summary="A handler in the `log` section that does not exist, of which every command dies.",
    subject="log",
    bad=[
        Example(
            "A hyphen for an underscore",
            {
                ENV_FILE: """
                log:
                  syslog-udp:  # Papertrail
                # ^^^^^^^^^^ did you mean syslog_udp
                    host: logs.example.com
                    port: 514
                """
            },
            fixed={
                ENV_FILE: """
                log:
                  syslog_udp:  # Papertrail
                    host: logs.example.com
                    port: 514
                """
            },
        ),
        Example(
            "There is no handler for it",
            {
                ENV_FILE: """
                log:
                  newrelic:
                # ^^^^^^^^ no log handler
                    min_level: error
                """
            },
        ),
    ],
    good=[
        Example(
            "Handlers that there are",
            {
                ENV_FILE: """
                log:
                  email:
                    to: ops@example.com
                    from: store@example.com
                  slack:
                    token: "secret"
                """
            },
        ),
    ],
)
def unknown_log_handler(project: Project, report: Reporter) -> Iterator[Finding]:
    """Below `log` stand the handlers that ece-tools writes to.

    There are `stream`, `file`, `file_errors`, `email`, `slack`, `gelf`, `syslog` and `syslog_udp`;
    case counts. Any other name stops every command, because the logger is made before anything
    else: the build does not even begin. What belongs to a handler and is indented too little
    counts as a handler, too.

    Source: ece-tools 2002.1.17, App/Logger/HandlerFactory.php.
    """
    names = log_section().handlers
    for fault in faults(project, Fault.HANDLER):
        name = fault.path[-1]
        exact = same(name, names)
        meant = exact or next(iter(similar(name, names)), None)
        hint = f"; did you mean {meant}?" if meant else f". There are {', '.join(names)}."
        yield report(
            ENV_FILE,
            fault.entry.key.span,
            f"ece-tools has no log handler {name}{hint} {DIES}",
            upstream=upstream(fault),
            fixes=rename(project, fault, meant, project.log.handlers, is_sure=exact is not None),
        )
