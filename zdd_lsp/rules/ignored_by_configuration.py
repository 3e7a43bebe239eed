"""A connection to replicas is switched on, and another variable undoes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, deploy_value
from zdd_lsp.rules._shared.cache import NAME, replacing
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.services import INFERRED, name_place
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
    summary="`*_USE_SLAVE_CONNECTION` or `*_BACKEND` is ignored because of something else.",
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
        Example(
            "Replicas of the service that was there before",
            {
                APP_FILE: """
                name: shop
                type: php:8.4
                relationships:
                    valkey: "cache:valkey"
                """,
                SERVICES_FILE: "cache: {type: 'valkey:8.0'}\n",
                ENV_FILE: """
                stage:
                  deploy:
                    REDIS_USE_SLAVE_CONNECTION: true
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ it is for redis, and this project has valkey
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_USE_SLAVE_CONNECTION: true
                """,
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
    `_merge` the replicas are left out as soon as a front end has another server, and so are those
    of Redis in a project that has Valkey. A
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
    yield from _of_other_service(project, report)
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


def _of_other_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """Yield the replicas of Redis in a project with Valkey, and the other way round."""
    if not project.knows_relationships:
        return
    for name, other in (_OF_REPLICAS, _OF_REPLICAS[::-1]):
        found = deploy_value(project, name)
        mine, theirs = (each.partition("_")[0].lower() for each in (name, other))
        link = project.relationships.get(theirs)
        if found is None or found.value is not True or link is None:
            continue
        if mine in project.relationships or other not in project.schema:
            continue
        is_free = deploy_value(project, other) is None and not found.spot.is_shared
        change = rename_key(found.source, found.setting.entry, other) if is_free else None
        yield report(
            ENV_FILE,
            found.spot.key_span,
            f"{name} has no effect: it is for {mine}, and this project has {theirs} instead, "
            f"{INFERRED}.",
            related=[Related(Location(*name_place(link)), "The cache is here.")],
            fixes=fix(f"Rename it to {other}", change, Applicability.UNSAFE),
            tags=[Tag.UNNECESSARY],
        )
