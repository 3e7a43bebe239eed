"""A theme of SCD_MATRIX that app/etc/config.php does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.env import ENV_FILE, entries
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


@rule(
    code="ZDD616",
    name="unknown-theme",
    severity=Severity.INFO,
    summary="`SCD_MATRIX` names a theme that `app/etc/config.php` does not have.",
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
    of it. The section `themes` of `app/etc/config.php` has the themes of the day on which it was
    dumped, so that a theme which is newer than the file is missing in it as well. Themes that are
    switched off with `[]` and those of Commerce itself are not reported.

    Source: ece-tools 2002.1.17, StaticContent/ThemeResolver.php.
    """
    config = project.config
    if config is None or not config.themes:
        return
    known = {theme.path.lower(): theme.path for theme in config.themes}
    place = Location(project.config_path, config.themes[0].span)
    seen: set[int] = set()
    for setting in project.env.settings_of(MATRIX):
        for name, entry in entries(setting.source, setting.entry.value).items():
            is_new = id(entry) not in seen
            seen.add(id(entry))
            value = setting.source.value(entry.value)
            if not is_new or not value or not THEME.fullmatch(name):
                continue
            if name.lower() in known or name.lower().startswith("magento/"):
                continue
            meant = next(iter(similar(name, known.values(), 1)), None)
            is_free = meant is not None and meant not in entries(
                setting.source, setting.entry.value
            )
            changes = (
                [rename_key(setting.source, entry, meant)]
                if meant is not None and is_free and not setting.is_shared
                else None
            )
            hint = f"; did you mean {meant}?" if meant else "."
            yield report(
                ENV_FILE,
                entry.key.span,
                f"{project.config_path} has no theme {name}{hint} If it is not installed, no "
                "static content comes of it.",
                related=[Related(place, "The themes are listed here.")],
                fixes=fix(f"Rename it to {meant}", changes, Applicability.UNSAFE),
            )
