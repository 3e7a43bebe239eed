"""PHP is not the version that Commerce recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.versions import COMMERCE, Version
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import WARNINGS_SINCE, printed_commerce, upstream
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_NEWEST_PATCH = 999
_LOCK = """
{
  "packages": [
    {
      "name": "magento/magento2-base",
      "version": "2.4.6-p14",
      "require": {"php": "~8.1.0||~8.2.0"}
    },
    {"name": "magento/ece-tools", "version": "2002.2.10"}
  ]
}
"""


@rule(
    code="ZDD342",
    name="php-version-not-recommended",
    severity=Severity.WARNING,
    summary="`type` names another PHP than the newest one that Commerce supports.",
    subject="app",
    bad=[
        Example(
            "Commerce 2.4.6 recommends 8.2",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.1
                #         ^^^ recommends ~8.2.0
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "Not supported at all",
            {
                APP_FILE: """
                name: mymagento
                type: php:7.4
                #         ^^^ does not support PHP 7.4
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
    good=[
        Example(
            "The newest that Commerce supports",
            {APP_FILE: "name: mymagento\ntype: php:8.2\n", COMPOSER_LOCK: _LOCK},
        ),
        Example("Not PHP", {APP_FILE: "name: mypwa\ntype: nodejs:20\n", COMPOSER_LOCK: _LOCK}),
    ],
)
def php_version_not_recommended(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce supports several versions of PHP; ece-tools recommends the newest of them.

    It takes the last alternative that the locked `magento/magento2-base` requires, and logs a
    warning in every deploy with another PHP. A version that Commerce supports is no fault and
    shown as a hint: newer ones are faster and stay supported for longer. With a version that it
    does not support, `composer install` refuses to work.

    Change `type` in `.magento.app.yaml`, after a test of every extension on an integration
    environment.

    Source: ece-tools 2002.1.17, Validator/Deploy/PhpVersion.php, in force since 2002.0.16.
    """
    image, version = project.app.image, project.app.php_version
    required = project.lock.require(COMMERCE, "php")
    if image is None or version is None or required is None or project.commerce_version is None:
        return
    if project.is_ece_tools("<2002.0.16") or _is_from_git(project):
        return
    # The last alternative is printed as it is written, with its blanks.
    newest = required.constraint.split("|")[-1]
    if Version.parse(version) is None or _fits(version, newest):
        return
    commerce = project.commerce
    if _fits(version, required.constraint):
        severity = Severity.HINT
        message = (
            f"Commerce {commerce} recommends {newest.strip()}, the newest PHP that it supports; "
            f"every deploy warns about {version}."
        )
    else:
        severity = Severity.WARNING
        message = (
            f"Commerce {commerce} does not support PHP {version}: it requires "
            f"{required.constraint}, and Composer refuses to install it with another one."
        )
    where = Location(COMPOSER_LOCK, required.value_span)
    yield report(
        APP_FILE,
        image.version_span,
        message,
        severity=severity,
        upstream=upstream(
            project,
            WARNINGS_SINCE,
            2007,
            # The log shows the patch of the PHP that runs, which no file tells.
            f"For Magento {printed_commerce(project)} recommended PHP version satisfying the "
            f"constraint {newest}. Currently installed PHP version {version}.0",
        ),
        related=[Related(where, "It is required here.")],
    )


def _fits(version: str, constraint: str) -> bool:
    """Tell whether some patch of a version such as ``8.2`` satisfies a constraint."""
    patches = (Version.parse(f"{version}{patch}") for patch in ("", f".{_NEWEST_PATCH}"))
    return any(patch is not None and satisfies(patch, constraint) for patch in patches)


def _is_from_git(project: Project) -> bool:
    found = project.effective["global"].get("DEPLOYED_MAGENTO_VERSION_FROM_GIT")
    return found is not None and (found.is_crash or is_truthy(found.value))
