"""Commerce has no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import rename_key, set_below, stands_elsewhere
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, deploy_value
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.links import type_of
from zdd_lsp.rules._shared.services import INFERRED, name_place, relationships_place
from zdd_lsp.rules._shared.store import is_deployed_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.rules import Reporter

_NAME: Final = "database"
_VARIABLE: Final = "DATABASE_CONFIGURATION"
_HOOKS = """
type: php:8.4
hooks:
    deploy: |
        php ./vendor/bin/ece-tools run scenario/deploy.xml
"""
_SERVICES = "mysql: {type: mysql:11.4, disk: 5120}\n"


@rule(
    code="ZDD444",
    name="missing-database",
    severity=Severity.ERROR,
    summary="The application runs ece-tools and has no relationship `database`.",
    subject="relationships",
    bad=[
        Example(
            "The name of the service",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    mysql: "mysql:mysql"  # the store's
#   ^^^^^ no relationship is named database
""",
                SERVICES_FILE: _SERVICES,
            },
            fixed={
                APP_FILE: f"""{_HOOKS}
relationships:
    database: "mysql:mysql"  # the store's
"""
            },
        ),
        Example(
            "The service is declared, and nothing leads to it",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
#^^^^^^^^^^^^ no relationship is named database
    valkey: "cache:valkey"
""",
                SERVICES_FILE: f"{_SERVICES}cache: {{type: valkey:8.0}}\n",
            },
            fixed={
                APP_FILE: f"""{_HOOKS}
relationships:
    valkey: "cache:valkey"
    database: "mysql:mysql"
"""
            },
        ),
    ],
    good=[
        Example(
            "The relationship of Adobe's template",
            {
                APP_FILE: f'{_HOOKS}\nrelationships:\n    database: "mysql:mysql"\n',
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "A variable has the connection",
            {
                APP_FILE: f"{_HOOKS}\nrelationships: {{}}\n",
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      connection:
                        default: {host: db, dbname: shop, username: shop, password: ''}
                """,
            },
        ),
        Example(
            "An application that ece-tools does not deploy",
            {
                APP_FILE: 'type: nodejs:20\nrelationships:\n    mysql: "mysql:mysql"\n',
                SERVICES_FILE: _SERVICES,
            },
        ),
    ],
)
def missing_database(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools finds the database of the store under the relationship `database` alone.

    Under any other name it is not found: ece-tools writes a connection without a host into
    `app/etc/env.php`, and the first command that needs the database stops the deploy, when the
    site is in maintenance already. Name the relationship `database`, as Adobe's template does; the
    service may have any name.

    `DATABASE_CONFIGURATION` may hold a connection of its own, also in the Cloud Console.

    Source: ece-tools 2002.1.17, DB/Data/ConnectionTypes.php and RelationshipConnectionFactory.php.
    """
    if not is_deployed_store(project):
        return
    if _NAME in project.relationships or not project.knows_relationships:
        return
    if "relationships" not in project.app.root or deploy_value(project, _VARIABLE) is not None:
        return
    other = _misnamed(project)
    yield report(
        *(relationships_place(project) if other is None else name_place(other)),
        f"Commerce has no database, because no relationship is named {_NAME}, {INFERRED}: {FAILS}.",
        fixes=_rename(project, other) if other is not None else _add(project),
    )


def _misnamed(project: Project) -> Relationship | None:
    for link in project.relationships.values():
        kind = type_of(link.service)
        if kind is not None and kind.role == _NAME:
            return link
    return None


def _rename(project: Project, link: Relationship) -> tuple[Fix, ...]:
    source = project.app.source
    if source is None or stands_elsewhere(source, link.entry):
        return ()
    change = rename_key(source, link.entry, _NAME)
    return fix(f"Rename the relationship to {_NAME}", change, Applicability.UNSAFE)


def _add(project: Project) -> tuple[Fix, ...]:
    source, entry = project.app.source, project.app.relationships_entry
    for service in project.services.services.values():
        kind = type_of(service)
        if source is None or entry is None or kind is None or kind.role != _NAME:
            continue
        if service.endpoints == {}:
            change = set_below(source, entry, _NAME, f'"{service.name}:{kind.endpoint}"')
            return fix(f"Add the relationship {_NAME}", change, Applicability.UNSAFE)
    return ()
