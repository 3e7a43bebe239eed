"""The shared configuration does not say which modules are on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 1003


@rule(
    code="ZDD307",
    name="config-php-without-modules",
    severity=Severity.WARNING,
    summary="`app/etc/config.php` has no `modules`, so the build turns all of them on.",
    subject="store_settings",
    bad=[
        Example(
            "Scopes without modules",
            {
                CONFIG_PHP: """
                <?php
                return [
                //     ^ enables every module
                    'scopes' => ['websites' => ['base' => ['website_id' => '1']]],
                ];
                """
            },
        ),
        Example(
            "A file that returns nothing",
            {
                CONFIG_PHP: """
                <?php
                ^ enables every module
                """
            },
        ),
    ],
    good=[
        Example(
            "Modules are named",
            {CONFIG_PHP: "<?php\nreturn ['modules' => ['Magento_Store' => 1]];\n"},
        ),
        Example(
            "A file that only PHP can evaluate is given the benefit of the doubt",
            {CONFIG_PHP: "<?php\nreturn array_merge(require 'a.php', require 'b.php');\n"},
        ),
    ],
)
def config_php_without_modules(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without the section `modules` the build enables every module that is installed.

    That includes modules that somebody turned off for a reason. ece-tools warns of it with 1003.

    Run `php ./vendor/bin/ece-tools config:dump` on the environment, copy `app/etc/config.php` into
    the repository and commit it.

    Source: ece-tools 2002.1.17, Validator/Build/ModulesExists.php and Config/Module.php.
    """
    config = project.config_php
    if config is None or config.has_modules is not False:
        return
    array = config.file.value
    yield report(
        CONFIG_PHP,
        Span(array.span.start, array.span.start + 1) if array is not None else START,
        f"{CONFIG_PHP} has no modules: the build enables every module that is installed, "
        "also those that were turned off. Dump the configuration anew with "
        "`php ./vendor/bin/ece-tools config:dump`.",
        upstream=Upstream(_CODE, "The modules section is missing from the shared config file."),
    )
