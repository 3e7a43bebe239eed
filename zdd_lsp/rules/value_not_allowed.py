"""A variable's value is none of those that it may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Fix, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import replace_value
from zdd_lsp.rules._shared.schema import STOPS, installed, severity, subject, upstream, violations
from zdd_lsp.syntax.writing import scalar
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD205",
    name="value-not-allowed",
    severity=Severity.ERROR,
    summary="A variable has a value that is none of the allowed ones.",
    subject="env",
    bad=[
        Example(
            "Case matters",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: Compact
                    #             ^^^^^^^ must be compact, quick or standard
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
        Example(
            "The backslashes of PHP are written once in single quotes",
            {
                ENV_FILE: r"""
                stage:
                  deploy:
                    REDIS_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\Redis'
                    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ must be
                """
            },
            fixed={
                ENV_FILE: r"""
                stage:
                  deploy:
                    REDIS_BACKEND: '\Magento\Framework\Cache\Backend\Redis'
                """
            },
        ),
        Example(
            "The empty text is the default, but it may not be written",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: ''
                    #             ^^ must be compact, quick or standard
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
    ],
    good=[
        Example(
            "Allowed values",
            {
                ENV_FILE: """
                stage:
                  global:
                    MIN_LOGGING_LEVEL: info
                    VERBOSE_COMMANDS: ''
                  build:
                    SCD_STRATEGY: "quick"
                """
            },
        ),
    ],
)
def value_not_allowed(project: Project, report: Reporter) -> Iterator[Finding]:
    """Some variables have a fixed set of values, and ece-tools compares letter by letter.

    Any other value stops the build before anything is deployed. The set depends on the installed
    ece-tools: `symfony_l2`, for instance, came with 2002.2.12. Where the installed version is newer
    than what is known here, the finding is a warning only.

    Source: ece-tools 2002.1.17, Config/Schema/Validator.php and config/schema.yaml.
    """
    for violation in violations(project, Fault.ALLOWED):
        setting, variable = violation.setting, violation.variable
        assert variable is not None  # what the schema lacks allows nothing
        choices = [value for value in variable.allowed if value]
        options = f"{', '.join(choices[:-1])} or {choices[-1]}" if choices[1:] else choices[0]
        yield report(
            ENV_FILE,
            setting.value_span,
            f"{subject(violation)} must be {options} with {installed(project)}. {STOPS}",
            severity=severity(project),
            upstream=upstream(violation),
            fixes=_fixes(project, setting, variable),
        )


def _fixes(project: Project, setting: Setting, variable: Variable) -> Iterator[Fix]:
    """Offer every allowed value, the likeliest first; one that was surely meant is safe."""
    written = str(setting.value)
    choices = [
        value
        for value in variable.allowed
        if value and project.is_commerce(variable.value_commerce.get(value, "*")) is not False
    ]
    meant = same(written, choices)
    likely = similar(written, choices, len(choices))
    ordered = sorted(choices, key=lambda value: _rank(value, meant, likely))
    for value in ordered:
        source = scalar(value)
        choice = replace_value(setting, source, f"Write {source}")
        if value == meant:
            yield choice
        else:
            yield Fix(choice.title, choice.edits, Applicability.UNSAFE)


def _rank(value: str, meant: str | None, likely: list[str]) -> int:
    if value == meant:
        return -1
    return likely.index(value) if value in likely else len(likely)
