"""A theme of SCD_MATRIX that is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.discovery import COMPOSER_LOCK, CONFIG_PHP
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.themes import themes
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.themes import MATRIX, THEME
from zdd_lsp.text.similar import similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CONFIG = """
<?php
return ['themes' => ['frontend/Acme/shop' => ['theme_path' => 'Acme/shop']]];
"""
_LOCK = """
{"packages": [{"name": "magento/theme-frontend-luma", "type": "magento2-theme"}]}
"""
_MOST_GUESSES = 50
"""For how many themes one that was meant is looked for, which takes a look at all there are."""
_DESIGN = "app/design/frontend/Acme/shop/theme.xml"


@rule(
    code="ZDD616",
    name="unknown-theme",
    severity=Severity.WARNING,
    summary="`SCD_MATRIX` names a theme that is not installed.",
    subject="static_content",
    bad=[
        Example(
            "Misspelt",
            {
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shopp: {language: [en_US]}
                    # ^^^^^^^^^^ did you mean Acme/shop?
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: {language: [en_US]}
                """
            },
        ),
        Example(
            "Neither a folder nor a package",
            {
                _DESIGN: "",
                COMPOSER_LOCK: _LOCK,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: {language: [en_US]}
                      Acme/outlet: {language: [en_US]}
                    # ^^^^^^^^^^^ Neither app/design nor composer.lock has
                """,
            },
        ),
    ],
    good=[
        Example(
            "In other letters, which ece-tools puts right",
            {
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      acme/Shop: {language: [en_US]}
                      Magento/luma: []
                """,
            },
        ),
        Example(
            "Newer than `config.php`",
            {
                _DESIGN: "",
                CONFIG_PHP: "<?php return ['themes' => ['frontend/Acme/old' => ['area' => '']]];\n",
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: {language: [en_US]}
                """,
            },
        ),
        Example(
            "Without a list of themes nobody can tell",
            {
                CONFIG_PHP: "<?php return ['modules' => ['Acme_Shop' => 1]];\n",
                ENV_FILE: "stage:\n  build:\n    SCD_MATRIX:\n      Acme/a: {language: [en_US]}\n",
            },
        ),
    ],
)
def unknown_theme(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools looks a theme up among those that are installed, whatever the case of its letters.

    One that it does not find it leaves as it is and warns of it in the log; no static content comes
    of it. The themes are those of the folder `app/design`, those of `app/etc/config.php` and those
    of the packages in `composer.lock`.

    It is certain that a theme is missing if there are themes in `app/design` and all packages of
    the type `magento2-theme` are known. Otherwise this is information, and rests on the section
    `themes` of `app/etc/config.php`, which has the themes of the day on which it was dumped. Themes
    that are switched off with `[]` and those of Commerce itself are not reported.

    Source: ece-tools 2002.1.17, StaticContent/ThemeResolver.php.
    """
    installed = themes(project)
    listed = project.config.themes if project.config is not None else ()
    if not listed and not installed.are_all:
        return
    seen: set[int] = set()
    said = 0
    for setting in project.env.settings_of(MATRIX):
        names = entries(setting.source, setting.entry.value)
        for name, entry in names.items():
            is_new = id(entry) not in seen
            seen.add(id(entry))
            value = setting.source.value(entry.value)
            if not is_new or not value or not THEME.fullmatch(name):
                continue
            if installed.named(name) or name.lower().startswith("magento/"):
                continue
            said += 1
            is_guessed = said <= _MOST_GUESSES
            meant = next(iter(similar(name, installed.paths, 1)), None) if is_guessed else None
            is_free = meant is not None and meant not in names and not setting.is_shared
            changes = [rename_key(setting.source, entry, meant)] if meant and is_free else None
            hint = f"; did you mean {meant}?" if meant else "."
            yield report(
                ENV_FILE,
                entry.key.span,
                f"Neither app/design nor {COMPOSER_LOCK} has a theme {name}{hint} No static "
                "content comes of it."
                if installed.are_all
                else f"{project.config_path} has no theme {name}{hint} If it is not installed, no "
                "static content comes of it.",
                severity=None if installed.are_all else Severity.INFO,
                related=[
                    Related(
                        Location(project.config_path, theme.span), "The themes are listed here."
                    )
                    for theme in listed[:1]
                ],
                fixes=fix(f"Rename it to {meant}", changes, Applicability.UNSAFE),
            )
