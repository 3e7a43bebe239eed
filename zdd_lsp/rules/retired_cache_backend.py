"""A back end of the cache that a newer Commerce does not support any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Fix, Severity
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, deploy_value
from zdd_lsp.rules._shared.cache import NAME, SYMFONY, SYNCHRONIZED, VARIABLES
from zdd_lsp.rules._shared.fixes import replace_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD632",
    name="retired-cache-backend",
    severity=Severity.WARNING,
    summary="`RemoteSynchronizedCache` is not supported by Commerce 2.4.9 and later.",
    subject="deploy_variables",
    bad=[
        Example(
            "Kept from 2.4.8",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
                    #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ use
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.9"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_BACKEND: symfony_l2
                """
            },
        ),
    ],
    good=[
        Example(
            "With 2.4.8",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8-p3"}]}
                """,
            },
        ),
    ],
)
def retired_cache_backend(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce 2.4.9 has another cache of two levels, which goes by the name `symfony_l2`.

    It needs Valkey and ece-tools 2002.2.12 or later. `RemoteSynchronizedCache`, the cache of two
    levels of earlier releases, is not supported there.

    Source: operations guide, level-two cache; guide, variables-deploy.
    """
    if not project.is_commerce(">=2.4.9"):
        return
    for name in VARIABLES:
        found = deploy_value(project, name)
        if found is not None and found.value == SYNCHRONIZED:
            yield report(
                ENV_FILE,
                found.spot.value_span,
                _message(project),
                fixes=_fixes(project, found.setting),
            )
    array = deploy_array(project, NAME)
    for frontend in array.names("frontend") if array is not None else ():
        path = ("frontend", frontend, "backend")
        if array is not None and array.at(*path) == SYNCHRONIZED:
            yield report(ENV_FILE, array.nearest(*path).value_span, _message(project))


def _message(project: Project) -> str:
    return (
        f"Commerce {project.commerce} does not support RemoteSynchronizedCache any more: use "
        "symfony_l2."
    )


def _fixes(project: Project, setting: Setting) -> tuple[Fix, ...]:
    variable = project.schema[setting.name]
    if SYMFONY not in variable.allowed:
        return ()
    replacement = replace_value(setting, SYMFONY, f"Write {SYMFONY}")
    return (Fix(replacement.title, replacement.edits, Applicability.UNSAFE),)
