"""QUEUE_CONFIGURATION describes a connection that has no host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, merge
from zdd_lsp.rules._shared.services import INFERRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array
    from zdd_lsp.text.span import Span

_NAME: Final = "QUEUE_CONFIGURATION"
_BROKERS: Final = {
    "amqp": ("rabbitmq", "RabbitMQ"),
    "stomp": ("activemq-artemis", "ActiveMQ Artemis"),
}
"""The connections that ece-tools makes, and the services that it takes them from."""
_APP = 'relationships:\n    database: "mysql:mysql"\n'
_SERVICES = "mysql: {type: mysql:11.4, disk: 5120}\n"


@rule(
    code="ZDD448",
    name="queue-without-broker",
    severity=Severity.WARNING,
    summary="`QUEUE_CONFIGURATION` uses a connection that neither it nor a relationship provides.",
    subject="deploy_variables",
    bad=[
        Example(
            "There is no relationship to merge with",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                      amqp:
                      #^^^ no relationship to RabbitMQ provides one
                        virtualhost: shop
                """,
                APP_FILE: _APP,
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "The relationship is there, and its connection is replaced",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      amqp:
                      #^^^ replaces the connection
                        virtualhost: shop
                """,
                APP_FILE: 'relationships:\n    rabbitmq: "rabbitmq:rabbitmq"\n',
                SERVICES_FILE: "rabbitmq: {type: rabbitmq:4.1, disk: 1024}\n",
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      amqp:
                        virtualhost: shop
                      _merge: true
                """
            },
        ),
        Example(
            "A default that does not exist",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                      default_connection: stomp
                      #                   ^^^^^ no relationship to ActiveMQ Artemis provides one
                """,
                APP_FILE: _APP,
                SERVICES_FILE: _SERVICES,
            },
        ),
    ],
    good=[
        Example(
            "The relationship provides the rest",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION: {_merge: true, amqp: {virtualhost: shop}}
                """,
                APP_FILE: 'relationships:\n    mq: "rabbitmq:rabbitmq"\n',
                SERVICES_FILE: "rabbitmq: {type: rabbitmq:4.1, disk: 1024}\n",
            },
        ),
        Example(
            "A broker somewhere else",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      amqp: {host: mq.example.com, port: 5671, user: shop, password: ''}
                """,
                APP_FILE: _APP,
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "The relationships are not known",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION: {_merge: true, amqp: {virtualhost: shop}}
                """
            },
        ),
    ],
)
def queue_without_broker(project: Project, report: Reporter) -> Iterator[Finding]:
    """A connection of the message queues needs a host, from a relationship or from the variable.

    ece-tools writes the connection `amqp` for RabbitMQ and `stomp` for ActiveMQ Artemis. With
    `_merge: true`, `QUEUE_CONFIGURATION` adds to what the relationships provide; without it, the
    variable takes the place of everything. A connection without a host, or a `default_connection`
    that is not there, makes Commerce fail as soon as it sends a message, in a deploy at the latest
    when `setup:upgrade` declares the queues.

    A variable in the Cloud Console replaces this one.

    Source: ece-tools 2002.1.17, ConfigUpdate/Amqp/Config.php; Adobe's guide,
    configure/env/stage/variables-deploy#queue_configuration.
    """
    array = deploy_array(project, _NAME)
    if array is None or array.is_empty or not project.knows_relationships:
        return
    found = running(project)
    for lack in _lacks(array):
        service, title = _BROKERS[lack.connection]
        is_found = service in found
        if is_found and array.is_merged:
            continue
        cause = (
            f"without _merge the variable replaces the connection to {title}"
            if is_found
            else f"no relationship to {title} provides one, {INFERRED}"
        )
        yield report(
            ENV_FILE,
            lack.span,
            f"{lack.words}, and {cause}: Commerce cannot send messages.",
            fixes=merge(array) if is_found else (),
        )


class _Lack(NamedTuple):
    """A connection that the variable relies on and does not describe."""

    connection: str
    span: Span
    words: str


def _lacks(array: Array) -> Iterator[_Lack]:
    for name in _BROKERS:
        spot = array.find(name)
        if spot is not None and isinstance(array.at(name), dict) and not array.has(name, "host"):
            words = f"The connection {name} in {_NAME} has no host"
            yield _Lack(name, spot.key_span, words)
    default, spot = array.at("default_connection"), array.find("default_connection")
    if spot is None or not isinstance(default, str) or default not in _BROKERS:
        return
    if not array.has(default):
        yield _Lack(default, spot.value_span, f"The default connection is {default}")
