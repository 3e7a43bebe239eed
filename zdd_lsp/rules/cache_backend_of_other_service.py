"""The variable that chooses the cache's back end belongs to a service that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import rename_key, stands_elsewhere
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS_EARLY, deploy_array, deploy_value
from zdd_lsp.rules._shared.cache import NAME, SYNCHRONIZED, replacing
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.services import INFERRED, name_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter

_NAMES: Final = {"redis": "REDIS_BACKEND", "valkey": "VALKEY_BACKEND"}
"""The variables by the relationship that they are for."""
_BOTH_SINCE: Final = "2002.2.2"
_LOCK = '{"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}'
_VALKEY = {
    APP_FILE: 'relationships:\n    valkey: "cache:valkey"\n',
    SERVICES_FILE: "cache: {type: valkey:8.0}\n",
    COMPOSER_LOCK: _LOCK,
}


@rule(
    code="ZDD459",
    name="cache-backend-of-other-service",
    severity=Severity.ERROR,
    summary="`REDIS_BACKEND` is set and the cache is in Valkey, or the other way round.",
    subject="deploy_variables",
    bad=[
        Example(
            "The variable stayed when Valkey came",
            {
                ENV_FILE: r"""
                stage:
                  deploy:
                    REDIS_BACKEND: '\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'
                    #^^^^^^^^^^^^ makes a configuration without a server of it
                """,
                **_VALKEY,
            },
            fixed={
                ENV_FILE: r"""
                stage:
                  deploy:
                    VALKEY_BACKEND: '\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'
                """
            },
        ),
        Example(
            "A back end that has no effect",
            {
                ENV_FILE: r"""
                stage:
                  deploy:
                    REDIS_BACKEND: '\Magento\Framework\Cache\Backend\Redis'
                    #^^^^^^^^^^^^ has no effect
                """,
                **_VALKEY,
            },
            fixed={
                ENV_FILE: r"""
                stage:
                  deploy:
                    VALKEY_BACKEND: '\Magento\Framework\Cache\Backend\Redis'
                """
            },
        ),
    ],
    good=[
        Example(
            "The variable of the service that is there",
            {
                ENV_FILE: r"""
                stage:
                  deploy:
                    VALKEY_BACKEND: '\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'
                """,
                **_VALKEY,
            },
        ),
        Example(
            "The default changes nothing",
            {
                ENV_FILE: "stage: {deploy: {REDIS_BACKEND: Cm_Cache_Backend_Redis}}\n",
                **_VALKEY,
            },
        ),
        Example(
            "The configuration of the project's own takes its place",
            {
                ENV_FILE: r"""
                stage:
                  deploy:
                    REDIS_BACKEND: '\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                          backend: Cm_Cache_Backend_Redis
                          backend_options: {server: valkey.internal, port: 6379}
                """,
                **_VALKEY,
            },
        ),
    ],
)
def cache_backend_of_other_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """`REDIS_BACKEND` is for the relationship `redis`, `VALKEY_BACKEND` for `valkey`.

    ece-tools takes the class of the cache from the variable of the service that it found, whatever
    the other variable says. It looks at both, however, to decide whether the cache has two levels.
    With `RemoteSynchronizedCache` in the wrong one it makes a configuration of two levels for a
    class of one, which has no server, and stops the deploy because of it.

    Name the variable after the relationship. One in the Cloud Console goes before this file, and
    on Staging and Production of Pro projects Adobe's support names the relationship.

    Source: ece-tools 2002.2.2 and later, Config/Factory/Cache.php and
    Step/Deploy/PreDeploy/ConfigUpdate/Cache.php.
    """
    if not project.knows_relationships or project.is_ece_tools(f"<{_BOTH_SINCE}"):
        return
    changed = deploy_array(project, NAME)
    if replacing(project) or (changed and changed.has("frontend", "default", "backend")):
        return
    for here, name in _NAMES.items():
        choice = deploy_value(project, name)
        other = next(each for each in _NAMES if each != here)
        link = project.relationships.get(other)
        if choice is None or link is None or here in project.relationships:
            continue
        if not isinstance(choice.value, str) or choice.value not in _LEVELS:
            continue
        own = project.effective["deploy"].get(_NAMES[other])
        fails = _LEVELS[choice.value] and (own is None or own.value != choice.value)
        fault = (
            f"ece-tools makes a configuration without a server of it, and {FAILS_EARLY}"
            if fails
            else "it has no effect"
        )
        missing = "Missing required Redis or Valkey configuration 'server'!"
        yield report(
            ENV_FILE,
            choice.setting.key_span,
            f"{name} is for the relationship {here}, and this project has {other} instead, "
            f"{INFERRED}: {fault}.",
            severity=None if fails else Severity.WARNING,
            upstream=Upstream(101, missing) if fails else None,
            related=[Related(Location(*name_place(link)), "The cache is here.")],
            fixes=_rename(project, choice.setting, _NAMES[other]),
        )


_LEVELS: Final = {SYNCHRONIZED: True, r"\Magento\Framework\Cache\Backend\Redis": False}
"""The back ends that are judged, and whether they have two levels. The default is the same for both
services, and the newest of them works with both."""


def _rename(project: Project, setting: Setting, name: str) -> tuple[Fix, ...]:
    """Offer the other variable, if it is free and may stand there."""
    variable = project.schema.get(name)
    taken = project.env.get("deploy", name) or project.env.get("global", name)
    if variable is None or taken is not None or setting.stage not in variable.stages:
        return ()
    if setting.is_shared or stands_elsewhere(setting.source, setting.entry):
        return ()
    change = rename_key(setting.source, setting.entry, name)
    return fix(f"Rename it to {name}", change, Applicability.UNSAFE)
