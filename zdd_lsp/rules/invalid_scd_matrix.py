"""A theme of SCD_MATRIX that is left out although it is meant to be deployed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import Change, lift, put_below_new, rename_key, set_value
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.ideal import is_on
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import MOST_MOVES, fix, sound_fix
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.rules._shared.themes import LANGUAGE_NAMES, LOCALE, MATRIX, THEME
from zdd_lsp.syntax.nodes import Sequence as List
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry

_LANGUAGE: Final = "language"


@rule(
    code="ZDD610",
    name="invalid-scd-matrix",
    severity=Severity.ERROR,
    summary="A theme of `SCD_MATRIX` has no `language`, so that it is not deployed at all.",
    subject="static_content",
    bad=[
        Example(
            "A list of locales without `language`",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      "Magento/backend":
                    # ^^^^^^^^^^^^^^^^^ is not deployed at all
                        - en_US
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      "Magento/backend":
                        language:
                          - en_US
                """
            },
        ),
        Example(
            "The same in brackets",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: [en_US, de_DE]
                    # ^^^^^^^^^ is not deployed at all
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop: {language: [en_US, de_DE]}
                """
            },
        ),
        Example(
            "Another key",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        locales: [en_US]
                    #   ^^^^^^^ is called language
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: [en_US]
                """
            },
        ),
        Example(
            "A theme below another one",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Magento/backend:
                        language: [en_US]
                        Acme/shop:
                    #   ^^^^^^^^^ belongs beside Magento/backend
                          language: [en_US]
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Magento/backend:
                        language: [en_US]
                      Acme/shop:
                        language: [en_US]
                """
            },
        ),
        Example(
            "One locale is a list, too",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: en_US
                        #         ^^^^^ must be a list
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      Acme/shop:
                        language: [en_US]
                """
            },
        ),
        Example(
            "A list of themes, and a locale alone",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX: [Acme/shop]
                    #           ^^^^^^^^^^^ has no effect
                  deploy:
                    SCD_MATRIX:
                      Acme/shop: en_US
                    # ^^^^^^^^^ is not deployed at all
                """
            },
        ),
    ],
    good=[
        Example(
            "Two themes, and one that is not wanted",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      "Magento/backend":
                        language: [en_US]
                      "Acme/shop":
                        language:
                          - en_US
                          - zh_Hans_CN
                      "Magento/luma": []
                """
            },
        ),
    ],
)
def invalid_scd_matrix(project: Project, report: Reporter) -> Iterator[Finding]:
    """Each key of `SCD_MATRIX` is a theme, each theme has the list `language` and nothing else.

    ece-tools takes every theme of the matrix out of the common run of
    `setup:static-content:deploy` and runs the command again for those with a `language`. A theme
    that has none is therefore not deployed at all: its pages are without styles and scripts.
    `Acme/shop: []` says just that and is fine. A list of locales directly below the theme looks
    like the contrary and means the same.

    Themes that are not named in the matrix are deployed with all locales. A text in the place of
    the list kills ece-tools.

    Source: ece-tools 2002.1.17, StaticContent/CommandFactory.php, `matrix`.
    """
    is_idle = is_on(project, "global", "SCD_ON_DEMAND")
    severity = Severity.WARNING if is_idle else None
    seen: set[int] = set()
    for setting in project.env.settings_of(MATRIX):
        if id(setting.entry) in seen:
            continue
        seen.add(id(setting.entry))
        if isinstance(setting.value, list) and setting.value:
            yield report(
                ENV_FILE,
                setting.value_span,
                f"A list has no effect here: {MATRIX} is a map from each theme to its language.",
                severity=Severity.WARNING,
            )
            continue
        for number, theme in enumerate(entries(setting.source, setting.entry.value).items()):
            yield from _of_theme(project, report, setting, _Theme(*theme, number), severity)


class _Theme(NamedTuple):
    """A theme of the matrix, and how many there are before it."""

    name: str
    entry: Entry
    number: int


def _of_theme(
    project: Project,
    report: Reporter,
    setting: Setting,
    theme: _Theme,
    severity: Severity | None,
) -> Iterator[Finding]:
    name, entry, number = theme
    if not THEME.fullmatch(name):
        return
    may_move = number < MOST_MOVES
    source = setting.source
    value = source.value(entry.value)
    if not source.is_known(entry.value) or not value:
        return
    if not isinstance(value, dict):
        yield report(
            ENV_FILE,
            entry.key.span,
            f"{name} is not deployed at all: its locales belong below language, and without that "
            "key the theme is left out.",
            severity=severity,
            fixes=_listing(project, setting, entry) if may_move else (),
        )
        return
    inside = entries(source, entry.value)
    for at, (key, inner) in enumerate(inside.items()):
        may_move = may_move and at < MOST_MOVES
        if key == _LANGUAGE:
            yield from _of_language(report, setting, inner, severity)
            continue
        if THEME.fullmatch(key):
            yield report(
                ENV_FILE,
                inner.key.span,
                f"{key} belongs beside {name}, not below it, and is ignored here.",
                severity=Severity.WARNING if _LANGUAGE in value else severity,
                fixes=_lifting(project, setting, entry, inner) if may_move else (),
            )
        elif LANGUAGE_NAMES.fullmatch(key) and _LANGUAGE not in value:
            title, change = f"Rename {key} to language", rename_key(source, inner, _LANGUAGE)
            yield report(
                ENV_FILE,
                inner.key.span,
                f"{key} is not read: the key is called language. Without it {name} is not "
                "deployed at all.",
                severity=severity,
                fixes=() if setting.is_shared else fix(title, change, Applicability.SAFE),
            )


def _of_language(
    report: Reporter, setting: Setting, entry: Entry, severity: Severity | None
) -> Iterator[Finding]:
    value = setting.source.value(entry.value)
    if not value or isinstance(value, (list, dict)) or not setting.source.is_known(entry.value):
        return
    locales = re.split(r"[\s,|]+", value.strip()) if isinstance(value, str) else []
    is_sure = bool(locales) and all(LOCALE.fullmatch(each) for each in locales)
    changes = set_value(setting.source, entry, f"[{', '.join(locales)}]") if is_sure else None
    yield report(
        ENV_FILE,
        value_place(entry),
        f"language must be a list of locales, but this is {kind(value)}: ece-tools dies of it as "
        "soon as it generates static content.",
        severity=severity,
        fixes=() if setting.is_shared else fix("Make it a list", changes, Applicability.SAFE),
    )


def _listing(project: Project, setting: Setting, entry: Entry) -> tuple[Fix, ...]:
    value = entry.value
    if not isinstance(value, List):
        return ()
    if value.flow and not value.anchor and not value.tag:
        ends = (Span(value.span.start, value.span.start), Span(value.span.end, value.span.end))
        texts = (f"{{{_LANGUAGE}: ", "}")
        changes = [
            Change(setting.source.path, end, text) for end, text in zip(ends, texts, strict=True)
        ]
    else:
        change = put_below_new(setting.source, entry, _LANGUAGE)
        changes = [] if change is None else [change]
    return _checked(project, setting, "Put the list below language", changes)


def _lifting(project: Project, setting: Setting, theme: Entry, inner: Entry) -> tuple[Fix, ...]:
    if inner.name in entries(setting.source, setting.entry.value):
        return ()
    changes = lift(setting.source, theme, inner)
    return _checked(project, setting, f"Move {inner.name} beside {theme.name}", changes)


def _checked(
    project: Project, setting: Setting, title: str, changes: Sequence[Change] | None
) -> tuple[Fix, ...]:
    """Return the fix of some changes, unless other places share them."""
    return () if setting.is_shared else sound_fix(project, title, changes, Applicability.SAFE)
