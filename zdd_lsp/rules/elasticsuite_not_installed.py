"""ELASTICSUITE_CONFIGURATION without ElasticSuite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity, Tag
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_NAME = "ELASTICSUITE_CONFIGURATION"
_PACKAGE = "smile/elasticsuite"
_LOCK = """
{"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
"""


@rule(
    code="ZDD646",
    name="elasticsuite-not-installed",
    severity=Severity.WARNING,
    summary="`ELASTICSUITE_CONFIGURATION` is set, and the package `smile/elasticsuite` is missing.",
    subject="deploy_variables",
    bad=[
        Example(
            "Left behind when the package went",
            {
                COMPOSER_LOCK: _LOCK,
                ENV_FILE: """
                stage:
                  deploy:
                    ELASTICSUITE_CONFIGURATION:
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ smile/elasticsuite is not installed
                      indices_settings: {number_of_shards: 1}
                    SKIP_SCD: true
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Installed",
            {
                COMPOSER_LOCK: """
                {"packages": [{"name": "smile/elasticsuite", "version": "2.11.9"}]}
                """,
                ENV_FILE: """
                stage:
                  deploy:
                    ELASTICSUITE_CONFIGURATION:
                      indices_settings: {number_of_shards: 1}
                """,
            },
        ),
    ],
)
def elasticsuite_not_installed(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools writes the settings of ElasticSuite if its package is installed, and only then.

    Source: ece-tools 2002.1.17, Config/SearchEngine/ElasticSuite.php.
    """
    array = deploy_array(project, _NAME)
    if array is None or array.is_empty or not project.lock.ok:
        return
    if project.lock.package(_PACKAGE) is not None or project.lock.has_substitute(_PACKAGE):
        return
    yield report(
        ENV_FILE,
        array.spot.key_span,
        f"{_NAME} has no effect: {_PACKAGE} is not installed.",
        fixes=fix(f"Remove {_NAME}", remove(project, array.setting), Applicability.UNSAFE),
        tags=[Tag.UNNECESSARY],
    )
