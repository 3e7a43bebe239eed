"""A connection that the platform generates is written down by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, merge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_DATABASE: Final = "DATABASE_CONFIGURATION"
_CONNECTION: Final = ("connection", "default")
_LOOPBACK: Final = re.compile(
    r"(?:https?://)?(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)(?::\d+)?/?"
)
_SERVERS: Final = (
    ("SEARCH_CONFIGURATION", re.compile(r"\w+_server_hostname"), ()),
    ("ELASTICSUITE_CONFIGURATION", re.compile(r"servers"), ("es_client",)),
)


@rule(
    code="ZDD636",
    name="hand-written-connection",
    severity=Severity.WARNING,
    summary="The file names a database or a search server that the platform provides.",
    subject="deploy_variables",
    bad=[
        Example(
            "The database of somebody's own machine",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                #   ^^^^^^^^^^^^^^^^^^^^^^ takes the place of the connection
                      connection:
                        default: {host: db, dbname: magento, username: magento, password: ''}
                """
            },
        ),
        Example(
            "A search server on the own machine",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      opensearch_server_hostname: 127.0.0.1
                      #                           ^^^^^^^^^ the relationship provides
                """
            },
        ),
    ],
    good=[
        Example(
            "Added to what the platform provides",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      slave_connection: {default: {synchronous_replication: false}}
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      opensearch_server_hostname: search.example.com
                """
            },
        ),
    ],
)
def hand_written_connection(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools takes hosts, users and passwords from the relationships, in every environment anew.

    `DATABASE_CONFIGURATION` without `_merge` replaces that: one host and one user for all
    environments, until the platform changes them, and then the deploy fails. With `_merge: true`
    the variable adds what it names and leaves the connection alone. Likewise for a search server:
    the address of the own machine is right at most by chance, and differs between the kinds of
    environments.

    Other hosts of search servers are taken for services outside of the platform.

    Source: ece-tools 2002.1.17, Config/Database/DbConfig.php and Config/SearchEngine.php.
    """
    database = deploy_array(project, _DATABASE)
    if database is not None and _is_replaced(database):
        yield report(
            ENV_FILE,
            database.spot.key_span,
            f"{_DATABASE} without _merge takes the place of the connection that the platform "
            "provides: the host and the user are the same in every environment, and a deploy "
            "fails as soon as they change.",
            fixes=merge(database),
        )
    for name, pattern, path in _SERVERS:
        array = deploy_array(project, name)
        if array is not None:
            yield from _of_servers(array, pattern, path, report)


def _is_replaced(database: Array) -> bool:
    return database.has(*_CONNECTION, "host") and not database.asks_to_merge


def _of_servers(
    array: Array, pattern: re.Pattern[str], path: tuple[str, ...], report: Reporter
) -> Iterator[Finding]:
    engine = array.at("engine")
    for key in array.names(*path):
        value, spot = array.at(*path, key), array.find(*path, key)
        if spot is None or not isinstance(value, str) or not pattern.fullmatch(key):
            continue
        is_read = path or not isinstance(engine, str) or key.startswith(f"{engine.lower()}_")
        if is_read and _LOOPBACK.fullmatch(value.strip()):
            yield report(
                ENV_FILE,
                spot.value_span,
                f"{key} names the own machine, and the relationship provides the address of the "
                "search service, which differs between environments.",
            )
