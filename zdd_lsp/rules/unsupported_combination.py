"""PHP or a service has a version that Adobe does not support with the installed Commerce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.compatibility import Doubt, choice, judged
from zdd_lsp.project.components import components
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.php import php_advice
from zdd_lsp.rules._shared.versions import change_to, is_in_use, leading_to, named, refusal, way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.compatibility import Choice, Verdict
    from zdd_lsp.project.components import Component
    from zdd_lsp.rules import Reporter

_APP = """
type: php:8.4
relationships:
    database: "mysql:mysql"
    rabbitmq: "rabbitmq:rabbitmq"
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
    code="ZDD500",
    name="unsupported-combination",
    severity=Severity.WARNING,
    summary="PHP or a service has a version that Adobe does not support with this Commerce.",
    subject="services",
    bad=[
        Example(
            "A PHP that is too old",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.2
                #         ^^^ It supports 8.4 (the newest) and 8.3
                """,
                COMPOSER_LOCK: _LOCK,
            },
            fixed={APP_FILE: "name: mymagento\ntype: php:8.4\n"},
        ),
        Example(
            "A PHP that the packages still allow",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.1
                #         ^^^ It supports 8.3 (the newest) and 8.2
                """,
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {
                      "name": "magento/magento2-base",
                      "version": "2.4.7-p9",
                      "require": {"php": "~8.1.0||~8.2.0||~8.3.0"}
                    }
                  ]
                }
                """,
            },
            fixed={APP_FILE: "name: mymagento\ntype: php:8.3\n"},
        ),
        Example(
            "Services that are too old and too new, and one that goes step by step",
            {
                APP_FILE: """
                type: php:8.4
                relationships:
                    database: "mysql:mysql"
                    opensearch: "opensearch:opensearch"
                    rabbitmq: "rabbitmq:rabbitmq"
                """,
                SERVICES_FILE: """
                mysql:
                    type: mysql:11.8
                    #           ^^^^ It supports 11.4; a service cannot go back
                    disk: 5120
                opensearch:
                    type: opensearch:2
                    #                ^ does not support OpenSearch 2. It supports 3.
                    disk: 1024
                rabbitmq:
                    type: rabbitmq:3.12
                    #              ^^^^ each with a deployment: 3.13 is next
                    disk: 1024
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "A line of Commerce that Adobe's requirements do not list any more",
            {
                APP_FILE: """
                type: php:7.2
                #         ^^^ the version should satisfy >=7.3 <7.5
                relationships:
                    database: "mysql:mysql"
                """,
                SERVICES_FILE: """
                mysql:
                    type: mysql:10.0
                    #           ^^^^ the version should satisfy >=10.2 <10.5
                    disk: 2048
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.2"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "They fit",
            {
                APP_FILE: _APP,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                rabbitmq: {type: rabbitmq:4.1, disk: 1024}
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "No relationship leads there",
            {
                APP_FILE: 'relationships:\n    rabbitmq: "rabbitmq:rabbitmq"\n',
                SERVICES_FILE: """
                mysql: {type: mysql:10.0, disk: 5120}
                rabbitmq: {type: rabbitmq:4.1, disk: 1024}
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "Nobody knows which Commerce is installed",
            {
                APP_FILE: 'type: php:5.6\nrelationships:\n    database: "mysql:mysql"\n',
                SERVICES_FILE: "mysql: {type: mysql:10.0}\n",
            },
        ),
    ],
)
def unsupported_combination(project: Project, report: Reporter) -> Iterator[Finding]:
    """Adobe tests each release of Commerce with certain versions, and supports no others.

    Its system requirements list them for Commerce 2.4.4 and later, by security patch: a patch may
    want a newer database than the one before. For older releases the table of ece-tools takes
    their place. ece-tools prints a warning of its own in the deploy, from a table that may be
    older; with a PHP that the packages do not allow, `composer install` stops.

    Change the version. PHP can go back and forth; a service can only go forward in place, and
    RabbitMQ one version at a time, each with a successful deployment. To go back, declare a second
    service and move the data. On Staging and Production of Pro projects Adobe's support changes
    services, and other versions than here may run there.

    It is information where Adobe contradicts itself, because ece-tools or another page accepts
    the version, and where Commerce or the version is newer than the requirements of August 2026.

    Source: Adobe Commerce operations guide, system requirements; ece-tools 2002.2.11,
    Service/Validator.php and Validator/Deploy/PhpVersion.php.
    """
    for component in components(project):
        verdict = judged(project, component)
        if verdict is None or not verdict.is_about_version or not is_in_use(project, component):
            continue
        advice = php_advice(project) if component.service is None else None
        if advice is not None and not advice.is_allowed:
            continue  # Composer refuses it, as another rule says.
        refused = refusal(project, component)
        doubt = verdict.doubt if refused is None else None
        chosen = choice(project, component)
        yield report(
            component.path,
            component.span,
            _message(project, component, verdict, doubt, chosen),
            severity=Severity.WARNING if doubt is None else Severity.INFO,
            upstream=advice.upstream if advice is not None else refused,
            related=leading_to(component),
            fixes=change_to(project, component, chosen),
        )


def _message(
    project: Project,
    component: Component,
    verdict: Verdict,
    doubt: Doubt | None,
    chosen: Choice | None,
) -> str:
    commerce, title = project.commerce, component.title
    if verdict.constraint is not None and doubt is not None:
        return (
            f"{title} is newer than what ece-tools expects of Commerce {commerce}: the version "
            f"should satisfy {verdict.constraint}."
        )
    if verdict.constraint is not None:
        return (
            f"Commerce {commerce} does not support {title}: the version should satisfy "
            f"{verdict.constraint}."
        )
    listed, published = named(verdict.listed), matrix().date
    if doubt is Doubt.NEW_COMMERCE:
        return (
            f"Commerce {commerce} is newer than Adobe's requirements of {published}, which list "
            f"{component.part.name} {listed} for the release before, and no {component.text}."
        )
    if doubt is Doubt.NEW_VERSION:
        return (
            f"{title} is newer than Adobe's requirements of {published}. For Commerce {commerce} "
            f"they list {listed}."
        )
    if doubt is not None:
        return (
            f"Adobe's requirements list {component.part.name} {listed} for Commerce {commerce} and "
            f"no {component.text}, which ece-tools accepts."
        )
    rest = ""
    if chosen is not None and chosen.step != chosen.version:
        rest = f": upgrade{way(chosen).lstrip(',')}"
    elif chosen is None and component.service is not None:
        rest = "; a service cannot go back in place, so declare a second one"
    return f"Commerce {commerce} does not support {title}. It supports {listed}{rest}."
