"""A number is too small or too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Fix, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import replace_value
from zdd_lsp.rules._shared.schema import STOPS, subject, upstream, violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD204",
    name="value-out-of-range",
    severity=Severity.ERROR,
    summary="A number is smaller or larger than the variable allows.",
    subject="env",
    bad=[
        Example(
            "gzip has nine levels",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_COMPRESSION_LEVEL: 10
                    #                      ^^ must be 0 to 9, but this is 10
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_COMPRESSION_LEVEL: 9
                """
            },
        ),
    ],
    good=[
        Example(
            "Both ends are allowed",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_COMPRESSION_LEVEL: 9
                    ERROR_REPORT_DIR_NESTING_LEVEL: 0
                """
            },
        ),
    ],
)
def value_out_of_range(project: Project, report: Reporter) -> Iterator[Finding]:
    """Two variables have limits: `SCD_COMPRESSION_LEVEL` and `ERROR_REPORT_DIR_NESTING_LEVEL`.

    A number outside of them stops the build before anything is deployed. Every other integer is
    accepted, whatever it may do.

    Source: ece-tools 2002.1.17, Config/Schema/Validator/Range.php and config/schema.yaml.
    """
    for violation in violations(project, Fault.RANGE):
        setting, variable = violation.setting, violation.variable
        assert variable is not None  # what the schema lacks has no limits
        low, high, value = variable.minimum, variable.maximum, setting.value
        assert low is not None  # a range has two ends
        assert high is not None  # a range has two ends
        assert isinstance(value, int)  # nothing else was compared
        nearest = str(min(max(value, low), high))
        choice = replace_value(setting, nearest, f"Write {nearest}")
        yield report(
            ENV_FILE,
            setting.value_span,
            f"{subject(violation)} must be {low} to {high}, but this is {value}. {STOPS}",
            upstream=upstream(violation),
            fixes=[Fix(choice.title, choice.edits, Applicability.UNSAFE)],
        )
