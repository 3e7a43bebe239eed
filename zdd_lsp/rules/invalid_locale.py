"""A locale of SCD_MATRIX that Commerce does not know by that name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.static_content import static_content
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.themes import LOCALE, languages
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Node

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
        Example(
            "As others write it, and one that Commerce does not have by itself",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: [zh_CN, en_IN]
                        #          ^^^^^ did you mean zh_Hans_CN?
                        #                 ^^^^^ unless an extension adds it
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: [zh_Hans_CN, en_IN]
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

    Where a language is written in several ways, the script stands between the two: `zh_Hans_CN`.
    A locale that an extension has added is one that a store uses according to `app/etc/config.php`,
    or else this is information.

    Source: Commerce, Framework/Validator/Locale and Framework/Locale/Config.
    """
    config = project.config
    known = static_content().locales | (config.locales.keys() if config is not None else set())
    for setting, _, node in languages(project):
        for item in node.items if isinstance(node, Sequence) else ():
            value = setting.source.value(item.value)
            if isinstance(value, str) and value not in known:
                yield _finding(report, setting.source, item.value, value)


def _finding(report: Reporter, source: SourceFile, node: Node, value: str) -> Finding:
    meant, is_formed = _meant(value), LOCALE.fullmatch(value) is not None
    # What is well formed may be a locale that an extension has added.
    is_possible = is_formed and meant is None
    hint = f"; did you mean {meant}?" if meant else "."
    end = " unless an extension adds it." if is_possible else "."
    is_fix = meant in static_content().locales
    changes = [replace_scalar(source, node, meant)] if meant and is_fix else None
    return report(
        ENV_FILE,
        node.span,
        f"{value} is no locale of Commerce{hint} Static content cannot be generated for it{end}",
        severity=Severity.INFO if is_possible else None,
        fixes=fix(f"Write {meant}", changes, Applicability.UNSAFE),
    )


def _meant(locale: str) -> str | None:
    """Return the locale that a text stands for, if there is one like it."""
    match = _PARTS.fullmatch(locale.strip())
    if match is None:
        return None
    script = [match[2].title()] if match[2] else []
    formed = "_".join([match[1].lower(), *script, match[3].upper()])
    content = static_content()
    if formed in content.locales:
        return formed
    return content.meant(formed) or (formed if formed != locale else None)
