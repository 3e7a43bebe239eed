"""A key of an array variable goes by another name than the one that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.similar import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_KEYS: Final = {
    "DATABASE_CONFIGURATION": ("connection", "slave_connection", "table_prefix"),
    "ELASTICSUITE_CONFIGURATION": ("es_client", "indices_settings"),
    "QUEUE_CONFIGURATION": ("amqp", "stomp", "default_connection", "consumers_wait_for_messages"),
    "REMOTE_STORAGE": ("driver", "prefix", "config"),
    "SESSION_CONFIGURATION": ("save", "redis"),
}
"""The keys that are read, as far as a confusion with them is known."""
_OTHERS: Final = {
    "DATABASE_CONFIGURATION": {
        "connections": "connection",
        "slave_connections": "slave_connection",
        "slave": "slave_connection",
        "prefix": "table_prefix",
    },
    "QUEUE_CONFIGURATION": {"rabbitmq": "amqp", "activemq": "stomp", "activemq-artemis": "stomp"},
    "REMOTE_STORAGE": {"adapter": "driver", "adater": "driver"},
    "SESSION_CONFIGURATION": {"valkey": "redis"},
}
"""Other names for them, beside those that differ in case and punctuation."""


@rule(
    code="ZDD661",
    name="misnamed-key",
    severity=Severity.WARNING,
    summary="A key of an array variable goes by another name than the one that is read.",
    subject="deploy_variables",
    bad=[
        Example(
            "Sessions in Valkey are configured as those in Redis",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: true
                      valkey:
                    # ^^^^^^ is called redis
                        timeout: 5
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: true
                      redis:
                        timeout: 5
                """
            },
        ),
        Example(
            "As in the schema of ece-tools itself",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      adapter: aws-s3
                    # ^^^^^^^ is called driver
                      config: {bucket: a, region: eu-west-1}
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      driver: aws-s3
                      config: {bucket: a, region: eu-west-1}
                """
            },
        ),
    ],
    good=[
        Example(
            "The names that are read, and one of an extension",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: true
                      redis: {timeout: 5}
                    QUEUE_CONFIGURATION:
                      _merge: true
                      topics: {a: b}
                """
            },
        ),
    ],
)
def misnamed_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools and Commerce read known keys of the array variables and pass over the others.

    The section for sessions is called `redis`, also where they are kept in Valkey. The connection
    to RabbitMQ is called `amqp`, the one to ActiveMQ Artemis `stomp`. The kind of a remote storage
    is its `driver`.

    Only known confusions are reported. Other keys may belong to an extension.

    Source: guide, variables-deploy and service/valkey; ece-tools 2002.1.17, config/schema.yaml and
    Config/RemoteStorage.php.
    """
    for variable, keys in _KEYS.items():
        array = deploy_array(project, variable)
        if array is None or not isinstance(array.value, dict):
            continue
        for name in array.names():
            spot = array.find(name)
            meant = _OTHERS.get(variable, {}).get(name) or same(name, keys)
            if name in keys or meant is None or spot is None:
                continue
            is_free = not array.has(meant) and not spot.is_shared
            changes = [rename_key(array.source, spot.entry, meant)] if is_free else None
            title = f"Rename {name} to {meant}"
            yield report(
                ENV_FILE,
                spot.key_span,
                f"Nothing reads {name} in {variable}: the key is called {meant}.",
                fixes=fix(title, changes, Applicability.UNSAFE),
            )
