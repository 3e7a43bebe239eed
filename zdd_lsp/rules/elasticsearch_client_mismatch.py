"""Commerce's client for Elasticsearch does not fit the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.places import package_place
from zdd_lsp.project.search import is_elasticsearch_family, search_engine
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.project.versions import Version
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, WARNINGS_SINCE, led_by, upstream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

PACKAGE = "elasticsearch/elasticsearch"
_FITTING = (
    ("~2.0", ">=1.0 <3.0", "1.x or 2.x"),
    ("~5.0", "~5.0", "5.x"),
    ("~6.0", "~6.0", "6.x"),
    (">=7.5", ">=7.5", "7.5 or later"),
)
"""Which services go with which versions of the client, and how to say so."""
_APP = 'relationships:\n    elasticsearch: "elasticsearch:elasticsearch"\n'
_LOCK = """
{
  "packages": [
    {"name": "magento/magento2-base", "version": "2.3.5"},
    {"name": "elasticsearch/elasticsearch", "version": "v6.7.2"},
    {"name": "magento/ece-tools", "version": "2002.1.17"}
  ]
}
"""


@rule(
    code="ZDD350",
    name="elasticsearch-client-mismatch",
    severity=Severity.WARNING,
    summary="The locked `elasticsearch/elasticsearch` does not fit the version of the service.",
    subject="services",
    bad=[
        Example(
            "A client for 6.x and a service of 5.2",
            {
                APP_FILE: _APP,
                SERVICES_FILE: """
                elasticsearch:
                    type: elasticsearch:5.2
                    #                   ^^^ needs a service of version 6.x
                    disk: 1024
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
    good=[
        Example(
            "They fit",
            {
                APP_FILE: _APP,
                SERVICES_FILE: "elasticsearch:\n    type: elasticsearch:6.5\n    disk: 1024\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
)
def elasticsearch_client_mismatch(project: Project, report: Reporter) -> Iterator[Finding]:
    """The client library and the service must be of the same generation to understand each other.

    Otherwise products and images may be missing in the catalogue, and filters may not work. Let
    the service have the version that the locked client needs; on Staging and Production of Pro
    projects, Adobe's support does that. Or require another version of the client, as far as
    Commerce allows it.

    Source: ece-tools 2002.1.17, Validator/Deploy/ElasticSearchVersion.php, in force since
    2002.0.13. What later releases than that check is not known.
    """
    found, package = running(project).get("elasticsearch"), project.lock.package(PACKAGE)
    if found is None or package is None or package.dev or not project.knows_relationships:
        return
    client, service = Version.parse(package.version), Version.parse(found.version or "")
    declared, engine = found.relationship.service, search_engine(project)
    if client is None or service is None or declared is None or engine is None:
        return
    if not is_elasticsearch_family(engine) or project.is_ece_tools("<2002.0.13"):
        return
    wanted = _wanted(client, service)
    if wanted is None:
        return
    # What an ece-tools says whose validator nobody has read is not repeated here.
    is_read = project.is_ece_tools("<=2002.1.17")
    message = (
        f"Elasticsearch service version {found.version} on infrastructure layer is not compatible "
        f"with current version of elasticsearch/elasticsearch module ({client.normalized}), used "
        "by your Magento application."
    )
    place = package_place(project, PACKAGE)
    yield report(
        SERVICES_FILE,
        declared.version_span,
        f"The client elasticsearch/elasticsearch {package.version} needs a service of version "
        f"{wanted}, and this one is {found.version}, {INFERRED}: search may fail or miss products.",
        upstream=upstream(project, WARNINGS_SINCE, 2011, message) if is_read else None,
        related=[
            *([Related(Location(*place), "The client is locked here.")] if place else ()),
            led_by(found.relationship),
        ],
    )


def _wanted(client: Version, service: Version) -> str | None:
    """Return which services a client needs; None where the service is one of them."""
    for clients, services, said in _FITTING:
        if satisfies(client, clients) and not satisfies(service, services):
            return said
    return None
