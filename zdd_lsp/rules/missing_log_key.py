"""A log handler lacks something that it cannot do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.log import DIES, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD230",
    name="missing-log-key",
    severity=Severity.ERROR,
    summary="A log handler lacks a key that it needs.",
    subject="log",
    bad=[
        Example(
            "Slack without a token",
            {
                ENV_FILE: """
                log:
                  slack:
                # ^^^^^ slack needs token
                    channel: deployments
                """
            },
        ),
        Example(
            "Null is no default",
            {
                ENV_FILE: """
                log:
                  slack:
                    token: "secret"
                    channel:
                #   ^^^^^^^ slack.channel has no value
                """
            },
        ),
        Example(
            "An e-mail to nobody",
            {
                ENV_FILE: """
                log:
                  email:
                # ^^^^^ nobody gets an e-mail
                    from: store@example.com
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "monolog/monolog", "version": "2.9.3"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "What each of them needs",
            {
                ENV_FILE: """
                log:
                  slack: {token: "secret"}
                  email: {to: ops@example.com, from: store@example.com}
                  syslog: {ident: store}
                  syslog_udp: {host: logs.example.com, port: 514}
                """
            },
        ),
        Example(
            "A secret may come from the environment",
            {ENV_FILE: "log:\n  slack:\n    token: !env SLACK_TOKEN\n"},
        ),
    ],
)
def missing_log_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """Some handlers cannot work without certain keys.

    `slack` needs `token`, `email` needs `to` and `from`, `syslog` needs `ident`, and `syslog_udp`
    needs `host` and `port`. ece-tools hands null over for what is absent. The classes of Monolog 2
    and later refuse that with an error of PHP, so every command dies when it makes its logger. A
    key without a value is null, too, even where the key has a default. Only `to` of `email` may be
    null with Monolog 2: nobody gets an e-mail then.

    Source: ece-tools 2002.1.17, App/Logger/HandlerFactory.php; Monolog 2.
    """
    for fault in faults(project, Fault.MISSING):
        handler, name = fault.path
        is_there = fault.entry is not project.log.handlers[handler]
        lack = f"{handler}.{name} has no value" if is_there else f"{handler} needs {name}"
        yield report(
            ENV_FILE,
            fault.entry.key.span,
            f"{lack}. {DIES}" if fault.is_fatal else f"{lack}: nobody gets an e-mail.",
            severity=None if fault.is_fatal else Severity.WARNING,
        )
