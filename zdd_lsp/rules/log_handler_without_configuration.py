"""A log handler or a transport of GELF has no map of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import log_section
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import Fault
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.log import DIES, faults, upstream
from zdd_lsp.rules._shared.maps import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.log import LogFault
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD226",
    name="log-handler-without-configuration",
    severity=Severity.ERROR,
    summary="A handler in the `log` section is no map, of which every command dies.",
    subject="log",
    bad=[
        Example(
            "All settings are commented out",
            {
                ENV_FILE: """
                log:
                  file:
                # ^^^^ but this is null
                #   min_level: debug
                """
            },
            fixed={
                ENV_FILE: """
                log:
                  file: {}
                #   min_level: debug
                """
            },
        ),
        Example(
            "A text for the settings",
            {
                ENV_FILE: """
                log:
                  slack: xoxb-token
                  #      ^^^^^^^^^^ but this is a text
                """
            },
        ),
        Example(
            "A transport without settings",
            {
                ENV_FILE: """
                log:
                  gelf:
                    transport:
                      udp: ~
                      #    ^ but this is null
                """
            },
            fixed={
                ENV_FILE: """
                log:
                  gelf:
                    transport:
                      udp: {}
                """
            },
        ),
    ],
    good=[
        Example("Nothing to change", {ENV_FILE: "log:\n  file: {}\n"}),
    ],
)
def log_handler_without_configuration(project: Project, report: Reporter) -> Iterator[Finding]:
    """A handler below `log` has a map of settings, and so has a transport of `gelf`.

    A name alone is null. ece-tools does not take that for a handler with its defaults, but dies
    when it makes the logger: before anything else, in every command. This holds for `stream`,
    `file` and `file_errors`, too, which exist without the section: the null replaces what they
    have. Write `{}` where nothing is to be changed, or leave the name out.

    Source: ece-tools 2002.1.17, Config/Log.php, Config/RepositoryFactory.php and
    App/Logger/Gelf/TransportFactory.php.
    """
    for fault in faults(project, Fault.UNCONFIGURED):
        source = project.env.source
        assert source is not None  # a handler stands in a file
        wrong = kind(source.value(fault.entry.value))
        yield report(
            ENV_FILE,
            value_place(fault.entry),
            f"{'.'.join(fault.path)} must be a map of settings, but this is {wrong}. {DIES}",
            upstream=upstream(fault),
            fixes=_fixes(project, fault),
        )


def _fixes(project: Project, fault: LogFault) -> tuple[Fix, ...]:
    """Offer the empty map to what needs no settings."""
    source = project.env.source
    section = log_section()
    handler = {**section.handlers, **section.transports}[fault.path[-1]]
    if source is None or source.value(fault.entry.value) is not None:
        return ()
    if any(key.required for key in handler.keys.values()) or not project.log.holds(fault):
        return ()
    change = editing.replace_scalar(source, fault.entry.value, "{}")
    return fix("Write an empty map", change, Applicability.SAFE)
