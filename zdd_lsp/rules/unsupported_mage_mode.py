"""A mode of Commerce that the platform does not support."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 2027
_MODE: Final = "production"


@rule(
    code="ZDD314",
    name="unsupported-mage-mode",
    severity=Severity.WARNING,
    summary="`MAGE_MODE` is something else than `production`.",
    bad=[
        Example(
            "Developer mode",
            {
                APP_FILE: """
                variables:
                  env:
                    MAGE_MODE: developer  # for the testers
                    #          ^^^^^^^^^ supports production mode only
                """
            },
            fixed={
                APP_FILE: """
                variables:
                  env:
                    MAGE_MODE: production  # for the testers
                """
            },
        ),
    ],
    good=[
        Example(
            "Production mode",
            {
                APP_FILE: """
                variables:
                  env:
                    MAGE_MODE: production
                """
            },
        ),
        Example("Unset: ece-tools sets it", {APP_FILE: "variables: {env: {MAGE_MODE: ''}}\n"}),
    ],
)
def unsupported_mage_mode(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools puts Commerce into production mode, and no other mode works on the platform.

    The environment variable `MAGE_MODE` goes before what ece-tools sets: the shop then runs in a
    mode for which nothing was built. Every deploy warns of it, with 2027. Remove the variable.

    Source: ece-tools 2002.1.17, Validator/Deploy/MageModeVariable.php; checked since 2002.1.3.
    """
    entry, source = project.app.variable("MAGE_MODE"), project.app.source
    if entry is None or source is None or project.is_ece_tools(">=2002.1.3") is False:
        return
    value = source.value(entry.value)
    if not isinstance(value, str) or value in ("", "0", _MODE):
        return
    node = entry.value
    change = Change(APP_FILE, node.span, _MODE) if isinstance(node, Scalar) else None
    yield report(
        APP_FILE,
        node.span,
        f"MAGE_MODE is {value}, and the platform supports production mode only. Remove the "
        "variable.",
        upstream=Upstream(_CODE, "Mode value for MAGE_MODE environment variable not supported"),
        fixes=fix("Use production mode", change, Applicability.UNSAFE),
    )
