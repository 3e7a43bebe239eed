"""A connection to replicas is switched on, and another variable undoes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location, Related, Severity, Tag
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, deploy_value
from zdd_lsp.rules._shared.cache import NAME, replacing
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_OF_REPLICAS: Final = ("REDIS_USE_SLAVE_CONNECTION", "VALKEY_USE_SLAVE_CONNECTION")
_OF_CACHE: Final = (*_OF_REPLICAS, "REDIS_BACKEND", "VALKEY_BACKEND")
_OF_DATABASE: Final = "MYSQL_USE_SLAVE_CONNECTION"
_DATABASE: Final = "DATABASE_CONFIGURATION"
_PLATFORM: Final = re.compile(r"\.internal\Z|\Alocalhost\Z|\A127\.|\A\Z")
"""Hosts that may be the very one that the platform provides."""


@rule(
    code="ZDD642",
    name="ignored-by-configuration",
    severity=Severity.WARNING,
    summary="`*_USE_SLAVE_CONNECTION` or `*_BACKEND` is ignored because of another variable.",
    subject="deploy_variables",
    bad=[
        Example(
            "The cache is configured by hand",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REDIS_USE_SLAVE_CONNECTION: true
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ CACHE_CONFIGURATION without _merge
                    CACHE_CONFIGURATION:
                      frontend:
                        default: {backend: Acme_Cache}
                """
            },
        ),
        Example(
            "Another database",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    MYSQL_USE_SLAVE_CONNECTION: true
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ DATABASE_CONFIGURATION names a host of its own
                    DATABASE_CONFIGURATION:
                      connection:
                        default: {host: db.example.com, dbname: a, username: b, password: ''}
                """
            },
        ),
        Example(
            "Another server of the cache",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_USE_SLAVE_CONNECTION: true
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ CACHE_CONFIGURATION names a server of its own
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          backend_options: {server: cache.example.com}
                """
            },
        ),
    ],
    good=[
        Example(
            "Added to what is generated",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    MYSQL_USE_SLAVE_CONNECTION: true
                    REDIS_USE_SLAVE_CONNECTION: true
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend: {default: {id_prefix: a}}
                """
            },
        ),
    ],
)
def ignored_by_configuration(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools adds replicas to connections that it generates itself.

    A `CACHE_CONFIGURATION` with front ends and without `_merge` replaces what is generated: the
    back end that `REDIS_BACKEND` or `VALKEY_BACKEND` chooses and the replicas are left out. With
    `_merge` the replicas are left out as soon as a front end has another server. A
    `DATABASE_CONFIGURATION` that names another host or another database has no replicas that the
    platform knows of (warning 2022).

    Source: ece-tools 2002.1.17, Config/Factory/Cache.php and Config/Database/MergedConfig.php;
    2002.2.13 for Valkey.
    """
    cache = replacing(project)
    if cache is not None:
        for name in _OF_CACHE:
            yield from _of(
                project, report, name, cache, f"{NAME} without _merge replaces the cache"
            )
    merged = deploy_array(project, NAME)
    if merged is not None and merged.is_merged and _names_server(merged):
        for name in _OF_REPLICAS:
            yield from _of(project, report, name, merged, f"{NAME} names a server of its own")
    database = deploy_array(project, _DATABASE)
    host = database.at("connection", "default", "host") if database is not None else None
    if database is not None and isinstance(host, str) and not _PLATFORM.search(host):
        reason = f"{_DATABASE} names a host of its own"
        yield from _of(project, report, _OF_DATABASE, database, reason)


def _of(
    project: Project, report: Reporter, name: str, array: Array, reason: str
) -> Iterator[Finding]:
    found = deploy_value(project, name)
    if found is None or not is_truthy(found.value):
        return
    yield report(
        ENV_FILE,
        found.spot.key_span,
        f"{name} has no effect: {reason}.",
        related=[Related(Location(ENV_FILE, array.spot.key_span), "This is in force instead.")],
        tags=[Tag.UNNECESSARY],
    )


def _names_server(array: Array) -> bool:
    """Tell whether a generated front end gets a server that is not the platform's."""
    options = ("frontend", "default", "backend_options")
    servers = (
        array.at(*options, "server"),
        array.at(*options, "remote_backend_options", "server"),
        array.at("frontend", "page_cache", "backend_options", "server"),
    )
    return any(isinstance(each, str) and not _PLATFORM.search(each) for each in servers)
