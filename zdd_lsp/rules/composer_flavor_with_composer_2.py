"""Composer 2 is pinned, and the flavor does not use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.editing import Change
from zdd_lsp.project.versions import Version
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.composer import flavor, install_line, pin
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import hook, runs_composer_install

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD432",
    name="composer-flavor-with-composer-2",
    severity=Severity.HINT,
    summary="`flavor: composer` beside a Composer 2 of the project's own choice.",
    subject="app_properties",
    bad=[
        Example(
            "The pinned version may not be the one that installs",
            {
                APP_FILE: """
                build:
                    flavor: composer
                #           ^^^^^^^^ asks for flavor none
                dependencies:
                    php:
                        composer/composer: '2.2.4'
                hooks:
                    build: |
                        set -e
                        php ./vendor/bin/ece-tools build
                """
            },
            fixed={
                APP_FILE: """
                build:
                    flavor: none
                dependencies:
                    php:
                        composer/composer: '2.2.4'
                hooks:
                    build: |
                        set -e
                        composer install --no-dev
                        php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
    good=[
        Example(
            "As the guide has it",
            {
                APP_FILE: """
                build:
                    flavor: none
                dependencies:
                    php:
                        composer/composer: '2.2.4'
                hooks:
                    build: composer install && php ./vendor/bin/ece-tools build
                """
            },
        ),
        Example("The Composer of the platform", {APP_FILE: "build:\n    flavor: composer\n"}),
    ],
)
def composer_flavor_with_composer_2(project: Project, report: Reporter) -> Iterator[Finding]:
    """The guide asks for `flavor: none` and `composer install` in the hook with Composer 2.

    `dependencies` installs the pinned Composer before the build. `flavor: composer` lets the
    platform install the packages, which is Composer 1 on images up to PHP 8.1 unless the pinned one
    is found first. With `flavor: none` there is no doubt which one it is, and its options are in
    your hands.

    Source: guide, properties, installing and using Composer 2.
    """
    found, pinned, text = flavor(project), pin(project), hook(project, "build")
    if found is None or found.value != "composer" or pinned is None or text is None:
        return
    if runs_composer_install(text.script) is not None:
        return
    one, two = Version.parse("1.10.27"), Version.parse("2.99.99")
    exact = Version.parse(pinned.value)
    is_two = exact is not None and exact.numbers[0] >= _TWO
    is_range = (
        exact is None
        and one is not None
        and two is not None
        and satisfies(two, pinned.value)
        and not satisfies(one, pinned.value)
    )
    if not (is_two or is_range):
        return
    change = install_line(text)
    changes = [Change(APP_FILE, found.span, "none"), change] if change and found.is_own else None
    there = Location(APP_FILE, pinned.span)
    yield report(
        APP_FILE,
        found.span,
        "Composer 2 is pinned, for which Adobe asks for flavor none and composer install in the "
        "build hook: with this flavor the platform may install with its own Composer.",
        related=[Related(there, "It is pinned here.")],
        fixes=fix("Install in the build hook", changes, Applicability.UNSAFE),
    )


_TWO = 2
