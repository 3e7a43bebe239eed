"""A stage sets a variable that ece-tools does not know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import catalogue, foreign_names
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.schema import STOPS, installed, severity, subject, upstream, violations
from zdd_lsp.rules._shared.strays import home
from zdd_lsp.syntax.values import php_type
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD201",
    name="unknown-variable",
    severity=Severity.ERROR,
    summary="A stage sets a variable that ece-tools does not know.",
    subject="variables",
    bad=[
        Example(
            "Misspelt",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGIE: compact  # one copy per theme
                #   ^^^^^^^^^^^^^ no variable of ece-tools; did you mean SCD_STRATEGY?
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact  # one copy per theme
                """
            },
        ),
        Example(
            "The prefix belongs to variables of the Cloud Console",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    "env:UPDATE_URLS": false
                #   ^^^^^^^^^^^^^^^^^ did you mean UPDATE_URLS?
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    "UPDATE_URLS": false
                """
            },
        ),
    ],
    good=[
        Example(
            "Known ones",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
        Example(
            "Nothing outside of the stages is read",
            {
                ENV_FILE: """
                x-defaults:
                  OUR_OWN: 1
                stage:
                  build:
                """
            },
        ),
    ],
)
def unknown_variable(project: Project, report: Reporter) -> Iterator[Finding]:
    """A name inside a stage that the schema of the installed ece-tools does not have.

    It stops the build before anything is deployed, even in a stage whose variables have no effect.
    Names are compared letter by letter. A misspelt name is not the only cause: `misplaced-key` has
    the lines that are indented too little.

    Where the installed ece-tools is newer than what is known here, a name that resembles none of
    the known ones is mere information.

    Source: ece-tools 2002.1.17, Config/Schema/Validator.php.
    """
    known = catalogue().known
    foreign = foreign_names()
    for violation in violations(project, Fault.UNKNOWN):
        setting = violation.setting
        if setting.name in known or setting.name in foreign or home(project, setting):
            continue  # the rules about versions, the Cloud Console and indentation know more
        candidates = _candidates(project, setting)
        hint = f"; did you mean {' or '.join(candidates)}?" if candidates else "."
        level = severity(project)
        if level is not Severity.ERROR and not candidates:
            level = Severity.INFO
        yield report(
            ENV_FILE,
            setting.key_span,
            f"{subject(violation)} is no variable of {installed(project)}{hint} {STOPS}",
            severity=level,
            upstream=upstream(violation),
            fixes=_fixes(project, setting, candidates),
        )


_PREFIX: Final = re.compile(r"(?:env:|var[_:]|magento_)", re.IGNORECASE)


def _candidates(project: Project, setting: Setting) -> list[str]:
    """Return what may be meant, the likeliest first."""
    schema = project.schema
    exact = same(setting.name, schema) or same(_PREFIX.sub("", setting.name, count=1), schema)
    if exact is not None:
        return [exact]
    # A name that belongs in this stage is likelier than one that merely looks alike.
    close = similar(setting.name, schema)
    return sorted(close, key=lambda name: setting.stage not in schema[name].stages)


def _fixes(project: Project, setting: Setting, candidates: list[str]) -> Iterator[Fix]:
    source = project.env.source
    assert source is not None  # a setting stands in a file
    taken = project.env.settings[setting.stage]
    for name in candidates:
        if name in taken:
            continue
        variable = project.schema[name]
        fits = setting.stage in variable.stages and php_type(setting.value) == variable.type
        is_sure = fits and len(candidates) == 1 and not setting.is_shared
        yield from fix(
            f"Rename {setting.name} to {name}",
            editing.rename_key(source, setting.entry, name),
            Applicability.SAFE if is_sure else Applicability.UNSAFE,
        )
    if not setting.is_shared:
        changes = editing.remove(project, setting)
        yield from fix(f"Remove {setting.name}", changes, Applicability.UNSAFE)
