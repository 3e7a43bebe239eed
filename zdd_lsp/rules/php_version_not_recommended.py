"""PHP is not the version that Commerce recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.compatibility import choice, judged
from zdd_lsp.project.components import components
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.php import php_advice
from zdd_lsp.rules._shared.versions import change_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

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
    shown as a hint: newer ones are faster and stay supported for longer. With a version that the
    packages do not allow, `composer install` refuses to work. What they allow although Adobe does
    not support it is told by `unsupported-combination`.

    Change `type` in `.magento.app.yaml`, after a test of every extension on an integration
    environment.

    Source: ece-tools 2002.1.17, Validator/Deploy/PhpVersion.php, in force since 2002.0.16.
    """
    advice = php_advice(project)
    php = next((each for each in components(project) if each.service is None), None)
    if advice is None or php is None:
        return
    commerce = project.commerce
    fixes: tuple[Fix, ...] = ()
    if advice.is_allowed:
        if judged(project, php) is not None:
            return  # Another rule says that Adobe does not support it.
        severity = Severity.HINT
        message = (
            f"Commerce {commerce} recommends {advice.newest.strip()}, the newest PHP that it "
            f"supports; every deploy warns about {php.text}."
        )
    else:
        severity = Severity.WARNING
        message = (
            f"Commerce {commerce} does not support PHP {php.text}: it requires "
            f"{advice.required.constraint}, and Composer refuses to install it with another one."
        )
        fixes = change_to(project, php, choice(project, php))
    where = Location(COMPOSER_LOCK, advice.required.value_span)
    yield report(
        php.path,
        php.span,
        message,
        severity=severity,
        upstream=advice.upstream,
        related=[Related(where, "It is required here.")],
        fixes=fixes,
    )
