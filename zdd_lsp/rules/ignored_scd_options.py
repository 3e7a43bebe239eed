"""Options of static content for a phase that generates none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Tag, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.idle import idle_build, idle_deploy, weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_OPTIONS: Final = ("SCD_STRATEGY", "SCD_THREADS")
_CODES: Final = {"build": 1005, "deploy": 2013}
_CONFIG: Final = """
<?php
return [
    'modules' => ['Magento_Store' => 1],
    'scopes' => ['websites' => ['base' => ['website_id' => '1']]],
];
"""


@rule(
    code="ZDD309",
    name="ignored-scd-options",
    severity=Severity.WARNING,
    summary="`SCD_STRATEGY` or `SCD_THREADS` is set for a phase that makes no static content.",
    subject="static_content",
    bad=[
        Example(
            "The build is told to skip it",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: true
                    SCD_STRATEGY: compact
                #   ^^^^^^^^^^^^ has no effect here: SKIP_SCD is on for the build
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: true
                """,
            },
        ),
        Example(
            "The build generates static content already, with other threads than meant",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  deploy:
                    SCD_THREADS: 1
                #   ^^^^^^^^^^^ in the build. Set it for the build instead
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 1
                  deploy:
                """,
            },
        ),
        Example(
            "A leftover: the build has a value of its own",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                  deploy:
                    SCD_THREADS: 1
                #   ^^^^^^^^^^^ The value for the build is in force
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                  deploy:
                """,
            },
        ),
        Example(
            "The build cannot",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: "<?php return ['modules' => ['Magento_Store' => 1]];\n",
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                #   ^^^^^^^^^^^ app/etc/config.php names no websites and stores
                """,
            },
        ),
    ],
    good=[
        Example(
            "Options for the build, which generates static content",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                    SCD_THREADS: 4
                """,
            },
        ),
        Example(
            "What is global serves whichever phase it is",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  global:
                    SCD_STRATEGY: compact
                """,
            },
        ),
    ],
)
def ignored_scd_options(project: Project, report: Reporter) -> Iterator[Finding]:
    """Static content is generated in one phase at most; options for the other have no effect.

    The build generates it, unless `SCD_ON_DEMAND` is on, `SKIP_SCD` is on for the build, or
    `app/etc/config.php` names no websites and stores. What the build has made is not made again in
    the deploy. ece-tools warns of `SCD_STRATEGY` and `SCD_THREADS` in the idle phase, with 1005 in
    the build and 2013 in the deploy.

    Make the build generate it, with the options there; those for the deploy can go then. Where the
    phase that does the work has a value of its own, the other one is only redundant.

    Source: ece-tools 2002.1.17, Validator/Build/ScdOptionsIgnorance.php and
    Validator/Deploy/ScdOptionsIgnorance.php; checked since 2002.0.13.
    """
    if project.is_ece_tools(">=2002.0.13") is False:
        return
    for stage, idleness in (("build", idle_build(project)), ("deploy", idle_deploy(project))):
        settings = [
            setting
            for name in _OPTIONS
            if (setting := project.env.get(stage, name)) is not None and setting.value is not None
        ]
        if idleness is None or not settings:
            continue
        names = ", ".join(setting.name for setting in settings)
        upstream = Upstream(
            _CODES[stage],
            f"When {idleness.upstream}, static content deployment does not run during the {stage} "
            f"phase and the following variables are ignored: {names}",
        )
        for setting in settings:
            severity, advice, fixes = weighed(project, idleness, setting)
            yield report(
                ENV_FILE,
                setting.key_span,
                f"{setting.name} has no effect here: {idleness.reason}.{advice}",
                severity=severity,
                upstream=upstream,
                related=idleness.related,
                fixes=fixes,
                tags=[Tag.UNNECESSARY],
            )
