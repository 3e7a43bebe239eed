"""The packages are installed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.composer import flavor
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import hook, runs_composer_install

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD431",
    name="double-composer-install",
    severity=Severity.WARNING,
    summary="The platform and the build hook both install the packages.",
    subject="app_properties",
    bad=[
        Example(
            "Once by the flavor, once by the hook",
            {
                APP_FILE: """
                build:
                    flavor: composer
                #           ^^^^^^^^ installed twice
                hooks:
                    build: |
                        set -e
                        composer install
                        php ./vendor/bin/ece-tools build
                """
            },
            fixed={
                APP_FILE: """
                build:
                    flavor: none
                hooks:
                    build: |
                        set -e
                        composer install
                        php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
    good=[
        Example(
            "The hook alone",
            {
                APP_FILE: """
                build:
                    flavor: none
                hooks:
                    build: composer install && php ./vendor/bin/ece-tools build
                """
            },
        ),
        Example(
            "Another folder",
            {
                APP_FILE: """
                build:
                    flavor: composer
                hooks:
                    build: composer -d tools install && php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
)
def double_composer_install(project: Project, report: Reporter) -> Iterator[Finding]:
    """`flavor: composer` installs before the build hook begins, and the hook installs again.

    The platform uses its own Composer for that, in an old version on images up to PHP 8.1: if it
    cannot read `composer.lock`, the build ends before the hook could do better. Otherwise the build
    takes longer than it needs to. Use `flavor: none` where the hook installs.

    Source: guide, properties, installing and using Composer 2.
    """
    found, text = flavor(project), hook(project, "build")
    if found is None or found.value != "composer" or text is None:
        return
    install = runs_composer_install(text.script)
    if install is None or install.command.blocks or install.is_elsewhere:
        return
    there = Location(APP_FILE, install.command.span)
    fixes = fix("Write none", Change(APP_FILE, found.span, "none"), Applicability.SAFE)
    yield report(
        APP_FILE,
        found.span,
        "The packages are installed twice: by the platform, because of flavor composer, and by the "
        "build hook.",
        related=[Related(there, "The hook installs here.")],
        fixes=fixes if found.is_own else (),
    )
