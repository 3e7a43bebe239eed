"""A key that the cache shall preload and that does not begin with the prefix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE, followed
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.cache import NAME
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_KEYS: Final = "preload_keys"


@rule(
    code="ZDD634",
    name="preload-key-without-prefix",
    severity=Severity.WARNING,
    summary="A key of `preload_keys` does not begin with the `id_prefix` of its front end.",
    subject="deploy_variables",
    bad=[
        Example(
            "The prefix was changed",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          id_prefix: 'a1_'
                          backend_options:
                            preload_keys:
                              - 'a1_EAV_ENTITY_TYPES'
                              - '061_SYSTEM_DEFAULT'
                              # ^^^^^^^^^^^^^^^^^^^^ does not begin with a1_
                """
            },
        ),
    ],
    good=[
        Example(
            "As they are called in the cache",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          id_prefix: 'a1_'
                          backend_options:
                            preload_keys: ['a1_EAV_ENTITY_TYPES:hash', 'a1_SYSTEM_DEFAULT:hash']
                """
            },
        ),
    ],
)
def preload_key_without_prefix(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce asks for the keys of `preload_keys` together, at the beginning of each request.

    In the cache every key begins with the `id_prefix` of the front end. A key without it is never
    found, so that preloading only costs time.

    Source: operations guide, redis-pg-cache, preload keys.
    """
    array = deploy_array(project, NAME)
    if array is None:
        return
    for frontend in array.names("frontend"):
        prefix = array.at("frontend", frontend, "id_prefix")
        path = ("frontend", frontend, "backend_options", _KEYS)
        spot = array.find(*path)
        node = followed(spot.entry.value) if spot is not None else None
        if not isinstance(prefix, str) or not prefix or not isinstance(node, Sequence):
            continue
        for item in node.items:
            key = array.source.value(item.value)
            if isinstance(key, str) and not key.startswith(prefix):
                yield report(
                    ENV_FILE,
                    item.value.span,
                    f"{key} does not begin with {prefix}, the id_prefix of the front end "
                    f"{frontend}, so that it is never found in the cache.",
                )
