"""A resource of RESOURCE_CONFIGURATION names no connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, MERGE, deploy_array, merge, put
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_UPSTREAM: Final = Upstream(112, "Variable RESOURCE_CONFIGURATION is not configured properly")
_SPLIT: Final = ("checkout", "sales")
"""Resources of a split database, which ece-tools drops from the variable."""
_DEFAULT: Final = "default_setup"


@rule(
    code="ZDD324",
    name="resource-without-connection",
    severity=Severity.ERROR,
    summary="A resource of `RESOURCE_CONFIGURATION` does not name its database connection.",
    subject="deploy_variables",
    bad=[
        Example(
            "A misspelt key and an empty resource",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      default_setup:
                      #^^^^^^^^^^^^ names no connection
                        conn: default
                      reports: {}
                      #^^^^^^ names no connection
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      default_setup:
                        conn: default
                        connection: default
                      reports: {}
                """
            },
        ),
        Example(
            "`_merge` provides the connection of `default_setup` alone",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      _merge: true
                      default_setup: {}
                      reports: {}
                      #^^^^^^ names no connection
                """,
                APP_FILE: 'relationships:\n  database: "mysql:mysql"\n',
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      _merge: true
                      default_setup: {}
                      reports: {connection: default}
                """
            },
        ),
    ],
    good=[
        Example(
            "Every resource has one",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      default_setup: {connection: default}
                      reports: {connection: reports}
                """
            },
        ),
        Example(
            "The resources of a split database are dropped",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      _merge: true
                      checkout: {}
                """
            },
        ),
    ],
)
def resource_without_connection(project: Project, report: Reporter) -> Iterator[Finding]:
    """Every resource in `RESOURCE_CONFIGURATION` has to name its database `connection`.

    The resource `default_setup` gets the connection `default` from the platform if the variable is
    merged with a true `_merge`; every other one has to say it itself. `checkout` and `sales` belong
    to a split database and are dropped. ece-tools checks this when the site is in maintenance
    already, and stops the deploy there: the shop stays closed until the next deploy.

    A variable of this name in the Cloud Console replaces the whole value.

    Source: ece-tools 2002.1.17, Validator/Deploy/ResourceConfiguration.php and
    Database/ResourceConfig.php.
    """
    array = deploy_array(project, "RESOURCE_CONFIGURATION")
    if array is None:
        return
    names = [
        name
        for name in array.names()
        if name != MERGE and not (name in _SPLIT and array.at(name) is not None)
    ]
    wrong = [name for name in names if not array.has(name, "connection")]
    if array.asks_to_merge and _DEFAULT in wrong and _is_provided(project, array):
        wrong.remove(_DEFAULT)
    for number, name in enumerate(wrong):
        yield report(
            ENV_FILE,
            array.nearest(name).key_span,
            f"The resource {name} in RESOURCE_CONFIGURATION names no connection: {FAILS}.",
            upstream=_UPSTREAM if number == 0 else None,
            fixes=[*_named(array, name), *(merge(array) if wrong == [_DEFAULT] else ())],
        )


def _is_provided(project: Project, array: Array) -> bool:
    """Tell whether merging may give the default resource its connection.

    array_replace_recursive keeps what is generated only where the variable has a map and no such
    key. It is generated if there is a connection of the name `default`.
    """
    if not isinstance(array.at(_DEFAULT), (dict, list)) or "connection" in array.names(_DEFAULT):
        return False
    database = deploy_array(project, "DATABASE_CONFIGURATION")
    if database is not None and database.has("connection", "default"):
        return True
    return not project.knows_relationships or "database" in project.relationships


def _named(array: Array, name: str) -> tuple[Fix, ...]:
    change = put(array, "default", name, "connection")
    # Which connection a resource of the project's own uses is for its authors to say.
    applicability = Applicability.UNSAFE
    if name == _DEFAULT:
        applicability = array.nearest(name, "connection").applicability
    return fix(f"Connect {name} to the default database", change, applicability)
