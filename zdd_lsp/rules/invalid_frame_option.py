"""A value of X_FRAME_CONFIGURATION that browsers do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Fix, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import replace_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD639",
    name="invalid-frame-option",
    severity=Severity.WARNING,
    summary="`X_FRAME_CONFIGURATION` has a value that browsers ignore.",
    subject="variables",
    bad=[
        Example(
            "A wildcard",
            {
                ENV_FILE: """
                stage:
                  global:
                    X_FRAME_CONFIGURATION: '*'
                    #                      ^^^ any site may show the shop in a frame
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    X_FRAME_CONFIGURATION: SAMEORIGIN
                """
            },
        ),
        Example(
            "Out of use",
            {
                ENV_FILE: """
                stage:
                  global:
                    X_FRAME_CONFIGURATION: ALLOW-FROM https://a.example.com/
                    #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ browsers ignore it
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    X_FRAME_CONFIGURATION: SAMEORIGIN
                """
            },
        ),
    ],
    good=[
        Example(
            "The shop alone", {ENV_FILE: "stage:\n  global:\n    X_FRAME_CONFIGURATION: DENY\n"}
        ),
        Example(
            "Any case", {ENV_FILE: "stage:\n  global:\n    X_FRAME_CONFIGURATION: SameOrigin\n"}
        ),
    ],
)
def invalid_frame_option(project: Project, report: Reporter) -> Iterator[Finding]:
    """The value becomes the header `X-Frame-Options`, which knows `DENY` and `SAMEORIGIN`.

    It keeps other sites from showing the shop in a frame, where they can lead a customer's clicks
    astray. Browsers ignore a header with any other value, so that nothing keeps them. `ALLOW-FROM`
    is out of use: to name sites, send `Content-Security-Policy: frame-ancestors` instead.

    Source: RFC 7034; guide, variables-global.
    """
    for setting in project.env.settings_of("X_FRAME_CONFIGURATION"):
        value = setting.value
        if not isinstance(value, str) or not setting.source.is_known(setting.entry.value):
            continue
        if not value or value.strip().upper() in ("DENY", "SAMEORIGIN"):
            continue
        yield report(
            ENV_FILE,
            setting.value_span,
            f"{value} is no value of X-Frame-Options that browsers know: browsers ignore it, and "
            "any site may show the shop in a frame.",
            fixes=_fixes(project, setting),
        )


def _fixes(project: Project, setting: Setting) -> tuple[Fix, ...]:
    if any(problem.fatal for problem in project.problems(ENV_FILE)):
        return ()  # nobody can tell where the value ends
    replacement = replace_value(setting, "SAMEORIGIN", "Write SAMEORIGIN")
    return (Fix(replacement.title, replacement.edits, Applicability.UNSAFE),)
