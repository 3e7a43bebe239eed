"""An extension that is switched on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.extensions import removal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD495",
    name="contradictory-extension",
    severity=Severity.WARNING,
    summary="A PHP extension is in both lists: of those that are on, and of those that are off.",
    subject="php_settings",
    bad=[
        Example(
            "On and off",
            {
                APP_FILE: """
                runtime:
                    extensions:
                        - sodium
                        - bcmath
                    disabled_extensions:
                        - bz2
                        - bcmath
                        # ^^^^^^ switched on as well
                """
            },
            fixed={
                APP_FILE: """
                runtime:
                    extensions:
                        - sodium
                        - bcmath
                    disabled_extensions:
                        - bz2
                """
            },
        ),
    ],
    good=[
        Example(
            "Different ones",
            {APP_FILE: "runtime:\n    extensions: [sodium]\n    disabled_extensions: [bz2]\n"},
        ),
    ],
)
def contradictory_extension(project: Project, report: Reporter) -> Iterator[Finding]:
    """`runtime.extensions` and `runtime.disabled_extensions` contradict each other.

    Nothing says which of the two lists wins. Take the extension out of one of them.

    Source: guide, PHP settings.
    """
    extensions = project.app.extensions
    enabled = {each.name.lower(): each for each in extensions if each.is_enabled}
    for extension in extensions:
        other = enabled.get(extension.name.lower())
        if other is not None and not extension.is_enabled:
            yield report(
                APP_FILE,
                extension.span,
                f"{extension.name} is switched off here and switched on as well: nothing says "
                "which of the two counts.",
                related=[Related(Location(APP_FILE, other.span), "It is switched on here.")],
                fixes=(
                    *removal(project, extension, Applicability.UNSAFE),
                    *removal(project, other, Applicability.UNSAFE),
                ),
            )
