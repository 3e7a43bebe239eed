"""A worker runs a consumer that ends as soon as its queue is empty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import set_setting
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.consumers import WAIT, consumers, waits
from zdd_lsp.rules._shared.fixes import fix, replace_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_WORKERS = """
workers:
    queue:
        commands:
            start: bin/magento queue:consumers:start async.operations.all
"""


@rule(
    code="ZDD455",
    name="worker-consumer-does-not-wait",
    severity=Severity.WARNING,
    summary="A worker runs a consumer that ends with every empty queue and is started again.",
    subject="workers",
    bad=[
        Example(
            "Nothing makes it wait",
            {
                APP_FILE: """
                workers:
                    queue:
                        commands:
                            start: bin/magento queue:consumers:start async.operations.all
                            #                  ^^^^^^^^^^^^^^^^^^^^^ the platform starts it again
                """,
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true
                """
            },
        ),
    ],
    good=[
        Example(
            "It waits for messages",
            {
                APP_FILE: _WORKERS,
                ENV_FILE: """
                stage:
                  deploy:
                    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true
                """,
            },
        ),
        Example(
            "A worker that does something else",
            {APP_FILE: "workers: {sync: {commands: {start: bin/sync.sh}}}\n"},
        ),
    ],
)
def worker_consumer_does_not_wait(project: Project, report: Reporter) -> Iterator[Finding]:
    """Unless told otherwise, ece-tools lets consumers end as soon as their queue is empty.

    That is right for consumers that cron starts every minute. A worker should run all the time: the
    platform starts a command that ended again, so that Commerce boots over and over as long as
    there is nothing to do. Set `CONSUMERS_WAIT_FOR_MAX_MESSAGES` to true; a consumer then waits for
    messages until it has had its `--max-messages`.

    The variable holds for consumers that cron starts, too: give those a limit by `max_messages` in
    `CRON_CONSUMERS_RUNNER`. It may also be set in the Cloud Console, where nobody sees it from
    here.

    Source: ece-tools 2002.1.17, ConfigUpdate/Amqp/Config.php; Adobe's guide,
    configure/app/properties/workers-property.
    """
    if waits(project) is not False:
        return
    for consumer in consumers(project):
        yield report(
            APP_FILE,
            consumer.command.span,
            "The consumer ends whenever its queue is empty, and the platform starts it again: "
            f"{WAIT} is not on in {ENV_FILE}.",
            fixes=_wait(project),
        )


def _wait(project: Project) -> tuple[Fix, ...]:
    """Offer to let all consumers wait. It changes those that cron starts, too."""
    title = "Let consumers wait for messages"
    setting = project.env.get("deploy", WAIT)
    if setting is not None:
        return (replace(replace_value(setting, "true", title), applicability=Applicability.UNSAFE),)
    return fix(title, set_setting(project, "deploy", WAIT, "true"), Applicability.UNSAFE)
