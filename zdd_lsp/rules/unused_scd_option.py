"""Further options of static content for a phase that generates none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import is_on
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.idle import (
    LEVEL,
    OPTIONS,
    TIMEOUT,
    UNWATCHED,
    idle_build,
    idle_deploy,
    on_demand,
    weighed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter

_CONFIG: Final = """
<?php
return [
    'modules' => ['Magento_Store' => 1],
    'scopes' => ['websites' => ['base' => ['website_id' => '1']]],
];
"""


@rule(
    code="ZDD611",
    name="unused-scd-option",
    severity=Severity.WARNING,
    summary="An option of static content is set, and nothing generates static content with it.",
    subject="static_content",
    bad=[
        Example(
            "Nothing is generated at all",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: true
                    SCD_THREADS: 4
                #   ^^^^^^^^^^^ SCD_ON_DEMAND is on, so that no phase generates static content
                  build:
                    SCD_MATRIX: {"Magento/luma": []}
                #   ^^^^^^^^^^ SCD_ON_DEMAND is on, so that no phase generates static content
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: true
                  build:
                    SCD_MATRIX: {"Magento/luma": []}
                """
            },
        ),
        Example(
            "Set for the deploy, while the build generates",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  deploy:
                    SCD_MAX_EXECUTION_TIME: 3600
                #   ^^^^^^^^^^^^^^^^^^^^^^ generated in the build. Set it for the build instead
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MAX_EXECUTION_TIME: 3600
                  deploy:
                """
            },
        ),
        Example(
            "A time limit for a compression that does not take place",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_COMPRESSION_LEVEL: 0
                    SCD_COMPRESSION_TIMEOUT: 900
                #   ^^^^^^^^^^^^^^^^^^^^^^^ compresses nothing
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_COMPRESSION_LEVEL: 0
                """
            },
        ),
    ],
    good=[
        Example(
            "Where static content is generated, and for whichever phase it is",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  global:
                    SCD_NO_PARENT: false
                    SCD_MATRIX: {"Magento/luma": []}
                  build:
                    SCD_MAX_EXECUTION_TIME: 3600
                """,
            },
        ),
        Example(
            "Advice of Adobe's for both phases",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_NO_PARENT: false
                  deploy:
                    SCD_NO_PARENT: true
                """,
            },
        ),
    ],
)
def unused_scd_option(project: Project, report: Reporter) -> Iterator[Finding]:
    """Of the two phases one generates static content at most, and with `SCD_ON_DEMAND` none does.

    `ignored-scd-options` reports `SCD_STRATEGY` and `SCD_THREADS` of the idle phase, because
    ece-tools warns of them. It says nothing of the other options, such as `SCD_MATRIX`, nor of any
    option in `global` if no phase generates static content. They have no effect either, nor has
    a time limit for a compression that is switched off with the level 0.

    Source: ece-tools 2002.1.17, Step/Build/DeployStaticContent.php,
    Step/Deploy/DeployStaticContent.php and Util/StaticContentCompressor.php.
    """
    seen: set[int] = set()
    phases = (("build", idle_build(project)), ("deploy", idle_deploy(project)))
    for stage, idleness in phases:
        for name in UNWATCHED:
            setting = project.env.get(stage, name)
            if idleness is None or setting is None or not setting.value:
                continue
            severity, advice, fixes = weighed(project, idleness, setting)
            if name == "SCD_NO_PARENT" and severity is Severity.HINT:
                continue
            seen.add(id(setting.entry))
            yield report(
                ENV_FILE,
                setting.key_span,
                f"{name} has no effect here: {idleness.reason}.{advice}",
                severity=severity,
                related=idleness.related,
                fixes=fixes,
                tags=[Tag.UNNECESSARY],
            )
    if is_on(project, "global", "SCD_ON_DEMAND"):
        yield from _of_global(project, report)
        return
    for setting, level in _without_compression(project):
        if id(setting.entry) in seen:
            continue
        yield report(
            ENV_FILE,
            setting.key_span,
            f"{TIMEOUT} has no effect: with the level 0 ece-tools compresses nothing.",
            related=[Related(Location(ENV_FILE, level.value_span), "The level is set here.")],
            fixes=fix(f"Remove {TIMEOUT}", remove(project, setting), Applicability.UNSAFE),
            tags=[Tag.UNNECESSARY],
        )


def _of_global(project: Project, report: Reporter) -> Iterator[Finding]:
    """Yield the options in `global` of a store that generates static content on demand."""
    idleness = on_demand(project)
    for name in OPTIONS:
        setting = project.env.get("global", name)
        if setting is not None and setting.value:
            yield report(
                ENV_FILE,
                setting.key_span,
                f"{name} has no effect: {idleness.reason}.",
                related=idleness.related,
                fixes=fix(f"Remove {name}", remove(project, setting), Applicability.UNSAFE),
                tags=[Tag.UNNECESSARY],
            )


def _without_compression(project: Project) -> Iterator[tuple[Setting, Setting]]:
    """Yield each time limit that no phase with a compression has, and the level that is 0."""
    found: dict[int, tuple[Setting, Setting]] = {}
    used: set[int] = set()
    for stage in ("build", "deploy"):
        level, limit = (project.effective[stage].get(name) for name in (LEVEL, TIMEOUT))
        if level is None or limit is None or limit.setting is None:
            continue
        key = id(limit.setting.entry)
        if level.setting is None or level.value != 0 or level.value is False:
            used.add(key)
        else:
            found.setdefault(key, (limit.setting, level.setting))
    yield from (each for key, each in found.items() if key not in used)
