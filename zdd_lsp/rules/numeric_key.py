"""A stage or a variable has a number for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.services import is_readable
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.maps import is_array
from zdd_lsp.syntax.scalars import php_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD221",
    name="numeric-key",
    severity=Severity.ERROR,
    summary="A stage or a variable has a number for a name, of which ece-tools dies.",
    subject="env",
    bad=[
        Example(
            "A variable",
            {
                ENV_FILE: """
                stage:
                  build:
                    404: not-found
                #   ^^^ the build stops
                """
            },
        ),
        Example(
            "Quotes do not help",
            {
                ENV_FILE: """
                stage:
                  '1':
                # ^^^ the build stops
                    SKIP_SCD: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Below a variable any key may stand",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      consumers:
                        0: product_action_attribute.update
                """
            },
        ),
        Example(
            "A stage without variables is passed over",
            {ENV_FILE: "stage:\n  1: {}\n"},
        ),
    ],
)
def numeric_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """PHP turns a key that looks like an integer into one, in quotes or without.

    The schema validator of ece-tools takes texts only for the names of stages and variables. At
    such a key it dies of an error of PHP instead of reporting an unknown name, so the log of the
    build ends with a stack trace. Mostly a line has slipped out of the value that it belongs to.

    Source: ece-tools 2002.1.17, Config/Validator/Build/StageConfig.php and
    Config/Schema/Validator.php.
    """
    env = project.env
    source = env.source
    if source is None or not is_readable(source):
        return
    consequence = "the schema validator of ece-tools dies of it, and the build stops."
    for stage, entry in env.stages.items():
        if isinstance(php_key(stage), int):
            value = source.value(entry.value)
            if source.is_known(entry.value) and is_array(value) and value:
                message = f"A stage cannot have a number for a name: {consequence}"
                yield report(ENV_FILE, entry.key.span, message)
            continue
        for setting in env.settings.get(stage, {}).values():
            if isinstance(php_key(setting.name), int):
                message = f"A variable cannot have a number for a name: {consequence}"
                yield report(ENV_FILE, setting.key_span, message)
