"""ElasticSuite is installed, and another search engine is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.places import package_place
from zdd_lsp.project.search import (
    ELASTICSUITE,
    ELASTICSUITE_ENGINE,
    VARIABLE,
    configured_engine,
    engine_place,
    has_elasticsuite,
)
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.services import upstream
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_PROJECT = {
    APP_FILE: 'relationships:\n    opensearch: "opensearch:opensearch"\n',
    SERVICES_FILE: "opensearch:\n    type: opensearch:2\n    disk: 1024\n",
    COMPOSER_LOCK: '{"packages": [{"name": "smile/elasticsuite", "version": "2.11.9"}]}',
}


@rule(
    code="ZDD347",
    name="elasticsuite-with-other-engine",
    severity=Severity.ERROR,
    summary="ElasticSuite is installed and `SEARCH_CONFIGURATION` names another engine.",
    subject="services",
    bad=[
        Example(
            "The engine from before ElasticSuite",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsearch7
                      #       ^^^^^^^^^^^^^^ ElasticSuite is installed
                      _merge: true
                """,
                **_PROJECT,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsuite
                      _merge: true
                """
            },
        ),
    ],
    good=[
        Example(
            "The engine's name, in any case",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: {engine: ElasticSuite, _merge: true}
                """,
                **_PROJECT,
            },
        ),
        Example("No engine: ece-tools sets the right one", _PROJECT),
    ],
)
def elasticsuite_with_other_engine(project: Project, report: Reporter) -> Iterator[Finding]:
    """ElasticSuite works only as the engine `elasticsuite`, and ece-tools sets that by itself.

    When `smile/elasticsuite` is locked and `SEARCH_CONFIGURATION` names another engine, ece-tools
    stops the deploy, when the site is in maintenance already. Remove the engine, or name this one.
    A variable `SEARCH_CONFIGURATION` in the Cloud Console goes before this file.

    Source: ece-tools 2002.1.17, Validator/Deploy/ElasticSuiteIntegrity.php, in force since
    2002.0.18.
    """
    engine, place = configured_engine(project), engine_place(project)
    if not is_truthy(engine) or not isinstance(engine, str) or place is None:
        return
    if not has_elasticsuite(project) or engine.lower() == ELASTICSUITE_ENGINE:
        return
    if project.is_ece_tools("<2002.0.18"):
        return
    package = package_place(project, ELASTICSUITE)
    # Without a search service ece-tools says that instead.
    services = running(project)
    is_said = "opensearch" in services or "elasticsearch" in services
    message = f"ElasticSuite is installed but {engine} set as search engine."
    yield report(
        *place,
        f"ElasticSuite is installed and {engine} is set as the search engine: {FAILS}.",
        upstream=upstream(project, "2002.1.1", 114, message) if is_said else None,
        related=[Related(Location(*package), "It is locked here.")] if package else (),
        fixes=_fixes(project),
    )


def _fixes(project: Project) -> tuple[Fix, ...]:
    setting = project.effective["deploy"][VARIABLE].setting
    source = project.env.source
    if setting is None or source is None:
        return ()
    entry = entries(source, setting.entry.value).get("engine")
    if entry is None:
        return ()
    change = replace_scalar(source, entry.value, ELASTICSUITE_ENGINE)
    return fix(f"Search with {ELASTICSUITE_ENGINE}", change, Applicability.UNSAFE)
