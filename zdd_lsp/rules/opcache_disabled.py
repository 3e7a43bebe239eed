"""PHP compiles every file for every request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.discovery import PHP_INI
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD498",
    name="opcache-disabled",
    severity=Severity.WARNING,
    summary="`opcache.enable` is off in `php.ini`, so that PHP compiles everything every time.",
    subject="php_settings",
    bad=[
        Example(
            "Switched off",
            {
                PHP_INI: """
                [opcache]
                opcache.enable = Off
                #                ^^^ compiles every file
                """
            },
            fixed={
                PHP_INI: """
                [opcache]
                opcache.enable = 1
                """
            },
        ),
    ],
    good=[
        Example("Switched on", {PHP_INI: "opcache.enable=1\nopcache.enable_cli = 0\n"}),
    ],
)
def opcache_disabled(project: Project, report: Reporter) -> Iterator[Finding]:
    """OPcache keeps compiled PHP in memory; Commerce has many thousand files.

    Without it each request reads and compiles all files that it needs, and pages take several times
    as long. To keep single files out of it there is `op-exclude.txt`.

    Source: PHP's manual on OPcache; Adobe's template leaves it on.
    """
    ini = project.php_ini
    setting = ini.settings.get("opcache.enable") if ini is not None else None
    if setting is None or setting.value is None or is_truthy(setting.value):
        return
    span = setting.value_span
    change = Change(PHP_INI, span, "1") if span.end > span.start else None
    yield report(
        PHP_INI,
        span if change is not None else setting.key_span,
        "OPcache is off: PHP compiles every file for every request.",
        fixes=fix("Switch OPcache on", change, Applicability.UNSAFE),
    )
