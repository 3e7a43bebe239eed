"""ece-tools is not among the locked packages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import facts
from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.places import START, package_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.hooks import first_with_ece_tools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD237",
    name="missing-ece-tools",
    severity=Severity.ERROR,
    summary="ece-tools is not locked, so the hooks have no command to run.",
    subject="update_ece_tools",
    bad=[
        Example(
            "The hook runs what is not installed",
            {
                APP_FILE: """
                hooks:
                  build: php ./vendor/bin/ece-tools run scenario/build/generate.xml
                # ^^^^^ this command does not exist
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
        ),
        Example(
            "Not locked, not required",
            {
                APP_FILE: "name: mymagento\n",
                COMPOSER_JSON: """
                {
                  "require": {
                //^^^^^^^^^ nothing builds, deploys or warms up
                    "magento/product-community-edition": "2.4.6"
                  }
                }
                """,
                COMPOSER_LOCK: '{"packages": []}',
            },
        ),
    ],
    good=[
        Example(
            "It is locked",
            {
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """
            },
        ),
        Example(
            "A fork takes its place",
            {
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {
                      "name": "acme/ece-tools",
                      "version": "1.0.0",
                      "replace": {"magento/ece-tools": "2002.1.17"}
                    }
                  ]
                }
                """
            },
        ),
    ],
)
def missing_ece_tools(project: Project, report: Reporter) -> Iterator[Finding]:
    """`magento/ece-tools` builds and deploys the store; the hooks call its commands.

    If it is not among the packages of `composer.lock`, `composer install` does not install it. The
    first hook that calls it fails, and with it the build or the deploy. If no hook calls it,
    nothing of what this tool checks happens: there is no static content, no upgrade of the
    database, no warm-up.

    A package that replaces or provides it counts, and so does the metapackage of Commerce on
    cloud, which requires it.
    """
    lock = project.lock
    if not lock.ok or lock.package(PACKAGE) is not None or lock.has_substitute(PACKAGE):
        return
    if lock.package(_METAPACKAGE) is not None:
        return  # Composer would not have locked it without ece-tools or a substitute
    needed = ".".join(str(number) for number in facts().zero_downtime_since)
    cure = f"Require {PACKAGE} {needed} or later."
    require = project.manifest.require_span
    fallback = (COMPOSER_JSON, require) if require is not None else (COMPOSER_LOCK, START)
    place = package_place(project, PACKAGE) or fallback
    hook = first_with_ece_tools(project)
    if hook is not None:
        yield report(
            APP_FILE,
            hook.entry.key.span,
            "ece-tools is not installed according to composer.lock: this command does not exist, "
            f"and the hook fails. {cure}",
            related=[Related(Location(*place), "The packages are here.")],
        )
        return
    yield report(
        *place,
        "ece-tools is not installed according to composer.lock: nothing builds, deploys or warms "
        f"up this project. {cure}",
        # Without the file of the application this is a part of a project.
        severity=Severity.INFO if project.app.source is None else Severity.WARNING,
    )


PACKAGE: Final = "magento/ece-tools"
_METAPACKAGE: Final = "magento/magento-cloud-metapackage"
