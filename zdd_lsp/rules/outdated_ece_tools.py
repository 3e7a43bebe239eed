"""ece-tools is too old for zero-downtime deployments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import facts
from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.places import package_place
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


PACKAGE = "magento/ece-tools"


@rule(
    code="ZDD106",
    name="outdated-ece-tools",
    severity=Severity.WARNING,
    summary="ece-tools is older than 2002.0.13.",
    subject="update_ece_tools",
    bad=[
        Example(
            "Too old",
            {
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {
                      "name": "magento/ece-tools",
                      "version": "2002.0.12"
                //               ^^^^^^^^^^^ too old for zero-downtime deployments
                    }
                  ]
                }
                """
            },
        ),
    ],
    good=[
        Example(
            "Recent enough",
            {
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.0.13"}]}
                """
            },
        ),
        Example(
            "A branch has no number to compare",
            {
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "dev-develop"}]}
                """
            },
        ),
    ],
)
def outdated_ece_tools(project: Project, report: Reporter) -> Iterator[Finding]:
    """Deployments without downtime need ece-tools 2002.0.13 or later.

    Since that version the platform holds requests for up to five minutes while a deploy runs, the
    build hook can be split so that static content is ready before the deploy, and cron does not
    get in the way. Each later release supports newer versions of Commerce and its services:
    `composer update magento/ece-tools --with-all-dependencies` brings the newest.
    """
    place = package_place(project, PACKAGE)
    needed = ".".join(str(number) for number in facts().zero_downtime_since)
    version = project.ece_tools_triple
    if version is None or version >= facts().zero_downtime_since or place is None:
        return
    requirement = project.manifest.require(PACKAGE)
    related = []
    if requirement is not None:
        where = Location(COMPOSER_JSON, requirement.value_span)
        related.append(Related(where, "The constraint is here."))
    yield report(
        *place,
        f"ece-tools {project.ece_tools} is too old for zero-downtime deployments, which need "
        f"{needed} or later. Run `composer update magento/ece-tools`.",
        related=related,
    )
