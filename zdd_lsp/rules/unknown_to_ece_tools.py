"""The installed ece-tools is too old, or too new, for PHP or a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.services import services
from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.components import components
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.places import package_place
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.versions import ECE_TOOLS
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.versions import is_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.matrix import Need
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.components import Component
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD502",
    name="unknown-to-ece-tools",
    severity=Severity.WARNING,
    summary="The installed ece-tools does not know this PHP or this service.",
    subject="update_ece_tools",
    bad=[
        Example(
            "Valkey is not found, and PHP 8.4 is too new",
            {
                APP_FILE: """
                type: php:8.4
                #         ^^^ needs ece-tools 2002.2.1 or later
                relationships:
                    valkey: "cache:valkey"
                """,
                SERVICES_FILE: """
                cache:
                    type: valkey:8.0
                    #            ^^^ so that Commerce keeps its cache in files
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
                """,
            },
        ),
        Example(
            "A PHP that ece-tools has left behind",
            {
                APP_FILE: """
                type: php:7.4
                #         ^^^ needs an ece-tools before 2002.2.0
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
        Example(
            "A version that it does not know yet",
            {
                APP_FILE: 'relationships:\n    rabbitmq: "rabbitmq:rabbitmq"\n',
                SERVICES_FILE: """
                rabbitmq:
                    type: rabbitmq:3.13
                    #              ^^^^ every deploy may warn about it
                    disk: 1024
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.14"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "It knows them",
            {
                APP_FILE: 'type: php:8.4\nrelationships:\n    valkey: "cache:valkey"\n',
                SERVICES_FILE: "cache:\n    type: valkey:8.0\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
        Example(
            "No version of ece-tools is locked",
            {
                APP_FILE: "type: php:8.5\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "dev-develop"}]}
                """,
            },
        ),
    ],
)
def unknown_to_ece_tools(project: Project, report: Reporter) -> Iterator[Finding]:
    """Each release of ece-tools brings support for newer versions of PHP and of the services.

    An older one does not look for services that came later: Valkey needs 2002.2.2 and ActiveMQ
    2002.2.8, and without them Commerce goes without the service although it is there and paid for.
    PHP 8.1 needs 2002.1.9, 8.2 needs 2002.1.14, 8.3 needs 2002.1.18, 8.4 needs 2002.2.1 and 8.5
    needs 2002.2.10. PHP 7 works up to 2002.1.19; with a later one the build stops. A newer version
    of a service that ece-tools finds works all the same, but the log of every deploy may warn about
    it: that is information.

    Run `composer update magento/ece-tools --with-all-dependencies`.

    Source: release notes of ece-tools.
    """
    place = package_place(project, ECE_TOOLS)
    for component in components(project):
        need = _unmet(project, component)
        if need is None or not is_in_use(project, component):
            continue
        if not need.effect and services().support(project.ece_tools_triple) is not None:
            continue  # Other rules compare with what this ece-tools has compiled in.
        effect = need.effect or "every deploy may warn about it"
        limit = need.since or need.until or ()
        version = ".".join(map(str, limit))
        wanted = f"ece-tools {version} or later" if need.since else f"an ece-tools before {version}"
        related = [Related(Location(*place), "This one is installed.")] if place is not None else []
        yield report(
            component.path,
            component.span,
            f"{component.title} needs {wanted}; {project.ece_tools} is installed, and {effect}.",
            severity=_severity(need),
            related=related,
        )


def _severity(need: Need) -> Severity:
    if need.until is not None:
        return Severity.ERROR  # Composer does not install it, and it could not run.
    return Severity.WARNING if need.effect else Severity.INFO


def _unmet(project: Project, component: Component) -> Need | None:
    """Return what the installed ece-tools does not have."""
    installed = project.ece_tools_triple
    if installed is None:
        return None
    for need in matrix().needs:
        is_old = need.since is not None and installed < need.since
        is_new = need.until is not None and installed >= need.until
        is_about = need.part == component.part.id and satisfies(component.version, need.versions)
        if is_about and (is_old or is_new):
            return need
    return None
