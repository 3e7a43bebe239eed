"""No strategy is chosen for the static content of several languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.editing import set_setting
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.places import stage_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix

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
    code="ZDD114",
    name="missing-scd-strategy",
    severity=Severity.HINT,
    summary="`SCD_STRATEGY` is unset for the build although there are several languages.",
    subject="static_content",
    bad=[
        Example(
            "Two languages",
            {
                ENV_FILE: """
                stage:
                  build:
                # ^^^^^ compact makes the result of several languages smaller
                    SCD_THREADS: 4
                """,
                CONFIG_PHP: TWO_LANGUAGES,
            },
        ),
    ],
    good=[
        Example(
            "Chosen",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                """,
                CONFIG_PHP: TWO_LANGUAGES,
            },
        ),
        Example("One language", {ENV_FILE: "stage:\n  build: {}\n"}),
    ],
)
def missing_scd_strategy(project: Project, report: Reporter) -> Iterator[Finding]:
    """The strategy decides how files that are equal in several languages are stored.

    `compact` keeps one copy of each, which takes the least space and is what Adobe recommends for
    the build phase. Without a choice Commerce takes `quick`. With one language the strategy makes
    no difference.
    """
    found = project.effective["build"].get("SCD_STRATEGY")
    if project.config is None or found is None or found.is_crash or found.value not in ("", None):
        return
    if project.ideal.is_switched_off:
        return
    locales = list(project.config.locales.items())
    if len(locales) < _SEVERAL:
        return
    path, span = stage_place(project, "build")
    change = set_setting(project, "build", "SCD_STRATEGY", "compact")
    yield report(
        path,
        span,
        "SCD_STRATEGY is unset for the build: compact makes the result of several languages "
        f"smaller, and this project has {len(locales)}.",
        related=[Related(Location(project.config_path, locales[1][1]), "The second is here.")],
        fixes=fix("Set SCD_STRATEGY to compact", change, Applicability.UNSAFE),
    )


_SEVERAL = 2
