"""A part of an array variable stands beside it, among the variables of the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.editing import move_below
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import MOST_MOVES, sound_fix
from zdd_lsp.rules._shared.schema import STOPS, subject, upstream, violations
from zdd_lsp.rules._shared.strays import home
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD603",
    name="misplaced-key",
    severity=Severity.ERROR,
    summary="A theme, `_merge` or another part of a variable is indented too little.",
    subject="env",
    bad=[
        Example(
            "A theme that slipped out of the matrix",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_MATRIX:
                      "Magento/backend": []
                    "Acme/shop": []
                #   ^^^^^^^^^^^ belongs below SCD_MATRIX
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_MATRIX:
                      "Magento/backend": []
                      "Acme/shop": []
                """
            },
        ),
        Example(
            "Nothing is indented below its variable",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                    "Acme/shop":
                #   ^^^^^^^^^^^ belongs below SCD_MATRIX
                      language: [en_US]
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      "Acme/shop":
                        language: [en_US]
                """
            },
        ),
        Example(
            "It is not said what shall be merged",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    _merge: true
                #   ^^^^^^ belongs below SEARCH_CONFIGURATION
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      _merge: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Where they belong",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX:
                      "Acme/shop": []
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      _merge: true
                """
            },
        ),
    ],
)
def misplaced_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """A line that is indented too little becomes a variable, which the schema does not know.

    The build stops with error 10, and ece-tools says of a theme of `SCD_MATRIX` or of `_merge` that
    it is not allowed in the configuration. It is, one level deeper.

    Source: ece-tools 2002.1.17, Config/Schema/Validator.php.
    """
    for number, violation in enumerate(violations(project, Fault.UNKNOWN)):
        setting = violation.setting
        name = home(project, setting)
        if name is None:
            continue
        found = project.env.get(setting.stage, name)
        related = []
        if found is not None:
            related.append(Related(Location(ENV_FILE, found.key_span), "It belongs below this."))
        yield report(
            ENV_FILE,
            setting.key_span,
            f"{subject(violation)} is no variable: it belongs below {name}. {STOPS}",
            upstream=upstream(violation),
            related=related,
            fixes=_fixes(project, setting, found) if number < MOST_MOVES else (),
        )


def _fixes(project: Project, setting: Setting, found: Setting | None) -> tuple[Fix, ...]:
    parent = project.env.stages[setting.stage].value
    if found is None or setting.is_shared or found.is_shared or not isinstance(parent, Mapping):
        return ()
    changes = move_below(setting.source, parent, [setting.entry], found.entry)
    is_behind = found.entry.key.span.start < setting.entry.key.span.start
    applicability = Applicability.SAFE if is_behind else Applicability.UNSAFE
    return sound_fix(project, f"Move it below {found.name}", changes, applicability)
