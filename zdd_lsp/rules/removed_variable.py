"""A variable that ece-tools does not know any more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue import catalogue, foreign_names
from zdd_lsp.findings import Applicability, Severity, Tag
from zdd_lsp.project.discovery import COMPOSER_LOCK, CONFIG_PHP
from zdd_lsp.project.editing import remove, rename_key, replace_scalar
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.schema import (
    STOPS,
    installed,
    is_too_new,
    severity,
    subject,
    upstream,
    violations,
)
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue import ForeignName, Variable
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.scalars import PhpValue

_SCOPES: Final = "<?php return ['scopes' => ['websites' => ['base' => ['code' => 'base']]]];"


@rule(
    code="ZDD207",
    name="removed-variable",
    severity=Severity.ERROR,
    summary="A variable is set that ece-tools removed.",
    subject="env",
    bad=[
        Example(
            "Renamed",
            {
                ENV_FILE: """
                stage:
                  build:
                    STATIC_CONTENT_THREADS: "4"  # measured
                    #^^^^^^^^^^^^^^^^^^^^^ removed in ece-tools 2002.1.0; SCD_THREADS took
                """,
                CONFIG_PHP: _SCOPES,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4  # measured
                """
            },
        ),
        Example(
            "Replaced by its opposite",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DO_DEPLOY_STATIC_CONTENT: false
                    #^^^^^^^^^^^^^^^^^^^^^^^ SKIP_SCD took its place, with the opposite meaning
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
        Example(
            "A list of themes is a map today",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_EXCLUDE_THEMES: "Magento/luma, Magento/blank"
                    #^^^^^^^^^^^^^^^^^ removed in ece-tools 2002.1.0; SCD_MATRIX took its place
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_MATRIX: {"Magento/luma": [], "Magento/blank": []}
                """
            },
        ),
        Example(
            "Gone without a successor",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    # Redis
                    LUA_KEY: true
                #   ^^^^^^^ removed in ece-tools 2002.2.12
                    USE_LUA: false
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.12"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    # Redis
                    USE_LUA: false
                """
            },
        ),
    ],
    good=[
        Example(
            "The installed ece-tools still knows it",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    LUA_KEY: true
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
        Example(
            "What took their places",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
    ],
)
def removed_variable(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools knows only what its own schema lists, and it has dropped variables over the years.

    A variable that was removed is refused like one that never existed: the build stops with
    error 10, although the project may have deployed for years. Most have a successor. Where the
    value can be carried over, the fix does so: `STATIC_CONTENT_THREADS` becomes `SCD_THREADS`,
    `DO_DEPLOY_STATIC_CONTENT` becomes `SKIP_SCD` with the opposite value, and themes that were
    excluded become entries of `SCD_MATRIX` without locales. Variables without a successor changed
    nothing any more when they went, and can be deleted.

    The locked version of ece-tools decides. While it is unknown, the newest one is assumed.

    Source: the tags 2002.0.0 to 2002.1.17 of ece-tools, its schema of 2002.2.12 and its release
    notes.
    """
    for violation in violations(project, Fault.UNKNOWN):
        name = foreign_names().get(violation.setting.name)
        if name is None or name.kind != "removed" or is_too_new(project, name.name):
            continue
        case = _Case(project, violation.setting, name)
        yield report(
            ENV_FILE,
            violation.setting.key_span,
            f"{subject(violation)} was removed in {name.removed}{_successor(name)}. {case.outcome}",
            severity=severity(project) if case.is_installed_known else Severity.WARNING,
            upstream=upstream(violation),
            fixes=_fixes(case),
            tags=[Tag.DEPRECATED],
        )


class _Case(NamedTuple):
    """A setting with a name that was removed."""

    project: Project
    setting: Setting
    name: ForeignName

    @property
    def is_installed_known(self) -> bool:
        """Whether it matters not which ece-tools is installed, or that is known."""
        project = self.project
        is_known = project.ece_tools_triple is not None or project.schema_origin == "vendor"
        return is_known or self.name.name not in catalogue().known

    @property
    def outcome(self) -> str:
        """What happens, in one sentence."""
        if not self.is_installed_known:
            return f"{_STOPS}, unless an older version is installed."
        if not self.project.is_schema_certain:
            return f"{_STOPS}, unless {installed(self.project)} knows it again."
        return STOPS

    def applicability(self, *, is_safe: bool) -> Applicability:
        """Return who may apply a fix that is safe if what is said here is certain."""
        is_certain = self.is_installed_known and not self.setting.is_shared
        return Applicability.SAFE if is_safe and is_certain else Applicability.UNSAFE


_STOPS: Final = STOPS.rstrip(".")


def _successor(name: ForeignName) -> str:
    if name.successor is None:
        return ""
    meaning = ", with the opposite meaning" if name.inverted else ""
    return f"; {name.successor} took its place{meaning}"


def _fixes(case: _Case) -> Iterator[Fix]:
    project, setting, name = case
    successor = project.schema.get(name.successor or "")
    if successor is not None:
        yield from _replacement(case, successor)
    applicability = case.applicability(is_safe=name.successor is None)
    yield from fix(f"Remove {setting.name}", remove(project, setting), applicability)


def _replacement(case: _Case, successor: Variable) -> tuple[Fix, ...]:
    """Return the fix that sets the successor in the same place, if the value tells how."""
    project, setting, name = case
    source, node = project.env.source, setting.entry.value
    value = _value(setting.value, name, successor)
    is_free = project.env.get(setting.stage, successor.name) is None
    if source is None or value is None or setting.stage not in successor.stages or not is_free:
        return ()
    changes = [rename_key(source, setting.entry, successor.name)]
    if not _is_same(setting.value, value):
        if not isinstance(node, Scalar):
            return ()
        changes.append(replace_scalar(source, node, value))
    is_safe = _is_harmless(case, successor, value) and not getattr(node, "anchor", None)
    applicability = case.applicability(is_safe=is_safe)
    return fix(f"Replace it by {successor.name}: {value}", changes, applicability)


def _is_harmless(case: _Case, successor: Variable, value: str) -> bool:
    """Tell whether a successor does no more and no less than its predecessor was meant to."""
    project, stage = case.project, case.setting.stage
    if case.name.inverted:
        # Skipped in the build, static content would have to be deployed in maintenance. Skipped in
        # the deploy, its options there would be ignored.
        options = [key for key in project.env.settings[stage] if key.startswith("SCD_")]
        return value == "false" or (stage == "deploy" and not options)
    if successor.type == "array" and project.env.settings_of(successor.name):
        return False  # the two stages' values would not be merged
    return stage == "global" or (stage == "build" and not project.ideal.static_content)


def _value(value: PhpValue, name: ForeignName, successor: Variable) -> str | None:
    """Return the successor's value as YAML source, or None where nobody can tell."""
    if name.inverted:
        meant = _TRUTH.get(str(value).lower())
        return None if meant is None else str(not meant).lower()
    if successor.type == "integer" and not isinstance(value, bool):
        return str(value) if _INTEGER.fullmatch(str(value)) else None
    if successor.name == "SCD_MATRIX" and isinstance(value, str):
        themes = [theme.strip() for theme in value.split(",") if theme.strip()]
        if themes and all(_THEME.fullmatch(theme) for theme in themes):
            return "{" + ", ".join(f'"{theme}": []' for theme in dict.fromkeys(themes)) + "}"
    return None


def _is_same(value: PhpValue, source: str) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and str(value) == source


_TRUTH: Final = {"true": True, "enabled": True, "1": True} | {
    "false": False,
    "disabled": False,
    "0": False,
}
_INTEGER: Final = re.compile("0|-?[1-9][0-9]{0,8}", re.ASCII)
_THEME: Final = re.compile("[A-Za-z0-9_]+/[A-Za-z0-9_-]+", re.ASCII)
