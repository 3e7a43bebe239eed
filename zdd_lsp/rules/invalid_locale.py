"""A locale of SCD_MATRIX that Commerce does not know by that name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE, entries, followed
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.themes import LOCALE, MATRIX
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_PARTS: Final = re.compile(r"([A-Za-z]{2,3})[_-](?:([A-Za-z]{4})[_-])?([A-Za-z]{2})")


@rule(
    code="ZDD615",
    name="invalid-locale",
    severity=Severity.WARNING,
    summary="A locale of `SCD_MATRIX` is not written as Commerce writes locales.",
    subject="static_content",
    bad=[
        Example(
            "With a dash",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: [en-US, de]
                        #          ^^^^^ did you mean en_US?
                        #                 ^^ no locale
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: [en_US, de]
                """
            },
        ),
    ],
    good=[
        Example(
            "Language and country, and perhaps the script",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: [en_US, zh_Hans_CN]
                """
            },
        ),
    ],
)
def invalid_locale(project: Project, report: Reporter) -> Iterator[Finding]:
    """A locale is a language in small letters, an underscore and a country in capitals.

    `setup:static-content:deploy` refuses what it does not know, and the phase that runs it fails.

    Source: Commerce, Framework/Validator/Locale and its list of locales.
    """
    seen: set[int] = set()
    for setting in project.env.settings_of(MATRIX):
        source = setting.source
        for theme in entries(source, setting.entry.value).values():
            language = entries(source, theme.value).get("language")
            node = followed(language.value) if language is not None else None
            if not isinstance(node, Sequence) or id(node) in seen:
                continue
            seen.add(id(node))
            for item in node.items:
                value = source.value(item.value)
                if not isinstance(value, str) or LOCALE.fullmatch(value):
                    continue
                meant = _meant(value)
                hint = f"; did you mean {meant}?" if meant else "."
                changes = [replace_scalar(source, item.value, meant)] if meant else None
                yield report(
                    ENV_FILE,
                    item.value.span,
                    f"{value} is no locale of Commerce{hint} Static content cannot be generated "
                    "for it.",
                    fixes=fix(f"Write {meant}", changes, Applicability.UNSAFE),
                )


def _meant(locale: str) -> str | None:
    match = _PARTS.fullmatch(locale.strip())
    if match is None:
        return None
    script = [match[2].title()] if match[2] else []
    return "_".join([match[1].lower(), *script, match[3].upper()])
