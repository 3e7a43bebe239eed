"""A variable that a later ece-tools brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import catalogue
from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.places import package_place
from zdd_lsp.project.schema import Fault
from zdd_lsp.project.versions import ECE_TOOLS
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.schema import STOPS, is_too_new, severity, subject, upstream, violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD208",
    name="variable-too-new",
    severity=Severity.ERROR,
    summary="A variable is set that the installed ece-tools does not know yet.",
    subject="update_ece_tools",
    bad=[
        Example(
            "Valkey with the last ece-tools before it",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_USE_SLAVE_CONNECTION: true
                    #^^^^^^^^^^^^^^^^^^^^^^^^^^ needs ece-tools 2002.2.2; 2002.1.17 is installed
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "An ece-tools that knows Valkey",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_USE_SLAVE_CONNECTION: true
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
        Example(
            "An unknown version is taken for the newest",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    USE_LUA_ON_GC: true
                """
            },
        ),
    ],
)
def variable_too_new(project: Project, report: Reporter) -> Iterator[Finding]:
    """Each release of ece-tools refuses the variables of later ones: the build stops with error 10.

    Adobe's guide describes the newest release, so that a variable copied from it may be unknown to
    the version that `composer.lock` names. Update ece-tools with
    `composer update magento/ece-tools --with-all-dependencies`, or leave the variable out until
    then. What the variable was meant to change keeps its default.

    Source: the schemas of the tags 2002.0.12 to 2002.1.17 of ece-tools, and of 2002.2.12.
    """
    for violation in violations(project, Fault.UNKNOWN):
        setting = violation.setting
        if not is_too_new(project, setting.name):
            continue
        since = ".".join(map(str, catalogue().known[setting.name].since))
        is_older = project.schema_origin == "built-in"
        have = f"{project.ece_tools} is installed" if is_older else "the installed one lacks it"
        place = package_place(project, ECE_TOOLS)
        locked = place is not None and place[0] == COMPOSER_LOCK
        yield report(
            ENV_FILE,
            setting.key_span,
            f"{subject(violation)} needs ece-tools {since}; {have}. {STOPS}",
            severity=severity(project),
            upstream=upstream(violation),
            related=[Related(Location(*place), "It is locked here.")] if place and locked else (),
            fixes=fix(f"Remove {setting.name}", remove(project, setting), Applicability.UNSAFE),
        )
