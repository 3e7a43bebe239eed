"""A cache in Redis or Valkey does not say where its server is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS_EARLY, deploy_array, put
from zdd_lsp.rules._shared.cache import NAME, lacks, merge_frontend
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array
    from zdd_lsp.rules._shared.cache import Lack
    from zdd_lsp.text.span import Span


@rule(
    code="ZDD328",
    name="cache-without-server",
    severity=Severity.ERROR,
    summary="`CACHE_CONFIGURATION` puts the cache in Redis or Valkey without `server` or `port`.",
    subject="deploy_variables",
    bad=[
        Example(
            "No server",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                          backend: Cm_Cache_Backend_Redis
                          backend_options:
                          #^^^^^^^^^^^^^^ has no server
                            database: 1
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                          backend: Cm_Cache_Backend_Redis
                          backend_options:
                            database: 1
                      _merge: true
                """
            },
        ),
        Example(
            "No port",
            {
                ENV_FILE: r"""
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                          backend: '\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'
                          backend_options:
                            remote_backend_options: {server: redis.internal}
                            #^^^^^^^^^^^^^^^^^^^^^ has no port
                        page_cache:
                          backend: My\Cache\Backend
                          _custom_redis_backend: true
                          backend_options: {server: 'redis://redis.internal:6379'}
                          #^^^^^^^^^^^^^^ has no port
                """
            },
            fixed={
                ENV_FILE: r"""
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                          backend: '\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'
                          backend_options:
                            remote_backend_options: {server: redis.internal, port: 6379}
                        page_cache:
                          backend: My\Cache\Backend
                          _custom_redis_backend: true
                          backend_options: {server: 'redis://redis.internal:6379'}
                """
            },
        ),
        Example(
            "An empty server",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        reports:
                          backend: Cm_Cache_Backend_Redis
                          backend_options: {server: '', port: 6379}
                          #                         ^^ has no server
                """
            },
        ),
    ],
    good=[
        Example(
            "Merged: the relationship provides the server",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          backend: Cm_Cache_Backend_Redis
                          backend_options: {database: 11}
                """
            },
        ),
        Example(
            "The port may be a part of the server",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default:
                          backend: Cm_Cache_Backend_Redis
                          backend_options: {server: 'tcp://redis.internal:6379'}
                """
            },
        ),
        Example(
            "Another kind of cache has no server",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      frontend:
                        default: {backend: Cm_Cache_Backend_File, backend_options: {}}
                """
            },
        ),
    ],
)
def cache_without_server(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `_merge`, `CACHE_CONFIGURATION` replaces the cache that ece-tools generates.

    A front end in Redis or Valkey then has to name `server` and `port` in its `backend_options`; a
    cache of two levels names them in `remote_backend_options`. The port may also stand in the
    server's address, such as `tcp://redis.internal:6379`, but only behind a scheme of at most four
    letters. ece-tools looks for both in `pre-deploy` and stops the deploy, before it turns the
    maintenance mode on.

    With `_merge: true` the relationship provides both, unless the variable sets them. A variable of
    this name in the Cloud Console replaces the whole value.

    Source: ece-tools 2002.1.17 and 2002.2.12, Step/Deploy/PreDeploy/ConfigUpdate/Cache.php.
    """
    array = deploy_array(project, NAME)
    if array is None:
        return
    # The first releases for Valkey have the new words.
    kind = "Redis" if project.is_ece_tools("<2002.2.2") else "Redis or Valkey"
    for lack in lacks(project, array):
        if lack.key not in ("server", "port"):
            continue
        message = f"Missing required {kind} configuration '{lack.key}'!"
        yield report(
            ENV_FILE,
            _span(array, lack),
            f"The front end {lack.frontend} in CACHE_CONFIGURATION has no {lack.key}: "
            f"{FAILS_EARLY}.",
            upstream=Upstream(101, message) if lack.is_first else None,
            fixes=_fixes(project, array, lack),
        )


def _span(array: Array, lack: Lack) -> Span:
    written = array.find(*lack.path, lack.key)
    return array.nearest(*lack.path).key_span if written is None else written.value_span


def _fixes(project: Project, array: Array, lack: Lack) -> tuple[Fix, ...]:
    merging = merge_frontend(project, array, lack.frontend)
    if lack.key != "port":
        return merging
    # Who names a server of his own wants that one; 6379 is where Redis and Valkey listen.
    change = put(array, "6379", *lack.path, "port")
    return fix("Set the port to 6379", change, Applicability.UNSAFE) + merging
