"""A key of SCD_MATRIX that can be no theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.themes import LANGUAGE_NAMES, MATRIX, THEME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_AREAS: Final = ("frontend", "adminhtml")


@rule(
    code="ZDD619",
    name="invalid-theme",
    severity=Severity.WARNING,
    summary="A key of `SCD_MATRIX` is not written as a theme.",
    subject="static_content",
    bad=[
        Example(
            "With its area, without its vendor, and a level that was forgotten",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      frontend/Acme/shop: []
                    # ^^^^^^^^^^^^^^^^^^ the area is left out
                      luma: []
                    # ^^^^ written as vendor and name
                      language: [en_US]
                    # ^^^^^^^^ below the name of a theme
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: []
                      luma: []
                      language: [en_US]
                """
            },
        ),
    ],
    good=[
        Example(
            "Vendor and name",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: []
                """
            },
        ),
    ],
)
def invalid_theme(project: Project, report: Reporter) -> Iterator[Finding]:
    """The keys of `SCD_MATRIX` are themes, written as `Vendor/name` and without their area.

    ece-tools does not find what is written otherwise, and says so in the log. The line has no
    effect: the theme that was meant is deployed as if it were not in the matrix.

    Source: ece-tools 2002.1.17, StaticContent/ThemeResolver.php.
    """
    seen: set[int] = set()
    for setting in project.env.settings_of(MATRIX):
        names = entries(setting.source, setting.entry.value)
        for name, entry in names.items():
            if id(entry) in seen or THEME.fullmatch(name):
                continue
            seen.add(id(entry))
            area, _, path = name.partition("/")
            change = None
            if LANGUAGE_NAMES.fullmatch(name):
                text = "belongs below the name of a theme, which is missing here"
            elif area in _AREAS and THEME.fullmatch(path):
                text = "is no theme: the area is left out"
                if path not in names and not setting.is_shared:
                    change = rename_key(setting.source, entry, path)
            else:
                text = "is no theme, which is written as vendor and name"
            yield report(
                ENV_FILE,
                entry.key.span,
                f"{name} {text}. It has no effect.",
                fixes=fix(f"Write {path}", change, Applicability.UNSAFE),
            )
