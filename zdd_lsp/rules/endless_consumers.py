"""Consumers that cron starts never end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, put
from zdd_lsp.rules._shared.consumers import RUNNER, WAIT, waits
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD457",
    name="endless-consumers",
    severity=Severity.WARNING,
    summary="Consumers that cron starts wait for messages without a limit, so they never end.",
    subject="deploy_variables",
    bad=[
        Example(
            "No limit, and they wait",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      max_messages: 0  # all of them
                      #             ^ never end
                      consumers: []
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      max_messages: 1000  # all of them
                      consumers: []
                """
            },
        ),
    ],
    good=[
        Example(
            "No limit, and they end with the queue",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER: {cron_run: true, max_messages: 0}
                """
            },
        ),
        Example(
            "They wait for a number of messages",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true
                    CRON_CONSUMERS_RUNNER: {cron_run: true, max_messages: 500}
                """
            },
        ),
    ],
)
def endless_consumers(project: Project, report: Reporter) -> Iterator[Finding]:
    """`max_messages: 0` means no limit, and a consumer that waits for its limit waits for ever.

    Each consumer that cron has started then stays, with its memory and with the configuration that
    it had at its start, until something kills it; on Starter and on integration environments a
    running cron job delays the next deployment. Give it a limit, or leave
    `CONSUMERS_WAIT_FOR_MAX_MESSAGES` off, so that it ends when its queue is empty.

    Both variables may have other values in the Cloud Console.

    Source: Adobe's guide, configure/env/stage/variables-deploy#consumers_wait_for_max_messages.
    """
    array = deploy_array(project, RUNNER)
    if array is None or array.at("cron_run") is not True or waits(project) is not True:
        return
    limit = array.find("max_messages")
    if limit is None or array.at("max_messages") not in (0, "0"):
        return
    setting = project.effective["deploy"][WAIT].setting
    related = []
    if setting is not None:
        place = Location(ENV_FILE, setting.key_span)
        related = [Related(place, "This lets consumers wait.")]
    yield report(
        ENV_FILE,
        limit.value_span,
        f"The consumers that cron starts never end: they wait for messages ({WAIT}), and "
        "max_messages sets no limit.",
        related=related,
        fixes=fix(
            "Limit them to 1000 messages",
            put(array, "1000", "max_messages"),
            Applicability.UNSAFE,
        ),
    )
