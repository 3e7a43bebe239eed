"""A setting of a search engine that is not the one in use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.search import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_ENGINE: Final = re.compile(r"elasticsearch\d*|opensearch")
_KEY: Final = re.compile(
    r"(elasticsearch\d*|opensearch)"
    r"_(server_hostname|server_port|index_prefix|server_timeout|enable_auth|username|password)"
)


@rule(
    code="ZDD633",
    name="search-key-of-other-engine",
    severity=Severity.WARNING,
    summary="A key of `SEARCH_CONFIGURATION` belongs to another engine than the one it names.",
    subject="deploy_variables",
    bad=[
        Example(
            "The engine was changed, its keys were not",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsearch7
                      elasticsearch6_server_hostname: elasticsearch.internal
                    # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and is ignored with the engine elasticsearch7
                      elasticsearch6_server_port: '9200'
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsearch7
                      elasticsearch7_server_hostname: elasticsearch.internal
                      elasticsearch7_server_port: '9200'
                """
            },
        ),
        Example(
            "ElasticSuite has a variable of its own",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: elasticsuite
                      elasticsearch7_server_hostname: search.internal
                    # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in ELASTICSUITE_CONFIGURATION
                """
            },
        ),
    ],
    good=[
        Example(
            "Keys of the engine",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      opensearch_server_timeout: 15
                """
            },
        ),
        Example(
            "An extension may read any of them",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: amasty_elastic
                      elasticsearch7_server_timeout: 15
                """
            },
        ),
    ],
)
def search_key_of_other_engine(project: Project, report: Reporter) -> Iterator[Finding]:
    """The settings of a search engine begin with its name: `opensearch_server_hostname`.

    Commerce reads those of the engine that is in use. Those of another one are written to the
    configuration and ignored: the server, the port and the prefix of the index keep their defaults.
    ElasticSuite reads none of them; its server stands in `ELASTICSUITE_CONFIGURATION`.

    Source: Commerce, Elasticsearch/Model/Config; ece-tools 2002.1.17, Config/SearchEngine.php.
    """
    array = deploy_array(project, NAME)
    engine = array.at("engine") if array is not None else None
    if array is None or not isinstance(engine, str):
        return
    engine = engine.lower()
    if not _ENGINE.fullmatch(engine) and engine not in ("elasticsuite", "livesearch"):
        return
    foreign = [
        key
        for key in array.names()
        if (match := _KEY.fullmatch(key)) is not None and match[1] != engine
    ]
    if not foreign:
        return
    match = _KEY.fullmatch(foreign[0])
    assert match is not None  # it was chosen for that
    advice = " Set the server in ELASTICSUITE_CONFIGURATION." if engine == "elasticsuite" else ""
    yield report(
        ENV_FILE,
        array.nearest(foreign[0]).key_span,
        f"{foreign[0]} is a setting of {match[1]} and is ignored with the engine {engine}.{advice}",
        related=[
            Related(Location(ENV_FILE, array.nearest(key).key_span), "So is this.")
            for key in foreign[1:]
        ],
        fixes=_fixes(array, engine, foreign),
    )


def _fixes(array: Array, engine: str, foreign: list[str]) -> tuple[Fix, ...]:
    spots = {key: array.find(key) for key in foreign}
    renamed = {key: _KEY.sub(rf"{engine}_\2", key) for key in foreign}
    taken = len(set(renamed.values())) < len(foreign) or any(
        name in array.names() for name in renamed.values()
    )
    if taken or not _ENGINE.fullmatch(engine):
        return ()
    changes = []
    for key, spot in spots.items():
        if spot is None or spot.is_shared:
            return ()
        changes.append(rename_key(array.source, spot.entry, renamed[key]))
    title = f"Give the keys the prefix {engine}_"
    return fix(title, changes, Applicability.UNSAFE)
