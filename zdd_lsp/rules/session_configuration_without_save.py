"""SESSION_CONFIGURATION does not say where sessions are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, deploy_array, merge, put
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_UPSTREAM: Final = Upstream(110, "The SESSION_CONFIGURATION variable is not configured properly")


@rule(
    code="ZDD323",
    name="session-configuration-without-save",
    severity=Severity.ERROR,
    summary="`SESSION_CONFIGURATION` does not say where sessions are kept: `save` is missing.",
    subject="deploy_variables",
    bad=[
        Example(
            "An option without `_merge`",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                    #^^^^^^^^^^^^^^^^^^^^ says nothing about save
                      redis:
                        disable_locking: 1
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      redis:
                        disable_locking: 1
                      _merge: true
                """
            },
        ),
        Example(
            "A server of its own",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION: {redis: {host: sessions.example.com, port: 6379}}
                    #^^^^^^^^^^^^^^^^^^^^ says nothing about save
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION: {redis: {host: sessions.example.com, port: 6379}, \
save: redis}
                """
            },
        ),
        Example(
            "Unlike other variables, this one may not consist of `_merge` alone",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                    #^^^^^^^^^^^^^^^^^^^^ nothing to merge
                      _merge: true
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: true
                      save: redis
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
                    SESSION_CONFIGURATION:
                      _merge: true
                      redis:
                        disable_locking: 1
                """
            },
        ),
        Example(
            "Complete",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION: {save: db}
                """
            },
        ),
        Example("Nothing is set", {ENV_FILE: "stage:\n  deploy:\n    SESSION_CONFIGURATION: {}\n"}),
    ],
)
def session_configuration_without_save(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `_merge`, `SESSION_CONFIGURATION` replaces the session settings that are generated.

    It then has to name at least `save`, the kind of storage. ece-tools checks this when the site is
    in maintenance already, and stops the deploy there: the shop stays closed until the next deploy.

    Nearly always `_merge: true` is meant: ece-tools generates `save: redis` with host and port from
    the relationships, and the variable adds to it. The value stays `redis`, and so does the key for
    its options, where the service is Valkey. `_merge: true` with no other key beside it is refused,
    too. A variable of this name in the Cloud Console replaces the whole value.

    Source: ece-tools 2002.1.17, Validator/Deploy/SessionConfiguration.php.
    """
    array = deploy_array(project, "SESSION_CONFIGURATION")
    if array is None or not array.names() or array.is_merged or array.has("save"):
        return
    fault = "replaces the generated session settings, but says nothing about save"
    if array.asks_to_merge:
        fault = "has nothing to merge, and ece-tools demands the key save"
    yield report(
        ENV_FILE,
        array.spot.key_span,
        f"SESSION_CONFIGURATION {fault}: {FAILS}.",
        upstream=_UPSTREAM,
        fixes=_fixes(array),
    )


def _fixes(array: Array) -> tuple[Fix, ...]:
    change = put(array, "redis", "save")
    title = "Keep sessions in Redis or Valkey"
    if array.is_empty:
        # Merged, it is what ece-tools generates anyway; not merged, it lacks a server.
        return (
            fix(title, change, array.nearest("save").applicability) if array.asks_to_merge else ()
        )
    save = fix(title, change, Applicability.UNSAFE)
    return save + merge(array) if array.has("redis", "host") else merge(array) + save
