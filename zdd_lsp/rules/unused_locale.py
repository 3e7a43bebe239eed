"""A locale of SCD_MATRIX that no store uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.editing import drop_item
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.themes import ADMIN, DEFAULT, LOCALE, languages
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CONFIG = """
<?php
return ['system' => ['stores' => ['fr' => ['general' => ['locale' => ['code' => 'fr_FR']]]]]];
"""


@rule(
    code="ZDD617",
    name="unused-locale",
    severity=Severity.HINT,
    summary="`SCD_MATRIX` has a locale that no store uses according to `app/etc/config.php`.",
    subject="static_content",
    bad=[
        Example(
            "A store that is gone",
            {
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language:
                          - fr_FR
                          - de_DE
                          # ^^^^^ no store uses de_DE
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language:
                          - fr_FR
                """
            },
        ),
    ],
    good=[
        Example(
            "Users of the Admin choose a language of their own",
            {
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Magento/backend: {language: [en_US, de_DE]}
                      Acme/shop: {language: [en_US, fr_FR]}
                """,
            },
        ),
        Example(
            "Without the settings of the stores nobody can tell",
            {
                CONFIG_PHP: "<?php return ['system' => ['default' => []]];\n",
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: {language: [de_DE]}
                """,
            },
        ),
    ],
)
def unused_locale(project: Project, report: Reporter) -> Iterator[Finding]:
    """Static content is generated for each theme with each of its locales, each takes seconds.

    `app/etc/config.php` tells which locales the stores use, as far as it has the settings of
    websites and stores: `general/locale/code`. It may be older than a store.

    Source: ece-tools 2002.1.17, StaticContent/CommandFactory.php and Command/ConfigDump.
    """
    config = project.config
    if config is None or not config.has_store_settings or not config.locales:
        return
    place = Location(project.config_path, next(iter(config.locales.values())))
    for setting, theme, node in languages(project):
        if theme.lower() == ADMIN or not isinstance(node, Sequence):
            continue
        for item in node.items:
            value = setting.source.value(item.value)
            if not isinstance(value, str) or not LOCALE.fullmatch(value):
                continue
            if value == DEFAULT or value in config.locales:
                continue
            change = None if setting.is_shared else drop_item(setting.source, node, item)
            yield report(
                ENV_FILE,
                item.value.span,
                f"According to {project.config_path} no store uses {value}.",
                related=[Related(place, "The locales of the stores are listed here.")],
                fixes=fix(f"Remove {value}", change, Applicability.UNSAFE),
                tags=[Tag.UNNECESSARY],
            )
