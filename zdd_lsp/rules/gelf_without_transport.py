"""The log handler for GELF does not say how to reach its service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import Fault
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.log import DIES, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD228",
    name="gelf-without-transport",
    severity=Severity.ERROR,
    summary="The log handler `gelf` has no `transport`, of which every command dies.",
    subject="log",
    bad=[
        Example(
            "No transport",
            {
                ENV_FILE: """
                log:
                  gelf:
                # ^^^^ needs transport
                    min_level: info
                """
            },
        ),
        Example(
            "A name is no map",
            {
                ENV_FILE: """
                log:
                  gelf:
                    transport: udp
                    #          ^^^ needs transport
                """
            },
        ),
    ],
    good=[
        Example(
            "Over UDP",
            {
                ENV_FILE: """
                log:
                  gelf:
                    transport:
                      udp:
                        host: graylog.example.com
                        port: 12201
                """
            },
        ),
    ],
)
def gelf_without_transport(project: Project, report: Reporter) -> Iterator[Finding]:
    """`transport` of the handler `gelf` is a map with at least one of `http`, `tcp` and `udp`.

    Without it there is nothing to go through, and ece-tools makes an error of PHP's warning about
    that. An empty map makes a logger that fails at its first message. Either way every command
    ends at once.

    Source: ece-tools 2002.1.17, App/Logger/Gelf/HandlerFactory.php.
    """
    for fault in faults(project, Fault.NO_TRANSPORT):
        is_absent = fault.path[-1] != "transport"
        yield report(
            ENV_FILE,
            fault.entry.key.span if is_absent else value_place(fault.entry),
            f"{fault.path[0]} needs transport: a map with http, tcp or udp. {DIES}",
        )
