"""Which search engine ece-tools will configure, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.project.stack import running
from zdd_lsp.project.versions import Version
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.project.places import Place
    from zdd_lsp.syntax.scalars import PhpValue

VARIABLE = "SEARCH_CONFIGURATION"
ELASTICSUITE = "smile/elasticsuite"
ELASTICSUITE_ENGINE = "elasticsuite"
MYSQL = "mysql"

_LIVE_SEARCH_MODULE = "Magento_LiveSearchAdapter"
_LIVE_SEARCH_PACKAGES = ("magento/live-search", "magento/module-live-search-adapter")


def has_live_search(project: Project) -> bool | None:
    """Tell whether Live Search takes the place of a search service; None if nobody can tell.

    ece-tools 2002.1.17, Deploy/OpenSearchIntegrity: the adapter's module is on in the shared
    configuration. At the time of the deploy this is the file that the build completed with every
    installed module, so an installed adapter may be on although the repository's file lacks it.
    """
    if project.unreadable(project.config_path) is not None:
        return None
    enabled = project.config.module(_LIVE_SEARCH_MODULE) if project.config is not None else False
    if enabled is False and any(map(project.lock.package, _LIVE_SEARCH_PACKAGES)):
        return None
    return enabled


def has_elasticsuite(project: Project) -> bool:
    """Tell whether ElasticSuite is installed, as ece-tools sees it."""
    package = project.lock.package(ELASTICSUITE)
    return package is not None and not package.dev


def configured_engine(project: Project) -> PhpValue:
    """Return the engine that `SEARCH_CONFIGURATION` names in the deploy stage; None for none."""
    found = project.effective["deploy"].get(VARIABLE)
    if found is None or found.is_crash or not isinstance(found.value, dict):
        return None
    return found.value.get("engine")


def engine_place(project: Project) -> Place | None:
    """Return where that engine is named; None where nothing names one."""
    found = project.effective["deploy"].get(VARIABLE)
    source = project.env.source
    if found is None or found.setting is None or source is None:
        return None
    if configured_engine(project) is None:
        return None
    entry = entries(source, found.setting.entry.value).get("engine")
    span = found.setting.value_span if entry is None else entry.value.span
    return ENV_FILE, span


def search_engine(project: Project) -> str | None:
    """Return the engine that ece-tools will configure; None if nobody can tell.

    ece-tools 2002.1.17, Config/SearchEngine: ElasticSuite if it is installed, else the engine of
    `SEARCH_CONFIGURATION`, else that of the first service found: OpenSearch, Elasticsearch, and
    Solr for Commerce before 2.2; MySQL if there is none. The relationships must be known.
    """
    found = project.effective["deploy"].get(VARIABLE)
    if found is None or found.is_crash or not project.lock.ok:
        return None
    if has_elasticsuite(project):
        return ELASTICSUITE_ENGINE
    engine = configured_engine(project)
    if engine is not None:
        return engine if isinstance(engine, str) else None
    return _found_engine(project) if _is_merged(found.value) else None


def _is_merged(configuration: PhpValue) -> bool:
    """Tell whether what ece-tools finds is used beside a configuration that names no engine."""
    if not isinstance(configuration, dict):
        return not configuration
    return is_truthy(configuration.get("_merge")) or not configuration.keys() - {"_merge"}


def _found_engine(project: Project) -> str | None:
    services = running(project)
    if "opensearch" in services:
        return "opensearch"
    if "elasticsearch" in services:
        version = Version.parse(services["elasticsearch"].version or "")
        return (
            f"elasticsearch{version.numbers[0]}"
            if version is not None and satisfies(version, ">=5")
            else "elasticsearch"
        )
    if "solr" not in project.relationships:
        return MYSQL
    is_old = project.is_commerce("<2.2")
    return None if is_old is None else "solr" if is_old else MYSQL


def is_elasticsearch_family(engine: str) -> bool:
    """Tell whether an engine is served by Elasticsearch (2002.1.17, SearchEngine::isESFamily)."""
    return engine.startswith("elasticsearch") or engine in (ELASTICSUITE_ENGINE, "opensearch")
