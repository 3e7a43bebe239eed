"""Nobody installs the packages of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.composer import flavor, install_line
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import (
    hook,
    knows_hooks,
    may_run_more,
    runs_composer_install,
    uses_ece_tools,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD430",
    name="missing-composer-install",
    severity=Severity.ERROR,
    summary="With `flavor: none`, the build hook does not run `composer install`.",
    subject="app_properties",
    bad=[
        Example(
            "The template's hook without its second line",
            {
                APP_FILE: """
                build:
                    flavor: none
                #           ^^^^ there is no vendor folder
                hooks:
                    build: |
                        set -e
                        php ./vendor/bin/ece-tools run scenario/build/generate.xml
                        php ./vendor/bin/ece-tools run scenario/build/transfer.xml
                """
            },
            fixed={
                APP_FILE: """
                build:
                    flavor: none
                hooks:
                    build: |
                        set -e
                        composer install --no-dev
                        php ./vendor/bin/ece-tools run scenario/build/generate.xml
                        php ./vendor/bin/ece-tools run scenario/build/transfer.xml
                """
            },
        ),
    ],
    good=[
        Example(
            "The hook installs",
            {
                APP_FILE: """
                build:
                    flavor: none
                hooks:
                    build: |
                        set -e
                        composer --no-dev install
                        php ./vendor/bin/ece-tools build
                """
            },
        ),
        Example(
            "The platform installs",
            {
                APP_FILE: """
                build:
                    flavor: composer
                hooks:
                    build: php ./vendor/bin/ece-tools build
                """
            },
        ),
        Example(
            "A script of one's own may install",
            {
                APP_FILE: """
                build:
                    flavor: none
                hooks:
                    build: ./bin/build.sh && php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
)
def missing_composer_install(project: Project, report: Reporter) -> Iterator[Finding]:
    """`flavor: none` tells the platform to install nothing: that is the task of the build hook.

    Without `composer install` there is no `vendor` folder, so that neither ece-tools nor Commerce
    is there, and the build ends at the first command with "Could not open input file".

    Write `composer install` behind `set -e`, or choose `flavor: composer` for the Composer of the
    platform. A project that keeps `vendor` in its repository does not need either; silence the
    rule there.

    Source: guide, properties, build and dependencies.
    """
    found = flavor(project)
    if found is None or found.value != "none" or not knows_hooks(project):
        return
    text = hook(project, "build")
    if not uses_ece_tools(project):
        return
    if text is not None and (may_run_more(text.script) or runs_composer_install(text.script)):
        return
    yield report(
        APP_FILE,
        found.span,
        "With flavor none the platform installs no packages, and the build hook runs no composer "
        "install: there is no vendor folder, and no ece-tools in it.",
        fixes=fix("Install in the build hook", install_line(text), Applicability.UNSAFE),
    )
