"""What the rules about SEARCH_CONFIGURATION share: the engine that fits the project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.matrix import matrix

if TYPE_CHECKING:
    from zdd_lsp.project import Project

NAME: Final = "SEARCH_CONFIGURATION"

ELASTICSUITE: Final = "smile/elasticsuite"
_SERVICES: Final = ("opensearch", "elasticsearch")


def services(project: Project) -> list[str]:
    """Return the search services that the relationships lead to, as ece-tools knows them."""
    return [name for name in _SERVICES if name in project.relationships]


def fitting_engine(project: Project) -> str | None:
    """Return the search engine that fits Commerce and the relationships.

    None where the version of Commerce is unknown, or before 2.4, where MySQL can do it, too.
    """
    if not project.is_commerce(">=2.4.0"):
        return None
    if project.lock.package(ELASTICSUITE) is not None:
        return "elasticsuite"
    is_opensearch = services(project)[:1] != ["elasticsearch"]
    knows_it = project.is_commerce(matrix().engines["opensearch"])
    return "opensearch" if is_opensearch and knows_it else "elasticsearch7"
