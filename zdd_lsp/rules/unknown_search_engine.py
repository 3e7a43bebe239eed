"""SEARCH_CONFIGURATION names an engine that this Commerce does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import Change
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.search import VARIABLE, configured_engine, engine_place, has_elasticsuite
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.search import fitting_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.places import Place
    from zdd_lsp.rules import Reporter

_APP = 'relationships:\n    opensearch: "opensearch:opensearch"\n'


@rule(
    code="ZDD503",
    name="unknown-search-engine",
    severity=Severity.WARNING,
    summary="`SEARCH_CONFIGURATION` names an engine that this Commerce does not have.",
    subject="deploy_variables",
    bad=[
        Example(
            "OpenSearch goes by another name in this patch",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      #       ^^^^^^^^^^ has no search engine of this name: use elasticsearch7
                      _merge: true
                """,
                APP_FILE: _APP,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.5-p8"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsearch7
                      _merge: true
                """
            },
        ),
        Example(
            "The name of Elasticsearch for a search that runs on OpenSearch",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsearch7
                      #       ^^^^^^^^^^^^^^ has an engine of its own for OpenSearch
                      _merge: true
                """,
                APP_FILE: _APP,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8-p4"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "The name that this patch knows",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      _merge: true
                """,
                APP_FILE: _APP,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.5-p12"}]}
                """,
            },
        ),
        Example(
            "The engine of an extension",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: amasty_elastic
                """,
                APP_FILE: _APP,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.5-p8"}]}
                """,
            },
        ),
    ],
)
def unknown_search_engine(project: Project, report: Reporter) -> Iterator[Finding]:
    """Which name a search engine has depends on the release of Commerce.

    OpenSearch is `opensearch` from 2.4.6, 2.4.5-p12 and 2.4.4-p13 on; before, Commerce reaches it
    by the engine `elasticsearch7`. The engines `elasticsearch` and `elasticsearch5` went with
    2.4.0, `elasticsearch6` with 2.4.4. ece-tools writes whatever name the file has, and Commerce
    then searches with another engine, without the address of the server, or refuses to upgrade.

    The other way round it is information: the engines of Elasticsearch are still there, but Adobe
    has stopped to support them in 2.4.8, and the service behind them is OpenSearch.

    Leave `engine` out together with `_merge: true`, and ece-tools chooses it. The other keys of
    the variable begin with the name of the engine and have to change with it.

    Source: Adobe's knowledge base; upgrade guide, search-engine-not-supported.
    """
    engine, place = configured_engine(project), engine_place(project)
    commerce = project.commerce
    if not isinstance(engine, str) or place is None or has_elasticsuite(project):
        return
    fits = matrix().engines.get(engine)
    if fits is not None and project.is_commerce(fits) is False:
        better = fitting_engine(project)
        advice = f": use {better}" if better not in (None, engine) else ""
        yield report(
            *place,
            f"Commerce {commerce} has no search engine of this name{advice}. The search would "
            "fail or run on another one.",
            fixes=_rename(project, place, engine),
        )
    elif engine.startswith("elasticsearch") and _runs_on_opensearch(project):
        yield report(
            *place,
            f"Commerce {commerce} has an engine of its own for OpenSearch, to which the "
            "relationship leads: opensearch.",
            severity=Severity.INFO,
            fixes=_rename(project, place, engine),
        )


def _runs_on_opensearch(project: Project) -> bool:
    links, knows_it = project.relationships, project.is_commerce(matrix().engines["opensearch"])
    return knows_it is True and "opensearch" in links and "elasticsearch" not in links


def _rename(project: Project, place: Place, engine: str) -> tuple[Fix, ...]:
    """Offer the engine that fits, unless other keys of the variable carry the old name."""
    source, better = project.env.source, fitting_engine(project)
    if source is None or better is None or better == engine:
        return ()
    value = project.effective["deploy"][VARIABLE].value
    path, span = place
    text = span.slice(source.text)
    has_prefix = isinstance(value, dict) and any(str(key).startswith(f"{engine}_") for key in value)
    if has_prefix or text.strip("'\"") != engine:
        return ()
    change = Change(path, span, text.replace(engine, better))
    return fix(f"Change the engine to {better}", change, Applicability.UNSAFE)
