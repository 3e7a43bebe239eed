"""A key of a log handler that nothing reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import log_section
from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.log import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.log import DIES, faults, rename
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.log import LogFault
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD232",
    name="unknown-log-key",
    severity=Severity.WARNING,
    summary="A key of a log handler that has no effect.",
    subject="log",
    bad=[
        Example(
            "The name of Monolog's own setting",
            {
                ENV_FILE: """
                log:
                  slack:
                    token: "secret"
                    level: info
                #   ^^^^^ slack has no key level
                """
            },
        ),
        Example(
            "A hyphen for an underscore",
            {
                ENV_FILE: """
                log:
                  file:
                    min-level: debug
                #   ^^^^^^^^^ did you mean min_level
                """
            },
            fixed={
                ENV_FILE: """
                log:
                  file:
                    min_level: debug
                """
            },
        ),
        Example(
            "A formatter is an object, which a file cannot hold",
            {
                ENV_FILE: """
                log:
                  stream:
                    formatter: json
                #   ^^^^^^^^^ Every ece-tools command dies
                """
            },
        ),
    ],
    good=[
        Example(
            "Keys that are read",
            {
                ENV_FILE: """
                log:
                  gelf:
                    use_default_formatter: true
                    additional: {project: store}
                    transport:
                      tcp: {host: graylog.example.com, connection_timeout: 5}
                """
            },
        ),
    ],
)
def unknown_log_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """A handler looks for the keys that it knows, and nobody for others.

    A misspelt key is ignored without a word, and its default holds. One name is worse than
    ignored: `formatter`, which ece-tools keeps for itself, takes a text for an object and stops
    every command.

    Source: ece-tools 2002.1.17, App/Logger/Pool.php, App/Logger/HandlerFactory.php and
    App/Logger/Gelf/TransportFactory.php.
    """
    for fault in faults(project, Fault.KEY):
        *path, name = fault.path
        siblings, known = _surroundings(project, fault)
        exact = same(name, known)
        meant = exact or next(iter(similar(name, known)), None)
        hint = f"; did you mean {meant}?" if meant else f". There are {', '.join(known)}."
        consequence = DIES if fault.is_fatal else "It has no effect."
        yield report(
            ENV_FILE,
            fault.entry.key.span,
            f"{'.'.join(path)} has no key {name}{hint} {consequence}",
            severity=Severity.ERROR if fault.is_fatal else None,
            fixes=rename(project, fault, meant, siblings, is_sure=exact is not None),
        )


def _surroundings(project: Project, fault: LogFault) -> tuple[dict[str, Entry], list[str]]:
    """Return the keys beside the unknown one, and the keys that there are."""
    source = project.env.source
    assert source is not None  # a key stands in a file
    section = log_section()
    handler, *below, _ = fault.path
    siblings = entries(source, project.log.handlers[handler].value)
    for name in below:
        siblings = entries(source, siblings[name].value)
    known = section.transports[below[-1]] if below else section.handlers[handler]
    return siblings, list(known.keys)
