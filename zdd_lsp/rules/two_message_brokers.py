"""RabbitMQ and ActiveMQ Artemis are both there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.services import INFERRED, name_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_SERVICES = """
rabbitmq: {type: rabbitmq:4.1, disk: 1024}
artemis: {type: activemq-artemis:2.42, disk: 1024}
"""
_APP = """
relationships:
    rabbitmq: "rabbitmq:rabbitmq"
    activemq-artemis: "artemis:activemq-artemis"
"""


@rule(
    code="ZDD447",
    name="two-message-brokers",
    severity=Severity.INFO,
    summary="There are relationships to RabbitMQ and to ActiveMQ Artemis.",
    subject="services",
    bad=[
        Example(
            "Both, and nothing says which one is the default",
            {
                APP_FILE: """
                relationships:
                    rabbitmq: "rabbitmq:rabbitmq"
                #   ^^^^^^^^ what asks for no connection goes to ActiveMQ Artemis
                    activemq-artemis: "artemis:activemq-artemis"
                """,
                SERVICES_FILE: _SERVICES,
            },
        ),
    ],
    good=[
        Example(
            "The project says which one is the default",
            {
                APP_FILE: _APP,
                SERVICES_FILE: _SERVICES,
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION: {_merge: true, default_connection: amqp}
                """,
            },
        ),
        Example(
            "One broker",
            {
                APP_FILE: 'relationships:\n    rabbitmq: "rabbitmq:rabbitmq"\n',
                SERVICES_FILE: _SERVICES,
            },
        ),
    ],
)
def two_message_brokers(project: Project, report: Reporter) -> Iterator[Finding]:
    """With two brokers, messages go by STOMP to ActiveMQ Artemis unless a queue asks for AMQP.

    ece-tools 2002.2.8 and later make STOMP the default connection as soon as a relationship to
    ActiveMQ Artemis exists. Queues that name the connection `amqp` stay with RabbitMQ. Messages
    that lie in RabbitMQ at that moment are not moved: let consumers empty it first.

    Say which one you want by `default_connection` in `QUEUE_CONFIGURATION`, with `_merge: true`, or
    take the relationship away that is not needed.

    Source: Adobe's guide, configure/service/activemq.
    """
    found = running(project)
    rabbit, artemis = found.get("rabbitmq"), found.get("activemq-artemis")
    if rabbit is None or artemis is None or not project.knows_relationships:
        return
    configured = deploy_array(project, "QUEUE_CONFIGURATION")
    if configured is not None and configured.has("default_connection"):
        return
    other = Location(*name_place(artemis.relationship))
    yield report(
        *name_place(rabbit.relationship),
        f"RabbitMQ and ActiveMQ Artemis are both there, {INFERRED}: what asks for no connection "
        "goes to ActiveMQ Artemis by STOMP, and RabbitMQ gets only what asks for AMQP.",
        related=[Related(other, "This is the other one.")],
    )
