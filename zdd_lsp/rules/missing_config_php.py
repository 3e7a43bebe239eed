"""There is no shared configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.places import hook_place
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_NO_FILE: Final = Upstream(1001, "File app/etc/config.php does not exist")
_NO_MODULES: Final = Upstream(1003, "The modules section is missing from the shared config file.")


@rule(
    code="ZDD305",
    name="missing-config-php",
    severity=Severity.INFO,
    summary="`app/etc/config.php` is missing, so the build makes one of its own.",
    subject="store_settings",
    bad=[
        Example(
            "No file: the findings stand at the hook that relies on it",
            {
                APP_FILE: """
                name: shop
                hooks:
                  build: |
                # ^^^^^ the build makes one that is in no repository
                # ^^^^^ enables every module
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
                """
            },
        ),
    ],
    good=[
        Example(
            "The file is there",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: "<?php\nreturn ['modules' => ['Magento_Store' => 1]];\n",
            },
        ),
    ],
)
def missing_config_php(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `app/etc/config.php` the build decides which modules the shop has.

    It enables every module that is installed, also those that were turned off, and writes a file
    that names them and nothing else. ece-tools warns of both, with 1001 and 1003.

    Run `php ./vendor/bin/ece-tools config:dump` on the environment, copy `app/etc/config.php` into
    the repository and commit it. That the build cannot make static content without it is the matter
    of the rule config-php-without-scopes, which weighs more.

    Source: ece-tools 2002.1.17, Validator/Build/ConfigFileExists.php and ModulesExists.php,
    Config/Module.php.
    """
    # A folder without .magento.app.yaml is a part of a project: the file may be in the rest.
    if CONFIG_PHP in project.contents or project.app.source is None:
        return
    path, span = hook_place(project, "build")
    yield report(
        path,
        span,
        f"{CONFIG_PHP} does not exist: the build makes one that is in no repository.",
        upstream=_NO_FILE,
    )
    yield report(
        path,
        span,
        f"Without {CONFIG_PHP} the build enables every module that is installed, also those that "
        "were turned off.",
        severity=Severity.HINT,
        upstream=_NO_MODULES,
    )
