"""A log that tells more than a production environment needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.log import LEVEL
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_MESSAGES: Final = ("slack", "email")
"""The handlers that send a message for each record."""
_DEBUG: Final = "debug"
_COMMANDS, _MOST = "VERBOSE_COMMANDS", "-vvv"


@rule(
    code="ZDD651",
    name="verbose-log-level",
    severity=Severity.HINT,
    summary="Logs or commands tell every step: `debug` or `-vvv`.",
    subject="log",
    profile="strict",
    bad=[
        Example(
            "Every step, to every reader",
            {
                ENV_FILE: """
                stage:
                  global:
                    MIN_LOGGING_LEVEL: debug
                    #                  ^^^^^ every output
                    VERBOSE_COMMANDS: "-vvv"
                    #                 ^^^^^^ every step of each command
                log:
                  slack:
                    token: "<token>"
                    min_level: debug
                    #          ^^^^^ a message for every step
                """
            },
        ),
    ],
    good=[
        Example(
            "While commands say what matters",
            {ENV_FILE: "stage:\n  build:\n    VERBOSE_COMMANDS: '-v'\n"},
        ),
        Example(
            "As Adobe recommends",
            {
                ENV_FILE: """
                log:
                  slack:
                    token: "<token>"
                    min_level: info
                """
            },
        ),
    ],
)
def verbose_log_level(project: Project, report: Reporter) -> Iterator[Finding]:
    """`debug` is for looking for a fault, and for the time of the search.

    The file `var/log/cloud.log` has the level `debug` anyway. Messages at this level drown the ones
    that matter. Adobe recommends `info` for Slack, `notice` or `warning` for e-mail. The same holds
    for `VERBOSE_COMMANDS: "-vvv"`, with which the commands of Commerce tell all that they do.

    Source: guide, set-up-notifications; ece-tools 2002.1.17, Config/Log.php.
    """
    setting = project.env.get("global", LEVEL)
    if setting is not None and setting.value == _DEBUG:
        text = f"{LEVEL} is debug: every output of the log gets every step."
        yield report(ENV_FILE, setting.value_span, text)
    for verbose in project.env.settings_of(_COMMANDS):
        if verbose.value == _MOST:
            text = f"{_COMMANDS} is {_MOST}: the logs get every step of each command."
            yield report(ENV_FILE, verbose.value_span, text)
    source = project.env.source
    for name, handler in project.log.handlers.items():
        level = entries(source, handler.value).get("min_level") if source is not None else None
        if source is None or level is None or name not in _MESSAGES:
            continue
        if str(source.value(level.value)).lower() == _DEBUG:
            text = f"The handler {name} sends a message for every step of each deployment."
            yield report(ENV_FILE, level.value.span, text)
