"""A front end of CACHE_CONFIGURATION has no back end, or its back end no options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS_EARLY, deploy_array
from zdd_lsp.rules._shared.cache import NAME, lacks, merge_frontend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD327",
    name="cache-frontend-without-backend",
    severity=Severity.ERROR,
    summary="A front end of `CACHE_CONFIGURATION` has no back end, and none is generated for it.",
    subject="deploy_variables",
    bad=[
        Example(
            "An option was meant to be added",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                        #^^^^^^ has no backend
                          backend_options:
                            preload_keys: [061_EAV_ENTITY_TYPES]
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                          backend_options:
                            preload_keys: [061_EAV_ENTITY_TYPES]
                      _merge: true
                """
            },
        ),
        Example(
            "No options for Redis, in a front end of the project's own",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        reports: {backend: Cm_Cache_Backend_Redis}
                        #^^^^^^ has no backend_options
                """
            },
        ),
        Example(
            "Merged, but ece-tools generates no front end of this name",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          backend_options: {use_stale_cache: false}
                        stale_cache_enabled:
                        #^^^^^^^^^^^^^^^^^^ has no backend
                          backend_options: {use_stale_cache: true}
                """
            },
        ),
    ],
    good=[
        Example(
            "Merged with what the platform provides",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          backend_options:
                            preload_keys: [061_EAV_ENTITY_TYPES]
                """
            },
        ),
        Example(
            "Complete",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default: {backend: file}
                """
            },
        ),
    ],
)
def cache_frontend_without_backend(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `_merge`, `CACHE_CONFIGURATION` replaces the cache that ece-tools generates.

    Every front end in it then needs a `backend`, and one for Redis or Valkey `backend_options`
    with its server; a cache of two levels needs `remote_backend_options` in them. Where they are
    missing ece-tools dies of a PHP warning, in `pre-deploy`, before it turns the maintenance mode
    on.

    Nearly always `_merge: true` is meant. ece-tools generates the front ends `default` and
    `page_cache` if there is a relationship `redis` or `valkey`, and the variable adds to them. With
    `RemoteSynchronizedCache` it generates `default` alone, with `symfony_l2` also
    `stale_cache_enabled`. A front end of another name has to be whole in any case. A variable of
    this name in the Cloud Console replaces the whole value.

    Source: ece-tools 2002.1.17 and 2002.2.12, Config/Factory/Cache.php and
    Step/Deploy/PreDeploy/ConfigUpdate/Cache.php; operations guide, Redis and Valkey configuration.
    """
    array = deploy_array(project, NAME)
    if array is None:
        return
    for lack in lacks(project, array):
        if lack.key in ("server", "port"):
            continue
        yield report(
            ENV_FILE,
            array.nearest(*lack.path).key_span,
            f"The front end {lack.frontend} in CACHE_CONFIGURATION has no {lack.key}: "
            f"{FAILS_EARLY}.",
            fixes=merge_frontend(project, array, lack.frontend),
        )
