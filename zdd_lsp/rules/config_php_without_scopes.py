"""Nothing tells the build for which stores to generate static content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.ideal import CODE, Gap
from zdd_lsp.project.places import START, hook_place
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD103",
    name="config-php-without-scopes",
    severity=Severity.WARNING,
    summary="`app/etc/config.php` is missing or names no websites and stores.",
    subject="store_settings",
    bad=[
        Example(
            "No file: the finding stands at the hook that relies on it",
            {
                APP_FILE: """
                name: shop
                hooks:
                  build: |
                # ^^^^^ app/etc/config.php does not exist
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
                """
            },
        ),
        Example(
            "A file with modules only",
            {
                APP_FILE: """
                name: shop
                hooks:
                  build: php ./vendor/bin/ece-tools run scenario/build/generate.xml
                # ^^^^^ app/etc/config.php names no websites and stores
                """,
                CONFIG_PHP: """
                <?php
                return ['modules' => ['Magento_Store' => 1]];
                """,
            },
        ),
    ],
    good=[
        Example(
            "Websites and stores are there",
            {
                APP_FILE: """
                name: shop
                hooks:
                  build: php ./vendor/bin/ece-tools run scenario/build/generate.xml
                """,
                CONFIG_PHP: """
                <?php
                return [
                    'modules' => ['Magento_Store' => 1],
                    'scopes' => [
                        'websites' => ['base' => ['website_id' => '1']],
                        'stores' => ['default' => ['store_id' => '1']],
                    ],
                ];
                """,
            },
        ),
        Example(
            "A file that only PHP can evaluate is given the benefit of the doubt",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: "<?php\nreturn array_merge(require 'a.php', require 'b.php');\n",
            },
        ),
    ],
)
def config_php_without_scopes(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without websites and stores in `app/etc/config.php` the build cannot make static content.

    The build has no database, so the themes and languages to generate have to be in that file.
    ece-tools then generates them in the deploy, while the site is in maintenance.

    Run `php ./vendor/bin/ece-tools config:dump` on the environment, copy `app/etc/config.php` into
    the repository and commit it. Do so again whenever a website, a store or a view is added:
    those that the file does not name are deleted by the next deploy.
    """
    if project.has_scopes is not False:
        return
    path, span = hook_place(project, "build")
    config = project.config_path
    related = []
    if project.config is None:
        fault = f"{config} does not exist"
    else:
        fault = f"{config} names no websites and stores"
        place = project.config.scopes_span or project.config.modules_span or START
        related.append(Related(Location(config, place), "The websites and stores belong here."))
    upstream = Upstream(CODE, project.ideal.message(Gap.NO_SCOPES))
    yield report(
        path,
        span,
        f"{fault}: static content cannot be generated in the build phase. Run "
        "`php ./vendor/bin/ece-tools config:dump` on the environment and commit the file.",
        # Without .magento.app.yaml this is a part of a project, and the file may be in the rest.
        severity=Severity.INFO if project.app.source is None else None,
        upstream=upstream if Gap.NO_SCOPES in project.ideal.gaps else None,
        related=related,
    )
