"""Build options in a file that nothing reads any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.discovery import BUILD_OPTIONS, COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 1002


@rule(
    code="ZDD306",
    name="build-options-ini",
    severity=Severity.WARNING,
    summary="`build_options.ini` is not read since ece-tools 2002.1.0.",
    bad=[
        Example(
            "Options that have no effect",
            {
                BUILD_OPTIONS: """
                scd_strategy = quick
                ^ reads build_options.ini since
                scd_threads = 4
                """
            },
        ),
    ],
    good=[
        Example(
            "The same options where they belong",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: quick
                    SCD_THREADS: 4
                """
            },
        ),
        Example(
            "An ece-tools that still reads it",
            {
                BUILD_OPTIONS: "scd_threads = 4\n",
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.0.22"}]}
                """,
            },
        ),
    ],
)
def build_options_ini(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools 2002.1.0 reads the options of the build from `.magento.env.yaml` alone.

    Whatever `build_options.ini` says has no effect, and every build warns of it. Bring what you
    still need below `stage`, `build` of `.magento.env.yaml`, in capital letters, and delete the
    file.

    Source: ece-tools 2002.1.17, Validator/Build/UnsupportedBuildOptionsIni.php.
    """
    if BUILD_OPTIONS not in project.contents or project.is_ece_tools(">=2002.1.0") is False:
        return
    yield report(
        BUILD_OPTIONS,
        START,
        "Nothing reads build_options.ini since ece-tools 2002.1.0: its options have no effect. "
        f"Bring them into {ENV_FILE} and delete this file.",
        upstream=Upstream(_CODE, "The build_options.ini file is no longer supported."),
    )
