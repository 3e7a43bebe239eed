"""A size that PHP reads as a number of bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

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

_LIMIT: Final = "memory_limit"
_SETTINGS: Final = (_LIMIT, "post_max_size", "realpath_cache_size", "upload_max_filesize")
_WRONG: Final = re.compile(r"(?P<number>[0-9]{1,12})(?P<unit>[kmg])i?b", re.IGNORECASE)


@rule(
    code="ZDD497",
    name="invalid-php-size",
    severity=Severity.WARNING,
    summary="A size in `php.ini` has a unit that PHP does not know, and counts as bytes.",
    subject="php_settings",
    bad=[
        Example(
            "Two letters instead of one",
            {
                PHP_INI: """
                memory_limit = 2GB  ; for imports
                #              ^^^ PHP reads 2 bytes
                upload_max_filesize = "64MB"
                #                      ^^^^ PHP reads 64 bytes
                """
            },
            fixed={
                PHP_INI: """
                memory_limit = 2G  ; for imports
                upload_max_filesize = "64MB"
                """
            },
        ),
    ],
    good=[
        Example(
            "One letter, or bytes",
            {PHP_INI: "memory_limit = 2G\npost_max_size=64m\nrealpath_cache_size = 10485760\n"},
        ),
    ],
)
def invalid_php_size(project: Project, report: Reporter) -> Iterator[Finding]:
    """PHP knows the units `K`, `M` and `G`, by the last letter of the value.

    At a `B` it gives up on the unit: `2GB` is 2 bytes. With such a `memory_limit` no page can be
    served and no command can run; other sizes refuse every upload, or switch a cache off.

    Source: PHP's manual, on sizes in ini files; Adobe recommends a `memory_limit` of 1G.
    """
    ini, text = project.php_ini, project.text(PHP_INI)
    if ini is None or text is None:
        return
    for name in _SETTINGS:
        setting = ini.settings.get(name)
        match = _WRONG.fullmatch(setting.value or "") if setting is not None else None
        if setting is None or match is None:
            continue
        start = text.find(match[0], *setting.value_span)
        if start < 0:
            continue
        place = Span(start, start + len(match[0]))
        right = f"{match['number']}{match['unit'].upper()}"
        yield report(
            PHP_INI,
            place,
            f"PHP reads {match['number']} bytes, because {match[0]} does not end with K, M or G."
            + (" With so little memory nothing runs." if name == _LIMIT else ""),
            severity=Severity.ERROR if name == _LIMIT else None,
            fixes=fix(f"Write {right}", Change(PHP_INI, place, right), Applicability.SAFE),
        )
