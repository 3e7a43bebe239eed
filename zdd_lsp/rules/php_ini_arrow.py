"""A setting of PHP with the operator of an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.discovery import PHP_INI
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD496",
    name="php-ini-arrow",
    severity=Severity.WARNING,
    summary="A setting in `php.ini` has `=>` where PHP expects `=`.",
    subject="php_settings",
    bad=[
        Example(
            "As `php -i` prints it",
            {
                PHP_INI: """
                memory_limit = 1G
                opcache.max_accelerated_files => 100000
                #                             ^^ reads > 100000 as the value
                """
            },
            fixed={
                PHP_INI: """
                memory_limit = 1G
                opcache.max_accelerated_files = 100000
                """
            },
        ),
    ],
    good=[
        Example(
            "Plain settings",
            {PHP_INI: 'opcache.max_accelerated_files=100000\nmy.mark = "=>"\n'},
        ),
    ],
)
def php_ini_arrow(project: Project, report: Reporter) -> Iterator[Finding]:
    """Settings in `php.ini` take a single `=`; what `php -i` prints has an arrow instead.

    PHP takes the second half of the arrow for the beginning of the value. Nothing complains: a
    number becomes 0 or is dropped, a switch is on or off by chance.

    Source: the grammar of PHP's ini files.
    """
    ini, text = project.php_ini, project.text(PHP_INI)
    if ini is None or text is None:
        return
    for setting in ini.settings.values():
        start = setting.value_span.start
        equals = text.rfind("=", setting.key_span.end, start)
        if equals < 0 or not text.startswith(">", start) or equals + 1 != start:
            continue
        arrow = Span(equals, start + 1)
        value = setting.value_span.slice(text).rstrip()
        yield report(
            PHP_INI,
            arrow,
            f"PHP reads {value} as the value, so that this setting has no effect or another one. "
            "It takes a single =.",
            fixes=fix("Write =", Change(PHP_INI, arrow, "="), Applicability.SAFE),
        )
