"""The value of a log handler's key has a type that PHP does not convert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import Fault
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.log import DIES, faults
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.syntax.nodes import Scalar, Style
from zdd_lsp.syntax.writing import single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.log import LogFault
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD231",
    name="wrong-log-key-type",
    severity=Severity.ERROR,
    summary="A key of a log handler has a value of the wrong type, of which every command dies.",
    subject="log",
    bad=[
        Example(
            "A port in quotes is a text",
            {
                ENV_FILE: """
                log:
                  syslog_udp:
                    host: logs.example.com
                    port: '514'  # UDP
                    #     ^^^^^ must be an integer
                """
            },
            fixed={
                ENV_FILE: """
                log:
                  syslog_udp:
                    host: logs.example.com
                    port: 514  # UDP
                """
            },
        ),
        Example(
            "A channel that looks like a number",
            {
                ENV_FILE: """
                log:
                  slack:
                    token: secret
                    channel: 911
                    #        ^^^ must be a text
                """
            },
            fixed={
                ENV_FILE: """
                log:
                  slack:
                    token: secret
                    channel: '911'
                """
            },
        ),
    ],
    good=[
        Example(
            "Some values may have several types",
            {
                ENV_FILE: """
                log:
                  email:
                    to: [ops@example.com, dev@example.com]
                    from: store@example.com
                  syslog:
                    ident: store
                    facility: local0
                """
            },
        ),
    ],
)
def wrong_log_key_type(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools hands the values of a handler over as they are.

    It forbids PHP to convert them, and Monolog 2 and later say which type they want. `'514'` is a
    text and no number, `911` is a number and no text, and PHP dies of either. As the logger is
    made before anything else, so does every command.

    Source: ece-tools 2002.1.17, App/Logger/HandlerFactory.php; Monolog 2.
    """
    for fault in faults(project, Fault.TYPE):
        source = project.env.source
        assert source is not None  # a key stands in a file
        assert fault.key is not None  # the catalogue knows its type
        value = source.value(fault.entry.value)
        yield report(
            ENV_FILE,
            value_place(fault.entry),
            f"{'.'.join(fault.path)} must be {_WANTED[fault.key.type]}, but this is "
            f"{kind(value)}. {DIES}",
            fixes=_fixes(project, fault),
        )


_WANTED: Final = {"integer": "an integer", "map": "a map", "string": "a text"}
_MOST_DIGITS: Final = 18


def _fixes(project: Project, fault: LogFault) -> tuple[Fix, ...]:
    """Put quotes around what shall be a text, and take them away from a number."""
    source, node = project.env.source, fault.entry.value
    if source is None or fault.key is None or not isinstance(node, Scalar):
        return ()
    if node.tag is not None or not project.log.holds(fault):
        return ()
    text = None
    if fault.key.type == "string" and node.style is Style.PLAIN:
        text = single_quoted(node.text)
    elif fault.key.type == "integer" and _is_integer(node.text):
        text = node.text
    if text is None:
        return ()
    change = editing.replace_scalar(source, node, text)
    return fix(f"Write {text}", change, Applicability.SAFE)


def _is_integer(text: str) -> bool:
    # A leading zero would be a text again.
    return (
        text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and str(int(text)) == text
    )
