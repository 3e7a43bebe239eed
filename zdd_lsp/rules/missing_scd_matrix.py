"""Static content is generated for every theme in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.places import stage_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


TWO_LANGUAGES = """
<?php
return [
    'scopes' => ['websites' => ['base' => ['website_id' => '1']]],
    'system' => ['default' => ['general' => ['locale' => ['code' => 'en_US']]]],
    'admin_user' => ['locale' => ['code' => 'de_DE']],
];
"""


@rule(
    code="ZDD112",
    name="missing-scd-matrix",
    severity=Severity.HINT,
    profile="strict",
    summary="`SCD_MATRIX` is unset although there are several themes or languages.",
    subject="static_content",
    bad=[
        Example(
            "Two languages",
            {
                ENV_FILE: """
                stage:
                  build:
                # ^^^^^ every theme is generated in 2 languages
                    SCD_STRATEGY: compact
                """,
                CONFIG_PHP: TWO_LANGUAGES,
            },
        ),
    ],
    good=[
        Example(
            "A theme that nobody uses is left out",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      "Magento/blank": []
                """,
                CONFIG_PHP: TWO_LANGUAGES,
            },
        ),
        Example("One theme, one language", {ENV_FILE: "stage:\n  build: {}\n"}),
    ],
)
def missing_scd_matrix(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `SCD_MATRIX` static content is generated for every theme in every language.

    The time it takes grows with their product. `SCD_MATRIX` says which languages a theme needs,
    and leaves a theme out that has none. Themes that it does not name are generated as before.
    """
    found = project.effective["build"].get("SCD_MATRIX")
    if project.config is None or (found is not None and is_truthy(found.value)):
        return
    if project.ideal.is_switched_off:
        return
    themes = [theme for theme in project.config.themes if theme.area == "frontend"]
    locales = project.config.locales
    if len(themes) < _SEVERAL and len(locales) < _SEVERAL:
        return
    what = f"{len(themes)} themes are" if len(themes) >= _SEVERAL else "every theme is"
    languages = f"{len(locales)} languages" if len(locales) >= _SEVERAL else "every language"
    place = list(locales.values())[1] if len(locales) >= _SEVERAL else themes[1].span
    path, span = stage_place(project, "build")
    yield report(
        path,
        span,
        f"SCD_MATRIX is unset: {what} generated in {languages}. Name the languages that each theme "
        "needs to shorten the build.",
        related=[Related(Location(project.config_path, place), "The second one is here.")],
    )


_SEVERAL = 2
