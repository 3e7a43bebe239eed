"""A service has a version that Commerce does not support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.services import services
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.compatibility import is_listed, judged
from zdd_lsp.project.components import of_service
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import mismatches
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, led_by, mismatch_upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.stack import Mismatch
    from zdd_lsp.rules import Reporter

_APP = """
relationships:
    database: "mysql:mysql"
    redis: "redis:redis"
"""
_BETA = """
{
  "packages": [
    {"name": "magento/magento2-base", "version": "2.4.9-beta1"},
    {"name": "magento/ece-tools", "version": "2002.2.11"}
  ]
}
"""


@rule(
    code="ZDD340",
    name="unsupported-service-version",
    severity=Severity.WARNING,
    summary="ece-tools warns about a service's version, and Adobe's requirements do not.",
    subject="services",
    bad=[
        Example(
            "Adobe's requirements do not list this Commerce, ece-tools does",
            {
                APP_FILE: _APP,
                SERVICES_FILE: """
                mysql:
                    type: mysql:10.6
                    #           ^^^^ should satisfy >=11.8 <11.9 || >=12.2 <12.4
                    disk: 5120
                redis:
                    type: redis:7.2
                    #           ^^^ does not support the service redis
                """,
                COMPOSER_LOCK: _BETA,
            },
        ),
        Example(
            "ece-tools refuses what Adobe's requirements list",
            {
                APP_FILE: 'relationships: {valkey: "cache:valkey"}\n',
                SERVICES_FILE: """
                cache:
                    type: valkey:8.0
                    #            ^^^ although Adobe's requirements list it
                """,
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.4.6-p14"},
                    {"name": "magento/ece-tools", "version": "2002.2.11"}
                  ]
                }
                """,
            },
        ),
    ],
    good=[
        Example(
            "They fit",
            {
                APP_FILE: 'relationships: {database: "mysql:mysql", valkey: "cache:valkey"}\n',
                SERVICES_FILE: """
                mysql: {type: mysql:11.8, disk: 5120}
                cache: {type: valkey:9.0}
                """,
                COMPOSER_LOCK: _BETA,
            },
        ),
        Example(
            "No relationship leads there",
            {
                APP_FILE: 'relationships:\n    database: "mysql:mysql"\n',
                SERVICES_FILE: "mysql: {type: mysql:11.8}\nredis: {type: redis:3.0}\n",
                COMPOSER_LOCK: _BETA,
            },
        ),
        Example(
            "The table of this ece-tools is not known",
            {
                APP_FILE: _APP,
                SERVICES_FILE: "mysql: {type: mysql:10.0}\nredis: {type: redis:3.0}\n",
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.4.9-beta1"},
                    {"name": "magento/ece-tools", "version": "2002.2.9"}
                  ]
                }
                """,
            },
        ),
    ],
)
def unsupported_service_version(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools compares the services of every deploy with a table of its own, and warns.

    The deploy goes on. What Adobe's system requirements exclude as well is told by the rules
    `unsupported-combination` and `unsupported-service`; here is what they do not have, such as a
    beta of Commerce, and what ece-tools refuses although they list it, such as Valkey 8.0 on most
    patches that have it. The latter is information, and so is what 2002.2.10 refuses and 2002.2.11
    accepts: update ece-tools.

    The tables of 2002.2.10 and 2002.2.11 are known. With a later ece-tools, or an unknown one, the
    newest of them is taken, as information.

    Source: ece-tools 2002.2.10 and 2002.2.11, Service/Validator.php and
    Validator/Deploy/ServiceVersion.php.
    """
    known, installed = services(), project.ece_tools_triple
    support = known.support(installed)
    is_newer = installed is None or installed > known.newest.ece_tools
    if not project.knows_relationships or (support is None and not is_newer):
        return
    newest = mismatches(project, known.newest)
    judge = ".".join(map(str, known.newest.ece_tools))
    seen = set()
    for mismatch in newest if support is None else mismatches(project, support):
        found = mismatch.running
        declared = found.relationship.service
        if declared is None or declared.version_span in seen:
            continue
        seen.add(declared.version_span)
        component = of_service(project, declared)
        if component is not None and judged(project, component) is not None:
            continue  # Other rules say that Adobe does not support it.
        severity, opinion = Severity.INFO, None
        if all(found != other.running for other in newest):
            opinion = f"{judge} knows that Commerce {project.commerce} supports it"
        elif component is not None and is_listed(project, component):
            opinion = f"Adobe's requirements list it for Commerce {project.commerce}"
        if opinion is not None and support is None:
            continue
        if opinion is not None:
            message = (
                f"ece-tools {project.ece_tools} warns about {found.name} {found.version} in every "
                f"deploy, {INFERRED}, although {opinion}."
            )
        elif support is None:
            message = f"{_message(project, mismatch)} So says ece-tools {judge}; yours may differ."
        else:
            message, severity = _message(project, mismatch), Severity.WARNING
        yield report(
            SERVICES_FILE,
            declared.version_span,
            message,
            severity=severity,
            upstream=mismatch_upstream(project, mismatch) if support is not None else None,
            related=[led_by(found.relationship)],
        )


def _message(project: Project, mismatch: Mismatch) -> str:
    commerce, found = project.commerce, mismatch.running
    if mismatch.constraint is None:
        return f"Commerce {commerce} does not support the service {found.name}, {INFERRED}."
    return (
        f"Commerce {commerce} does not support {found.name} {found.version}, {INFERRED}: the "
        f"version should satisfy {mismatch.constraint.strip()}."
    )
