"""A service has a version that Commerce does not support."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.services import services
from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import is_documented, mismatches
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, led_by, printed_commerce

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
_LOCK = """
{
  "packages": [
    {"name": "magento/magento2-base", "version": "2.4.8-p4"},
    {"name": "magento/ece-tools", "version": "2002.2.11"}
  ]
}
"""


@rule(
    code="ZDD340",
    name="unsupported-service-version",
    severity=Severity.WARNING,
    summary="A service has a version, or is one, that the installed Commerce does not support.",
    subject="services",
    bad=[
        Example(
            "An old database, and Redis where Commerce wants Valkey",
            {
                APP_FILE: _APP,
                SERVICES_FILE: """
                mysql:
                    type: mysql:10.6
                    #           ^^^^ should satisfy >=11.4 <11.5
                    disk: 5120
                redis:
                    type: redis:7.2
                    #           ^^^ does not support the service redis
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
    good=[
        Example(
            "They fit",
            {
                APP_FILE: 'relationships: {database: "mysql:mysql", valkey: "cache:valkey"}\n',
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                cache: {type: valkey:8.0}
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "No relationship leads there",
            {
                APP_FILE: 'relationships:\n    database: "mysql:mysql"\n',
                SERVICES_FILE: "mysql: {type: mysql:11.4}\nredis: {type: redis:3.0}\n",
                COMPOSER_LOCK: _LOCK,
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
                    {"name": "magento/magento2-base", "version": "2.4.6"},
                    {"name": "magento/ece-tools", "version": "2002.1.17"}
                  ]
                }
                """,
            },
        ),
    ],
)
def unsupported_service_version(project: Project, report: Reporter) -> Iterator[Finding]:
    """Each version of Commerce is tested with certain versions of its services, and no others.

    ece-tools compares them in every deploy with a table of its own, and warns; the deploy goes on.
    The tables of 2002.2.10 and 2002.2.11 are known. With a later ece-tools, or an unknown one, the
    newest of them is taken, as information. What 2002.2.10 refuses and 2002.2.11 accepts is
    information as well: update ece-tools. So is what a table refuses although Adobe's system
    requirements list it, such as Valkey 8.0 on most patches that have it.

    Change the version in `.magento/services.yaml`, one step at a time where the service cannot
    skip one, and never back to an older one. On Staging and Production of Pro projects Adobe's
    support does that, and other versions than here may run there.

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
        severity, opinion = Severity.INFO, None
        if is_documented(project, found):
            opinion = f"Adobe's requirements list it for Commerce {project.commerce}"
        elif all(found != other.running for other in newest):
            opinion = f"{judge} knows that Commerce {project.commerce} supports it"
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
            upstream=_upstream(project, mismatch) if support is not None else None,
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


def _upstream(project: Project, mismatch: Mismatch) -> Upstream:
    commerce, found = printed_commerce(project), mismatch.running
    if mismatch.constraint is None:
        text = f'Service "{found.name}" is not supported for Magento "{commerce}"'
    else:
        text = (
            f'Magento {commerce} does not support version "{found.version}" for service '
            f'"{found.name}". Service version should satisfy "{mismatch.constraint}" constraint.'
        )
    return Upstream(2017, text)
