"""There is no `composer.lock`, without which ece-tools does not start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location, Related, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.hooks import first_with_ece_tools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD236",
    name="missing-composer-lock",
    severity=Severity.ERROR,
    summary="`composer.lock` is missing, without which no ece-tools command runs.",
    subject="update_ece_tools",
    bad=[
        Example(
            "It is not in the repository",
            {
                APP_FILE: """
                hooks:
                  build: |
                # ^^^^^ composer.lock is missing
                    set -e
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
                """,
                COMPOSER_JSON: '{"require": {"magento/ece-tools": "^2002.2"}}',
            },
        ),
        Example(
            "A part of a project",
            {
                APP_FILE: """
                hooks:
                  deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                # ^^^^^^ Neither composer.json nor composer.lock is here
                """
            },
        ),
    ],
    good=[
        Example(
            "It is there",
            {
                APP_FILE: "hooks:\n  deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml\n",
                COMPOSER_JSON: "{}",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
        Example(
            "No hook runs ece-tools",
            {APP_FILE: "hooks:\n  build: make\n", COMPOSER_JSON: "{}"},
        ),
    ],
)
def missing_composer_lock(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools asks Composer for the locked packages before it does anything else.

    Without `composer.lock` every command of it dies. The build may get around that if `composer
    install` runs before and writes a lock of its own. But then each build takes the newest
    versions of everything, so a deploy that changed a word in a template may bring another version
    of Commerce. Run `composer update --lock` and commit the file.

    Where `composer.json` is missing as well, only a part of the project may be here, and this is
    mere information.

    Source: ece-tools 2002.1.17, App/Container.php and Package/Manager.php.
    """
    hook = first_with_ece_tools(project)
    if hook is None or COMPOSER_LOCK in project.contents:
        return
    is_whole = COMPOSER_JSON in project.contents
    message = (
        "composer.lock is missing, and every ece-tools command dies without it, unless `composer "
        "install` writes one in the build with the newest version of everything."
    )
    if not is_whole:
        message = (
            "Neither composer.json nor composer.lock is here. If the repository has no "
            "composer.lock either, every ece-tools command dies."
        )
    where = Location(COMPOSER_JSON, project.manifest.require_span or START)
    yield report(
        APP_FILE,
        hook.entry.key.span,
        message,
        severity=None if is_whole else Severity.INFO,
        upstream=Upstream(None, _MESSAGE),
        related=[Related(where, "What it would lock is required here.")] if is_whole else [],
    )


_MESSAGE: Final = "No lockfile found. Unable to read locked packages"
