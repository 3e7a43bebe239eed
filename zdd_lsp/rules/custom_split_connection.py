"""DATABASE_CONFIGURATION has connections for a split database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_KINDS: Final = ("connection", "slave_connection")
_NAMES: Final = ("checkout", "sales")


@rule(
    code="ZDD326",
    name="custom-split-connection",
    severity=Severity.WARNING,
    summary="`DATABASE_CONFIGURATION` has connections of a split database, which are ignored.",
    subject="deploy_variables",
    bad=[
        Example(
            "Databases of its own for quotes and orders",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      connection:
                        checkout:
                        #^^^^^^^ ignores
                          host: checkout.example.com
                      slave_connection:
                        sales: {host: sales.example.com}
                        #^^^^ ignores
                """
            },
        ),
    ],
    good=[
        Example(
            "Other connections",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      connection:
                        indexer:
                          initStatements: 'SET NAMES utf8'
                        checkout: ~
                """
            },
        ),
    ],
)
def custom_split_connection(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools takes the connections of a split database from the relationships alone.

    Those relationships are `database-quote` and `database-sales`. What `DATABASE_CONFIGURATION`
    says about the connections `checkout` and `sales`, and about their replicas, is dropped with a
    warning. Remove it.

    Source: ece-tools 2002.1.17, Validator/Deploy/DatabaseSplitConnection.php, in force since
    2002.1.1.
    """
    array = deploy_array(project, "DATABASE_CONFIGURATION")
    if array is None or project.is_ece_tools("<2002.1.1"):
        return
    paths = [(kind, name) for kind in _KINDS for name in _NAMES if array.has(kind, name)]
    for number, (kind, name) in enumerate(paths):
        yield report(
            ENV_FILE,
            array.nearest(kind, name).key_span,
            f"ece-tools ignores the {_WORDS[kind]} {name}: a split database has the connections "
            "that the relationships provide.",
            upstream=Upstream(2002, _message(paths)) if number == 0 else None,
        )


_WORDS: Final = {"connection": "connection", "slave_connection": "replica connection"}


def _message(paths: list[tuple[str, str]]) -> str:
    items = "\n".join(f"- {kind}: {name}" for kind, name in paths)
    return (
        "Detected split database configuration in the DATABASE_CONFIGURATION property of the file "
        f".magento.env.yaml:\n{items}\n"
        "Magento Cloud does not support custom connections in the split database configuration, "
        "Custom connections will be ignored"
    )
