"""A relationship has a name that ece-tools does not look for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import rename_key, stands_elsewhere
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import listed
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.links import declared, type_of
from zdd_lsp.rules._shared.services import name_place
from zdd_lsp.rules._shared.store import is_deployed_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.service_types import ServiceType
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.relationships import Relationship
    from zdd_lsp.rules import Reporter

_HOOKS = """
type: php:8.4
hooks:
    deploy: |
        php ./vendor/bin/ece-tools run scenario/deploy.xml
"""
_SERVICES = """
cache: {type: valkey:8.0}
queue: {type: rabbitmq:4.1, disk: 1024}
"""

_JUDGED: Final = frozenset({"cache", "amqp", "stomp"})
"""The roles that are judged here. A second database or search service is often meant for code of
the project's own, and that the store has none at all is another rule's subject."""


@rule(
    code="ZDD442",
    name="unread-relationship",
    severity=Severity.WARNING,
    summary="ece-tools does not look for a relationship of this name, so the service lies idle.",
    subject="relationships",
    bad=[
        Example(
            "The name of the service",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    cache: "cache:valkey"  # keeps sessions, too
#   ^^^^^ looks for valkey and valkey-session
    queue: "queue:rabbitmq"
#   ^^^^^ looks for rabbitmq, mq and amqp
""",
                SERVICES_FILE: _SERVICES,
            },
            fixed={
                APP_FILE: f"""{_HOOKS}
relationships:
    valkey: "cache:valkey"  # keeps sessions, too
    queue: "queue:rabbitmq"
"""
            },
        ),
        Example(
            "A second service for sessions",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    redis: "redis:redis"
    redis_session: "session:redis"
#   ^^^^^^^^^^^^^ one that Commerce does not use
""",
                SERVICES_FILE: "redis: {type: redis:7.2}\nsession: {type: redis:7.2}\n",
            },
            fixed={
                APP_FILE: f"""{_HOOKS}
relationships:
    redis: "redis:redis"
    redis-session: "session:redis"
"""
            },
        ),
    ],
    good=[
        Example(
            "Names that ece-tools knows",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    valkey: "cache:valkey"
    mq: "queue:rabbitmq"
""",
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "A further name for a service that ece-tools finds",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    valkey: "cache:valkey"
    counters: "cache:valkey"
""",
                SERVICES_FILE: _SERVICES,
            },
        ),
        Example(
            "A variable names its host",
            {
                APP_FILE: f"""{_HOOKS}
relationships:
    queue: "queue:rabbitmq"
""",
                SERVICES_FILE: _SERVICES,
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      amqp: {host: queue.internal, port: 5672, user: guest, password: guest}
                """,
            },
        ),
    ],
)
def unread_relationship(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools finds services by the names of relationships, whatever the service is.

    It knows `redis`, `redis-session`, `valkey`, `valkey-session`, `rabbitmq`, `mq`, `amqp`,
    `activemq-artemis`, `opensearch`, `elasticsearch` and a few other names. A service that the
    project reaches under another name alone is not configured: Commerce keeps its cache in files,
    its sessions in files or its queues in the database, and nothing in the log says so. A search
    service is judged here where nobody knows which Commerce is installed, as it is with the
    relationship `search` of a sample in Adobe's operations guide.

    Code of your own may use such a service all the same; then silence this line. A relationship
    whose host stands in `.magento.env.yaml` or in a variable of the application is not reported.

    Source: ece-tools 2002.1.17 and 2002.2.10, Service/*.
    """
    if not is_deployed_store(project) or not project.knows_relationships:
        return
    names = service_types().relationships
    reached = [
        link.service
        for link in project.relationships.values()
        if link.name in names and link.service is not None
    ]
    # Where Commerce is known, so is whether it needs the search: other rules say that.
    judged = _JUDGED if project.commerce_version is not None else _JUDGED | {"search"}
    found, found_types = {service.name for service in reached}, {each.type for each in reached}
    mentioned = _mentioned(project)
    for link in project.relationships.values():
        kind = type_of(link.service)
        if link.service is None or kind is None or kind.role not in judged or link.name in names:
            continue
        if link.service.name in found or link.name in mentioned:
            continue
        read = _read(project, kind)
        if not read:
            continue
        has_other = link.service.type in found_types
        yield report(
            *name_place(link),
            f"ece-tools does not read the relationship {link.name}, it looks for "
            f"{listed(read)}: "
            + (
                f"this {kind.title} is one that Commerce does not use."
                if has_other
                else f"Commerce does without {kind.title}."
            ),
            severity=Severity.INFO if has_other else None,
            related=[declared(link.service, f"This is {kind.title}.")],
            fixes=_rename(project, link, read),
        )


def _mentioned(project: Project) -> set[str]:
    """Return the relationships whose hosts the files name, as they are on Starter projects."""
    texts = (project.text(path) or "" for path in (ENV_FILE, APP_FILE))
    return {name for text in texts for name in _HOST.findall(text)}


_HOST: Final = re.compile(r"(?<![\w-])([\w-]{1,63})\.internal\b")


def _read(project: Project, kind: ServiceType) -> list[str]:
    """Return the names by which the installed ece-tools looks for a type of service."""
    version, names = project.ece_tools_triple, service_types().relationships
    return [
        name
        for name in kind.names
        if version is None or (since := names[name].since) is None or version >= since
    ]


def _rename(project: Project, link: Relationship, read: list[str]) -> tuple[Fix, ...]:
    source = project.app.source
    free = [name for name in read if name not in project.relationships]
    if source is None or not free or stands_elsewhere(source, link.entry):
        return ()
    change = rename_key(source, link.entry, free[0])
    return fix(f"Rename the relationship to {free[0]}", change, Applicability.UNSAFE)
