"""Baler is asked for, but Commerce is not set up for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location, Related, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.php import UNKNOWN, PhpArray, is_truthy
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule
from zdd_lsp.syntax.values import is_truthy as is_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.php import PhpValue
    from zdd_lsp.rules import Reporter

_UPSTREAM: Final = Upstream(
    1007, "Baler JS bundling cannot be used because of the following issues:"
)
_JS: Final = ("system", "default", "dev", "js")
_OFF: Final = ("minify_files", "enable_js_bundling", "merge_files")


@rule(
    code="ZDD310",
    name="baler-not-ready",
    severity=Severity.WARNING,
    summary="`SCD_USE_BALER` is on, and `app/etc/config.php` does not fit.",
    subject="static_content",
    bad=[
        Example(
            "The module is there, its switches are not",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: """
                <?php
                return [
                    'modules' => ['Magento_Baler' => 1],
                    'scopes' => ['websites' => ['base' => ['website_id' => '1']]],
                    'system' => ['default' => ['dev' => ['js' => [
                        'enable_js_bundling' => 0,
                        'merge_files' => 0,
                    ]]]],
                ];
                """,
                ENV_FILE: """
                stage:
                  build:
                    SCD_USE_BALER: true
                    #              ^^^^ enable_baler_js_bundling on and dev/js/minify_files off
                """,
            },
        ),
    ],
    good=[
        Example(
            "Everything in its place",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: """
                <?php
                return [
                    'modules' => ['Magento_Baler' => 1],
                    'system' => ['default' => ['dev' => ['js' => [
                        'enable_baler_js_bundling' => 1,
                        'minify_files' => 0,
                        'enable_js_bundling' => 0,
                        'merge_files' => 0,
                    ]]]],
                ];
                """,
                ENV_FILE: "stage: {build: {SCD_USE_BALER: true}}\n",
            },
        ),
        Example(
            "A file that only PHP can evaluate is given the benefit of the doubt",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: "<?php\nreturn require 'other.php';\n",
                ENV_FILE: "stage: {build: {SCD_USE_BALER: true}}\n",
            },
        ),
    ],
)
def baler_not_ready(project: Project, report: Reporter) -> Iterator[Finding]:
    """Baler bundles JavaScript only if `app/etc/config.php` is made for it.

    The module `Magento_Baler` has to be enabled, below `system`, `default`, `dev`, `js` the setting
    `enable_baler_js_bundling` has to be on, and Commerce's own `minify_files`, `enable_js_bundling`
    and `merge_files` have to be there and off. Otherwise the build warns with 1007 and leaves the
    files as they are. The program `baler` has to be installed, too, which the files do not show.

    Source: ece-tools 2002.1.17, Validator/Build/BalerSupport.php; known since 2002.1.1.
    """
    found = project.effective["build"].get("SCD_USE_BALER")
    if found is None or found.setting is None or found.is_crash or not is_on(found.value):
        return
    config = project.config
    is_absent = project.config_path not in project.contents
    if (config is None and not is_absent) or project.is_ece_tools(">=2002.1.1") is False:
        return
    if is_absent and project.app.source is None:
        return
    root: PhpValue = None
    if config is not None:
        root = UNKNOWN if config.file.is_array is None else config.file.value
    missing = " and ".join(_missing(root))
    if not missing:
        return
    yield report(
        ENV_FILE,
        found.setting.value_span,
        f"Baler will not run: in {project.config_path} it needs {missing}.",
        # Without static content in the build ece-tools does not even look.
        upstream=None if project.ideal.static_content else _UPSTREAM,
        related=[Related(Location(project.config_path, START), "What Baler needs belongs here.")]
        if config is not None
        else [],
    )


def _missing(root: PhpValue) -> Iterator[str]:
    if is_truthy(_at(root, "modules", "Magento_Baler")) is False:
        yield "the module Magento_Baler"
    if is_truthy(_at(root, *_JS, "enable_baler_js_bundling")) is False:
        yield "dev/js/enable_baler_js_bundling on"
    for name in _OFF:
        value = _at(root, *_JS, name)
        # Unset is not good enough.
        if value is None or is_truthy(value):
            yield f"dev/js/{name} off"


def _at(value: PhpValue, *path: str) -> PhpValue:
    """Return the value at a path of keys; null if there is none, unknown if only PHP can tell."""
    for key in path:
        if not isinstance(value, PhpArray):
            return UNKNOWN if value is UNKNOWN else None
        entry = value.get(key)
        if entry is None:
            return None if value.is_complete else UNKNOWN
        value = entry.value
    return value
