"""The name of a search engine in other letters than Commerce has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.search import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_ENGINES: Final = (
    *("elasticsearch", "elasticsearch5", "elasticsearch6", "elasticsearch7", "elasticsearch8"),
    *("elasticsuite", "livesearch", "mysql", "opensearch"),
)


@rule(
    code="ZDD635",
    name="search-engine-in-wrong-case",
    severity=Severity.WARNING,
    summary="`SEARCH_CONFIGURATION` names an engine in other letters than Commerce does.",
    subject="deploy_variables",
    bad=[
        Example(
            "As the product is written, and not as the engine is called",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: ElasticSuite
                      #       ^^^^^^^^^^^^ is called elasticsuite
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsuite
                """
            },
        ),
    ],
    good=[
        Example(
            "The engine, and one of an extension",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                """
            },
        ),
        Example(
            "Of an extension",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: Acme_Search
                """
            },
        ),
    ],
)
def search_engine_in_wrong_case(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce looks an engine up by its name, letter by letter.

    ece-tools writes the value of `engine` to the configuration as it is. No engine has a name with
    capital letters, so that the search finds none.

    Source: ece-tools 2002.1.17, Config/SearchEngine.php; Commerce, Search/Model/EngineResolver.
    """
    array = deploy_array(project, NAME)
    spot = array.find("engine") if array is not None else None
    if array is None or spot is None:
        return
    engine = array.at("engine")
    if not isinstance(engine, str) or engine in _ENGINES or engine.lower() not in _ENGINES:
        return
    change = replace_scalar(array.source, spot.entry.value, engine.lower())
    yield report(
        ENV_FILE,
        spot.value_span,
        f"The engine is called {engine.lower()}: Commerce finds none of the name {engine}.",
        fixes=fix(f"Write {engine.lower()}", [change], spot.applicability),
    )
