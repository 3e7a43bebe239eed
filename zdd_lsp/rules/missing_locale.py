"""A locale of a store that no theme of SCD_MATRIX has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.ideal import is_on
from zdd_lsp.project.themes import themes
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.themes import ADMIN, MATRIX, languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter

_CONFIG = """
<?php
return [
    'themes' => [
        'frontend/Acme/shop' => ['area' => 'frontend', 'theme_path' => 'Acme/shop'],
        'frontend/Magento/luma' => ['area' => 'frontend', 'theme_path' => 'Magento/luma'],
    ],
    'system' => ['stores' => ['fr' => ['general' => ['locale' => ['code' => 'fr_FR']]]]],
];
"""


@rule(
    code="ZDD618",
    name="missing-locale",
    severity=Severity.INFO,
    summary="A store uses a locale for which `SCD_MATRIX` has no theme.",
    subject="static_content",
    bad=[
        Example(
            "A new store",
            {
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                #   ^^^^^^^^^^ no theme of the store has it here
                      Acme/shop: {language: [en_US, de_DE]}
                      Magento/luma: []
                """,
            },
        ),
    ],
    good=[
        Example(
            "A theme that is not in the matrix is deployed with all locales",
            {
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Magento/luma: []
                """,
            },
        ),
        Example(
            "One theme has it",
            {
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: {language: [en_US, fr_FR]}
                """,
            },
        ),
    ],
)
def missing_locale(project: Project, report: Reporter) -> Iterator[Finding]:
    """The pages of such a store come without styles and scripts.

    A theme of the matrix is deployed with its own locales alone, one that is not in the matrix with
    all of them. This is said if every theme of the store's own is in the matrix, and none has a
    locale that a store uses according to `app/etc/config.php`. It is information, because the store
    may use a theme of Commerce itself.

    Source: ece-tools 2002.1.17, StaticContent/CommandFactory.php.
    """
    config = project.config
    if config is None or not config.has_store_settings or is_on(project, "global", "SCD_ON_DEMAND"):
        return
    own = {
        each.lower() for each in themes(project).paths if not each.lower().startswith("magento/")
    }
    for setting in project.env.settings_of(MATRIX):
        names = {name.lower() for name in entries(setting.source, setting.entry.value)}
        if not own or not own <= names:
            continue
        built = _built(project, setting)
        for locale, span in config.store_locales.items():
            if built and locale not in built:
                place = Location(project.config_path, span)
                yield report(
                    ENV_FILE,
                    setting.key_span,
                    f"According to {project.config_path} a store uses {locale}, and no theme of "
                    "the store has it here: its pages come without styles and scripts.",
                    related=[Related(place, "The locale is used here.")],
                )


def _built(project: Project, setting: Setting) -> set[object]:
    """Return the locales of the themes of a matrix, that of the Admin left out."""
    return {
        value
        for each, theme, node in languages(project)
        if each is setting and theme.lower() != ADMIN
        for value in _listed(each.source.value(node))
    }


def _listed(value: object) -> list[object]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
