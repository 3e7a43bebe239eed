"""Nothing tells which version of Commerce the project has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import is_on
from zdd_lsp.project.places import START
from zdd_lsp.project.versions import COMMERCE
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 25
_FROM_GIT: Final = "DEPLOYED_MAGENTO_VERSION_FROM_GIT"


@rule(
    code="ZDD303",
    name="missing-commerce-package",
    severity=Severity.ERROR,
    summary="`composer.lock` locks no Commerce, and nothing else names its version.",
    bad=[
        Example(
            "ece-tools without Commerce",
            {
                COMPOSER_JSON: """
                {
                  "require": {
                //^^^^^^^^^ Commerce is not installed
                    "magento/ece-tools": "^2002.1"
                  }
                }
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "Commerce is locked",
            {
                COMPOSER_JSON: '{"require": {"magento/magento-cloud-metapackage": "2.4.8"}}',
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/ece-tools", "version": "2002.2.10"},
                    {"name": "magento/magento2-base", "version": "2.4.8"}
                  ]
                }
                """,
            },
        ),
        Example(
            "Commerce is the project itself",
            {
                COMPOSER_JSON: '{"name": "magento/magento2ce", "version": "2.4.8"}',
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
        Example(
            "Commerce comes from Git",
            {
                ENV_FILE: """
                stage:
                  global:
                    DEPLOYED_MAGENTO_VERSION_FROM_GIT: 2.4.8
                """,
                COMPOSER_JSON: '{"require": {"magento/ece-tools": "^2002.2"}}',
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
    ],
)
def missing_commerce_package(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `magento/magento2-base` there is no Commerce to build.

    ece-tools takes the version from that package in `composer.lock`, otherwise from `version` in
    `composer.json`. The variable `DEPLOYED_MAGENTO_VERSION_FROM_GIT` goes before both. If it finds
    none, the build stops with error 25.

    Require `magento/magento-cloud-metapackage` in the version that you want, run `composer update`
    and commit both files.

    Source: ece-tools 2002.1.17, Package/MagentoVersion.php and Validator/Build/ComposerFile.php.
    """
    lock, manifest = project.lock, project.manifest
    if not lock.ok or not manifest.ok or manifest.version is not None:
        return
    package = lock.package(COMMERCE)
    if (package is not None and not package.dev) or is_on(project, "global", _FROM_GIT):
        return
    span = manifest.require_span
    yield report(
        COMPOSER_JSON if span is not None else COMPOSER_LOCK,
        span or START,
        "Commerce is not installed according to composer.lock, which has no "
        f"{COMMERCE}: the build stops, with error 25 at the latest.",
        upstream=Upstream(_CODE, "Can't get magento version: Magento version cannot be resolved"),
    )
