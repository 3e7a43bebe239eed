"""A resource whose connection does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, put
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.similar import similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_NAME: Final = "RESOURCE_CONFIGURATION"
_DATABASE: Final = "DATABASE_CONFIGURATION"
_MOST_GUESSES: Final = 50
"""For how many names one that was meant is looked for, which takes a look at all there are."""
_PROVIDED: Final = ("default", "indexer", "checkout", "sales")
"""The connections that ece-tools makes of relationships."""


@rule(
    code="ZDD647",
    name="unknown-connection",
    severity=Severity.WARNING,
    summary="A resource in `RESOURCE_CONFIGURATION` names a database connection that is not there.",
    subject="deploy_variables",
    bad=[
        Example(
            "Misspelt",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      _merge: true
                      default_setup:
                        connection: defualt
                        #           ^^^^^^^ did you mean default?
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    RESOURCE_CONFIGURATION:
                      _merge: true
                      default_setup:
                        connection: default
                """
            },
        ),
    ],
    good=[
        Example(
            "One from the platform, and one of the store's own",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      connection:
                        reports: {host: db.example.com, dbname: reports, username: a, password: ''}
                    RESOURCE_CONFIGURATION:
                      _merge: true
                      default_setup: {connection: default}
                      reports: {connection: reports}
                """
            },
        ),
    ],
)
def unknown_connection(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce looks the connection of a resource up in the section `db` of `app/etc/env.php`.

    ece-tools makes `default` and `indexer` there, for a split database `checkout` and `sales`;
    `DATABASE_CONFIGURATION` can add others. A name that is not there stops Commerce as soon as
    something uses the resource. ece-tools does not look.

    A variable in the Cloud Console may add connections that this file does not show.

    Source: ece-tools 2002.1.17, Config/Database/DbConfig.php; Commerce,
    Framework/App/ResourceConnection.
    """
    array, database = deploy_array(project, _NAME), deploy_array(project, _DATABASE)
    if array is None:
        return
    known = [*_PROVIDED, *(database.names("connection") if database is not None else ())]
    said = 0
    for name in array.names():
        value, spot = array.at(name, "connection"), array.find(name, "connection")
        if spot is None or not isinstance(value, str) or not value or value in known:
            continue
        said += 1
        meant = next(iter(similar(value, known, 1)), None) if said <= _MOST_GUESSES else None
        change = put(array, meant, name, "connection") if meant and not spot.is_shared else None
        yield report(
            ENV_FILE,
            spot.value_span,
            f"There is no database connection {value}{f'; did you mean {meant}?' if meant else '.'}"
            f" Commerce fails when it uses {name}.",
            fixes=fix(f"Write {meant}", change, Applicability.UNSAFE),
        )
