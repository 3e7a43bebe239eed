"""A variable stands inside of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import move_below
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import MOST_MOVES, sound_fix
from zdd_lsp.rules._shared.strays import is_variable
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD604",
    name="nested-variable",
    severity=Severity.WARNING,
    summary="A variable stands inside of another one, where nothing reads it.",
    subject="env",
    bad=[
        Example(
            "Indented too far",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsuite
                      ELASTICSUITE_CONFIGURATION:
                    # ^^^^^^^^^^^^^^^^^^^^^^^^^^ belongs beside SEARCH_CONFIGURATION
                        indices_settings:
                          number_of_shards: 1
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsuite
                    ELASTICSUITE_CONFIGURATION:
                      indices_settings:
                        number_of_shards: 1
                """
            },
        ),
    ],
    good=[
        Example(
            "Side by side",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsuite
                    ELASTICSUITE_CONFIGURATION:
                      indices_settings:
                        number_of_shards: 1
                """
            },
        ),
    ],
)
def nested_variable(project: Project, report: Reporter) -> Iterator[Finding]:
    """A line that is indented too far becomes a part of the variable above it.

    ece-tools hands the inside of array variables on to `app/etc/env.php` as it is. The schema does
    not look into them, so that nothing complains, and Commerce does not know such a key.

    Source: ece-tools 2002.1.17, Config/Schema/Validator.php.
    """
    seen: set[int] = set()
    moves = 0
    for settings in project.env.settings.values():
        for setting in settings.values():
            for name, entry in entries(setting.source, setting.entry.value).items():
                if id(entry) in seen or not is_variable(project, name):
                    continue
                seen.add(id(entry))
                moves += 1
                yield report(
                    ENV_FILE,
                    entry.key.span,
                    f"{name} is a variable of its own: it belongs beside {setting.name}. "
                    "Inside of it nothing reads it.",
                    fixes=_fixes(project, setting, entry) if moves <= MOST_MOVES else (),
                )


def _fixes(project: Project, setting: Setting, entry: Entry) -> tuple[Fix, ...]:
    parent, variable = setting.entry.value, project.schema.get(entry.name)
    if setting.is_shared or not isinstance(parent, Mapping) or entry not in parent.entries:
        return ()
    if variable is None or setting.stage not in variable.stages:
        return ()
    stage = project.env.stages[setting.stage]
    changes = move_below(setting.source, parent, [entry], stage)
    title = f"Move it beside {setting.name}"
    return sound_fix(project, title, changes, Applicability.UNSAFE)
