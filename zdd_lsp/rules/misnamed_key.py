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
    from collections.abc import Iterator, Sequence

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

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
_BROKER: Final = {
    "host": ("hostname", "server"),
    "user": ("username",),
    "password": ("pass",),
    "virtualhost": ("vhost", "virtual_host"),
}
_DATABASE: Final = {
    "host": ("hostname", "server"),
    "dbname": ("name", "db", "database"),
    "username": ("user",),
    "password": ("pass",),
}
_INSIDE: Final[dict[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    ("CACHE_CONFIGURATION", "frontend", "*", "backend_options"): {
        "server": ("host", "hostname"),
        "database": ("db",),
        "password": ("pass",),
    },
    ("DATABASE_CONFIGURATION", "connection", "*"): _DATABASE,
    ("DATABASE_CONFIGURATION", "slave_connection", "*"): _DATABASE,
    ("ELASTICSUITE_CONFIGURATION", "es_client"): {"servers": ("server", "host", "hosts")},
    ("ELASTICSUITE_CONFIGURATION", "indices_settings"): {
        "number_of_shards": ("shards",),
        "number_of_replicas": ("replicas",),
    },
    ("QUEUE_CONFIGURATION", "amqp"): _BROKER,
    ("QUEUE_CONFIGURATION", "stomp"): _BROKER,
    ("REMOTE_STORAGE", "config"): {
        "bucket": ("bucket_name",),
        "key": ("access_key", "access_key_id"),
        "secret": ("secret_key", "secret_access_key"),
    },
    ("SESSION_CONFIGURATION", "redis"): {
        "host": ("hostname", "server"),
        "database": ("db",),
        "password": ("pass",),
    },
}
"""What the same things are called elsewhere, by the way to the map; a star stands for any key."""


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
        Example(
            "A word of another service",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                      amqp:
                        username: shop
                    #   ^^^^^^^^ is called user
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                      amqp:
                        user: shop
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
    is its `driver`. A cache has a `server`, sessions have a `host`; a database has a `username`, a
    broker a `user`.

    Only known confusions are reported. Other keys may belong to an extension.

    Source: guide, variables-deploy and service/valkey; ece-tools 2002.1.17, config/schema.yaml and
    Config/RemoteStorage.php.
    """
    for variable, keys in _KEYS.items():
        array = deploy_array(project, variable)
        if array is None or not isinstance(array.value, dict):
            continue
        for name in array.names():
            meant = _OTHERS.get(variable, {}).get(name) or same(name, keys)
            if name not in keys and meant is not None:
                yield from _finding(array, report, (name,), meant)
    for (variable, *place), names in _INSIDE.items():
        array = deploy_array(project, variable)
        if array is not None:
            for path in _paths(array, place):
                yield from _of_map(array, report, path, names)


def _of_map(
    array: Array, report: Reporter, path: tuple[str, ...], names: dict[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """Yield the keys of a map that go by another name."""
    meant = {other: name for name, others in names.items() for other in others}
    for name in array.names(*path):
        if name in meant:
            yield from _finding(array, report, (*path, name), meant[name])


def _paths(array: Array, place: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the paths of a variable that a place with stars stands for."""
    paths: list[tuple[str, ...]] = [()]
    for part in place:
        paths = [
            (*path, name)
            for path in paths
            for name in (array.names(*path) if part == "*" else [part])
        ]
    return paths


def _finding(
    array: Array, report: Reporter, path: tuple[str, ...], meant: str
) -> Iterator[Finding]:
    *above, name = path
    spot = array.find(*path)
    if spot is None:
        return
    is_free = not array.has(*above, meant) and not spot.is_shared
    changes = [rename_key(array.source, spot.entry, meant)] if is_free else None
    yield report(
        ENV_FILE,
        spot.key_span,
        f"Nothing reads {name} in {array.setting.name}: the key is called {meant}.",
        fixes=fix(f"Rename {name} to {meant}", changes, Applicability.UNSAFE),
    )
