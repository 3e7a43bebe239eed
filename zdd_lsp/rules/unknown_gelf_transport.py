"""A transport of GELF that ece-tools does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import log_section
from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE, entries
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
    code="ZDD229",
    name="unknown-gelf-transport",
    severity=Severity.ERROR,
    summary="A transport of `gelf` that does not exist, of which every command dies.",
    subject="log",
    bad=[
        Example(
            "Capital letters",
            {
                ENV_FILE: """
                log:
                  gelf:
                    transport:
                      UDP: {host: graylog.example.com, port: 12201}
                #     ^^^ did you mean udp
                """
            },
            fixed={
                ENV_FILE: """
                log:
                  gelf:
                    transport:
                      udp: {host: graylog.example.com, port: 12201}
                """
            },
        ),
        Example(
            "Settings without a transport around them",
            {
                ENV_FILE: """
                log:
                  gelf:
                    transport:
                      host: graylog.example.com
                #     ^^^^ gelf has no transport host
                """
            },
        ),
    ],
    good=[
        Example(
            "TLS is a matter of the service in front",
            {
                ENV_FILE: """
                log:
                  gelf:
                    transport:
                      http:
                        host: graylog.example.com
                        port: 12202
                        path: /gelf
                """
            },
        ),
    ],
)
def unknown_gelf_transport(project: Project, report: Reporter) -> Iterator[Finding]:
    """The handler `gelf` sends through `http`, `tcp` or `udp`; case counts.

    Any other name below `transport` stops every command, because the logger is made before
    anything else. The host and the port stand one level deeper, below the name of the transport.

    Source: ece-tools 2002.1.17, App/Logger/Gelf/TransportFactory.php.
    """
    names = log_section().transports
    for fault in faults(project, Fault.TRANSPORT):
        source = project.env.source
        assert source is not None  # a transport stands in a file
        handler, transport, name = fault.path
        exact = same(name, names)
        meant = exact or next(iter(similar(name, names)), None)
        hint = f"; did you mean {meant}?" if meant else f". There are {', '.join(names)}."
        keys = entries(source, project.log.handlers[handler].value)
        siblings = entries(source, keys[transport].value)
        yield report(
            ENV_FILE,
            fault.entry.key.span,
            f"{handler} has no transport {name}{hint} {DIES}",
            upstream=upstream(fault),
            fixes=rename(project, fault, meant, siblings, is_sure=exact is not None),
        )
