"""There is no `composer.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 8
_MESSAGE: Final = "Can't read composer.json file: Cannot read contents from file "


@rule(
    code="ZDD302",
    name="missing-composer-json",
    severity=Severity.INFO,
    summary="`composer.lock` stands alone: `composer.json` is missing.",
    bad=[
        Example(
            "The lock of Commerce 2.4.2 alone",
            {
                APP_FILE: "name: shop\n",
                COMPOSER_LOCK: """
                {
                ^ composer.json does not exist
                  "packages": [{"name": "magento/magento2-base", "version": "2.4.2-p1"}]
                }
                """,
            },
        ),
    ],
    good=[
        Example(
            "Both files",
            {
                APP_FILE: "name: shop\n",
                COMPOSER_JSON: '{"name": "shop/shop"}',
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.2-p1"}]}
                """,
            },
        ),
        Example(
            "ece-tools does not look for it with Commerce 2.4.3 and later",
            {
                APP_FILE: "name: shop\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
        ),
    ],
)
def missing_composer_json(project: Project, report: Reporter) -> Iterator[Finding]:
    """With Commerce 2.3.0 to 2.4.2 ece-tools reads `composer.json` and fails without it.

    The build stops with error 8. As a lock is of little use without the file that it locks, it is
    likely that only a part of the project is here; so this is mere information.

    Source: ece-tools 2002.1.17, Validator/Build/ComposerFile.php.
    """
    if COMPOSER_JSON in project.contents or project.app.source is None:
        return
    if not project.lock.ok or not project.is_commerce(">=2.3 <2.4.3"):
        return
    yield report(
        COMPOSER_LOCK,
        START,
        "composer.json does not exist here. If the repository has none either, the build stops "
        "with error 8.",
        upstream=Upstream(_CODE, f'{_MESSAGE}"/app/{COMPOSER_JSON}"'),
    )
