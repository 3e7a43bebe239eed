"""DATABASE_CONFIGURATION replaces the platform's connection and does not say all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, deploy_value, listed, merge, put
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_DEFAULT: Final = ("connection", "default")
_REQUIRED: Final = ("host", "dbname", "username", "password")
_UPSTREAM: Final = Upstream(109, "Variable DATABASE_CONFIGURATION is not configured properly")


@rule(
    code="ZDD320",
    name="incomplete-database-configuration",
    severity=Severity.ERROR,
    summary="`DATABASE_CONFIGURATION` replaces the platform's connection, but lacks a part of it.",
    subject="deploy_variables",
    bad=[
        Example(
            "One option was meant to be added",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                    #^^^^^^^^^^^^^^^^^^^^^ lacks host, dbname, username and password
                      slave_connection:
                        default:
                          synchronous_replication: false
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      slave_connection:
                        default:
                          synchronous_replication: false
                      _merge: true
                """
            },
        ),
        Example(
            "An empty password has to be written as a text",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      connection:
                        default:
                        #^^^^^^ lacks password
                          host: database.internal
                          dbname: main
                          username: user
                          password:
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      connection:
                        default:
                          host: database.internal
                          dbname: main
                          username: user
                          password: ''
                """
            },
        ),
    ],
    good=[
        Example(
            "An option of its own, merged with what the platform provides",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      slave_connection:
                        default:
                          synchronous_replication: false
                """
            },
        ),
        Example(
            "A whole connection",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      connection:
                        default:
                          host: database.internal
                          dbname: main
                          username: user
                          password: ''
                """
            },
        ),
    ],
)
def incomplete_database_configuration(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `_merge`, `DATABASE_CONFIGURATION` replaces the connection of the platform.

    It then has to name `host`, `dbname`, `username` and `password` of the connection `default`; the
    password may be an empty text, but not absent. ece-tools checks this when the site is in
    maintenance already, and stops the deploy there: the shop stays closed until the next deploy.

    Nearly always `_merge: true` is meant: the platform provides the connection, and the variable
    adds to it. A variable of this name in the Cloud Console replaces the whole value.

    Source: ece-tools 2002.1.17, Validator/Deploy/DatabaseConfiguration.php.
    """
    array = deploy_value(project, "DATABASE_CONFIGURATION")
    if array is None or not is_truthy(array.value) or array.asks_to_merge:
        return
    missing = [name for name in _REQUIRED if not array.has(*_DEFAULT, name)]
    if missing:
        # Values of other types are reported elsewhere, but ece-tools says this about them, too.
        is_array = isinstance(array.value, (dict, list))
        yield report(
            ENV_FILE,
            array.nearest(*_DEFAULT).key_span,
            "DATABASE_CONFIGURATION replaces the platform's connection, but its default connection "
            f"lacks {listed(missing)}: {FAILS}.",
            upstream=_UPSTREAM,
            fixes=_fixes(array, missing) if is_array else (),
        )


def _fixes(array: Array, missing: list[str]) -> tuple[Fix, ...]:
    if missing != ["password"]:
        return merge(array)
    # Whoever writes everything but a password has a database without one.
    change = put(array, "''", *_DEFAULT, "password")
    return fix("Set an empty password", change, Applicability.UNSAFE) + merge(array)
