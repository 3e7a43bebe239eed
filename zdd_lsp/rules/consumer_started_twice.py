"""Cron and a worker start the same consumer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.consumers import RUNNER, consumers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_WORKERS = """
workers:
    queue:
        commands:
            start: php bin/magento queue:consumers:start exportProcessor
"""


@rule(
    code="ZDD456",
    name="consumer-started-twice",
    severity=Severity.INFO,
    summary="Cron starts a consumer that a worker runs, too.",
    subject="deploy_variables",
    bad=[
        Example(
            "Cron starts all of them",
            {
                APP_FILE: """
                workers:
                    queue:
                        commands:
                            start: php bin/magento queue:consumers:start exportProcessor
                            #                                            ^^^^^^^^^^^^^^^ cron starts
                """,
                ENV_FILE: """
                stage:
                  deploy:
                    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true
                    CRON_CONSUMERS_RUNNER: {cron_run: true, max_messages: 1000, consumers: []}
                """,
            },
        ),
    ],
    good=[
        Example(
            "Each starts its own",
            {
                APP_FILE: _WORKERS,
                ENV_FILE: """
                stage:
                  deploy:
                    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true
                    CRON_CONSUMERS_RUNNER: {cron_run: true, consumers: [product_alert]}
                """,
            },
        ),
        Example(
            "Cron starts none",
            {
                APP_FILE: _WORKERS,
                ENV_FILE: "stage: {deploy: {CRON_CONSUMERS_RUNNER: {cron_run: false}}}\n",
            },
        ),
    ],
)
def consumer_started_twice(project: Project, report: Reporter) -> Iterator[Finding]:
    """With `cron_run: true`, cron starts the consumers that `CRON_CONSUMERS_RUNNER` lists.

    An empty list, or none, means all of them, those of your workers included. Messages are not
    handled twice, but two processes work where one was meant to, which costs memory and loses the
    order of messages. Keep `cron_run` off if workers run all consumers, or list those that are
    left to cron.

    A variable in the Cloud Console replaces the one in the file.

    Source: ece-tools 2002.1.17, ConfigUpdate/CronConsumersRunner.php; Adobe's guide,
    configure/env/stage/variables-deploy#cron_consumers_runner.
    """
    array = deploy_array(project, RUNNER)
    if array is None or array.at("cron_run") is not True:
        return
    listed = array.at("consumers")
    for consumer in consumers(project):
        name = consumer.name
        if name is None or not name.is_known or not _is_started(name.text, listed):
            continue
        spot = array.find("consumers") or array.find("cron_run") or array.spot
        yield report(
            APP_FILE,
            name.span,
            f"The worker {consumer.worker.name} runs {name.text}, and cron starts it as well: "
            f"{RUNNER} "
            + ("lists it." if listed else "lists no consumers, which means all of them."),
            related=[Related(Location(ENV_FILE, spot.key_span), "Cron starts consumers here.")],
        )


def _is_started(name: str, listed: object) -> bool:
    """Tell whether cron starts a consumer."""
    if isinstance(listed, dict):
        listed = list(listed.values())
    if isinstance(listed, list):
        return not listed or name in listed
    return not listed
