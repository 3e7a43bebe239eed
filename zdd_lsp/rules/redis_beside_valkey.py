"""Redis and Valkey are both there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, name_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_VALKEY_SINCE: Final = "2002.2.2"
_SERVICES = "redis: {type: redis:7.2}\ncache: {type: valkey:8.0}\n"


@rule(
    code="ZDD446",
    name="redis-beside-valkey",
    severity=Severity.WARNING,
    summary="There are relationships `redis` and `valkey`, to two services.",
    subject="relationships",
    bad=[
        Example(
            "Left over after the change to Valkey",
            {
                APP_FILE: """
                relationships:
                    redis: "redis:redis"
                #   ^^^^^ the cache stays in Redis, and Valkey gets the sessions alone
                    valkey: "cache:valkey"
                """,
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "The installed ece-tools does not know Valkey",
            {
                APP_FILE: """
                relationships:
                    redis: "redis:redis"
                    valkey: "cache:valkey"
                #   ^^^^^^ Valkey lies idle
                """,
                SERVICES_FILE: _SERVICES,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.19"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "One of them",
            {
                APP_FILE: 'relationships:\n    valkey: "cache:valkey"\n',
                SERVICES_FILE: "cache: {type: valkey:8.0}\n",
            },
        ),
        Example(
            "Two names of one service",
            {
                APP_FILE: """
                relationships:
                    redis: "cache:valkey"
                    valkey: "cache:valkey"
                """,
                SERVICES_FILE: _SERVICES,
            },
        ),
    ],
)
def redis_beside_valkey(project: Project, report: Reporter) -> Iterator[Finding]:
    """With both relationships, the cache goes to one service and the sessions to the other.

    ece-tools looks for the cache under `redis` first and for sessions under `valkey` first, so that
    Redis keeps the cache, whatever `VALKEY_BACKEND` says, and Valkey has the sessions. Before
    2002.2.2 ece-tools does not look for Valkey at all, and Redis keeps both.

    Nothing breaks as long as both run, but the change from one to the other is only half done. Take
    the relationship `redis` away, deploy, and remove the service then; visitors lose nothing but
    the cache. To keep sessions apart, use the relationships `valkey` and `valkey-session`.

    Source: ece-tools 2002.2.2 and later, Config/Factory/Cache.php and
    InstallUpdate/ConfigUpdate/Session/Config.php.
    """
    redis, valkey = project.relationships.get("redis"), project.relationships.get("valkey")
    if redis is None or valkey is None or not project.knows_relationships:
        return
    if redis.service is None or valkey.service is None or redis.service is valkey.service:
        return
    is_unknown = project.is_ece_tools(f"<{_VALKEY_SINCE}") is True
    first, second = (valkey, redis) if is_unknown else (redis, valkey)
    message = (
        f"Redis and Valkey are both there, {INFERRED}: ece-tools {project.ece_tools} does not know "
        f"Valkey. The cache and the sessions are in Redis, and Valkey lies idle."
        if is_unknown
        else f"Redis and Valkey are both there, {INFERRED}: the cache stays in Redis, and Valkey "
        "gets the sessions alone. Take the relationship redis away to finish the change."
    )
    yield report(
        *name_place(first),
        message,
        related=[Related(Location(*name_place(second)), "This is the other one.")],
    )
