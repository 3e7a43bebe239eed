"""A relationship that ece-tools reads leads to a service of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.links import declared, lead_to, offered, type_of
from zdd_lsp.rules._shared.store import is_deployed_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_HOOKS = """
type: php:8.4
hooks:
    deploy: |
        php ./vendor/bin/ece-tools run scenario/deploy.xml
"""
_SERVICES = """
mysql: {type: mysql:11.4, disk: 5120}
cache: {type: valkey:8.0}
"""


@rule(
    code="ZDD443",
    name="relationship-to-wrong-service",
    severity=Severity.ERROR,
    summary="A relationship that ece-tools reads leads to another kind of service.",
    subject="relationships",
    bad=[
        Example(
            "A copy of the line above",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    database: "mysql:mysql"
    valkey: "mysql:mysql"
    #        ^^^^^ expects Redis or Valkey
""",
                SERVICES_FILE: _SERVICES,
            },
            fixed={
                APP_FILE: f"""{_HOOKS}
relationships:
    database: "mysql:mysql"
    valkey: "cache:valkey"
"""
            },
        ),
    ],
    good=[
        Example(
            "Valkey speaks the protocol of Redis",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    database: "mysql:mysql"
    redis: "cache:valkey"
""",
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "A name of your own",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    legacy: "mysql:mysql"
""",
                SERVICES_FILE: _SERVICES,
            },
        ),
    ],
)
def relationship_to_wrong_service(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools tells services apart by the names of relationships and by nothing else.

    It takes what it finds under `valkey` for a cache, and what it finds under `database` for the
    database, and writes both into `app/etc/env.php`. With a service of another kind behind the
    name, the deploy fails as soon as Commerce tries to connect, and the site stays in maintenance.

    Redis and Valkey may stand for each other, and so may OpenSearch and Elasticsearch.

    Source: ece-tools 2002.1.17, Service/*.
    """
    if not is_deployed_store(project):
        return
    known = service_types()
    for link in project.relationships.values():
        wanted, found = known.relationships.get(link.name), type_of(link.service)
        if wanted is None or found is None or link.service is None or wanted.role == found.role:
            continue
        fixes = [
            fix
            for service in offered(project)
            if (kind := type_of(service)) is not None and kind.role == wanted.role
            for fix in lead_to(project, link, service)
        ]
        yield report(
            APP_FILE,
            link.service_span,
            f"ece-tools expects {known.roles[wanted.role]} behind the relationship {link.name}, "
            f"and {link.service_name} is {found.title}: the deploy fails when Commerce tries to "
            "connect.",
            related=[declared(link.service, f"This is {found.title}.")],
            fixes=fixes,
        )
