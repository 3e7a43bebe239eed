"""A variable that the installed Commerce cannot make use of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter

_MESSAGE: Final = "The current configuration is not compatible with this version of Magento"
_BUILD: Final = Upstream(1004, _MESSAGE)
_DEPLOY: Final = Upstream(2012, _MESSAGE)
_BUILD_SINCE_2_2: Final = ("SCD_STRATEGY", "SCD_MAX_EXECUTION_TIME")
_DEPLOY_SINCE_2_2: Final = ("CRON_CONSUMERS_RUNNER", *_BUILD_SINCE_2_2)
_ONLY_2_1: Final = "GENERATED_CODE_SYMLINK"


@rule(
    code="ZDD308",
    name="commerce-version-mismatch",
    severity=Severity.WARNING,
    summary="A variable of `.magento.env.yaml` does nothing in this version of Commerce.",
    subject="variables",
    bad=[
        Example(
            "A variable of Commerce 2.1",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    GENERATED_CODE_SYMLINK: true
                #   ^^^^^^^^^^^^^^^^^^^^^^ works with Commerce 2.1 only
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                """
            },
        ),
        Example(
            "Variables that Commerce 2.1 does not have yet: a global one concerns both phases",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_STRATEGY: quick
                #   ^^^^^^^^^^^^ the build ignores it
                #   ^^^^^^^^^^^^ the deploy ignores it
                  deploy:
                    CRON_CONSUMERS_RUNNER: {cron_run: true}
                #   ^^^^^^^^^^^^^^^^^^^^^ needs Commerce 2.2.0 or later
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.1.18"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                  deploy:
                    CRON_CONSUMERS_RUNNER: {cron_run: true}
                """
            },
        ),
    ],
    good=[
        Example(
            "Commerce 2.2 and later",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_STRATEGY: quick
                  deploy:
                    CRON_CONSUMERS_RUNNER: {cron_run: true}
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
        ),
        Example(
            "An unknown version is given the benefit of the doubt",
            {ENV_FILE: "stage: {deploy: {GENERATED_CODE_SYMLINK: true}}\n"},
        ),
    ],
)
def commerce_version_mismatch(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools names four variables that depend on the version of Commerce.

    `SCD_STRATEGY`, `SCD_MAX_EXECUTION_TIME` and `CRON_CONSUMERS_RUNNER` need Commerce 2.2.0,
    `GENERATED_CODE_SYMLINK` works with Commerce 2.1 only. Elsewhere they have no effect, and the
    build or the deploy warns of them, with 1004 or 2012. Remove them.

    Source: ece-tools 2002.1.17, Validator/Build/AppropriateVersion.php and
    Validator/Deploy/AppropriateVersion.php; checked since 2002.0.13.
    """
    if project.is_ece_tools(">=2002.0.13") is False:
        return
    for setting, message, upstream in _mismatches(project):
        yield report(
            ENV_FILE,
            setting.key_span,
            message,
            upstream=upstream,
            fixes=fix(f"Remove {setting.name}", remove(project, setting), Applicability.UNSAFE),
        )


def _mismatches(project: Project) -> Iterator[tuple[Setting, str, Upstream]]:
    if project.is_commerce("<2.2"):
        needed = f"needs Commerce 2.2.0 or later, and {project.commerce} is installed"
        for setting in _built(project):
            yield setting, f"{setting.name} {needed}: the build ignores it.", _BUILD
        for setting in _deployed(project, _DEPLOY_SINCE_2_2):
            yield setting, f"{setting.name} {needed}: the deploy ignores it.", _DEPLOY
    if project.is_commerce("2.1.*") is False:
        works = f"works with Commerce 2.1 only, and {project.commerce} is installed"
        for setting in _deployed(project, (_ONLY_2_1,)):
            yield setting, f"{setting.name} {works}: the deploy ignores it.", _DEPLOY


def _built(project: Project) -> Iterator[Setting]:
    """Yield the settings that ece-tools objects to in the build: those with a true value."""
    for name in _BUILD_SINCE_2_2:
        found = project.effective["build"].get(name)
        if found is not None and found.setting and not found.is_crash and is_truthy(found.value):
            yield found.setting


def _deployed(project: Project, names: Iterable[str]) -> Iterator[Setting]:
    """Yield the settings that ece-tools objects to in the deploy: all but null."""
    for name in names:
        for stage in ("deploy", "global"):
            setting = project.env.get(stage, name)
            if setting is not None and setting.value is not None:
                yield setting
