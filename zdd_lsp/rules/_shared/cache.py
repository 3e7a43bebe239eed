"""What the rules about CACHE_CONFIGURATION share: its front ends and what they lack.

ece-tools 2002.1.17, Config/Factory/Cache.php and Step/Deploy/PreDeploy/ConfigUpdate/Cache.php: each
front end of a configuration that is not merged has to be whole. The first fault stops the deploy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.rules._shared.arrays import deploy_array, merge
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules._shared.arrays import Array

NAME: Final = "CACHE_CONFIGURATION"
VARIABLES: Final = ("REDIS_BACKEND", "VALKEY_BACKEND")
"""The variables that choose the back end of what is generated."""

SYMFONY: Final = "symfony_l2"
SYNCHRONIZED: Final = r"\Magento\Framework\Cache\Backend\RemoteSynchronizedCache"

_TWO_LEVELS: Final = (SYNCHRONIZED, SYMFONY)
"""The back ends that have the options of their server one level deeper."""
_CUSTOM: Final = ("_custom_valkey_backend", "_custom_redis_backend")
_GENERATED: Final = ("default", "page_cache")
_SYMFONY_GENERATED: Final = ("default", "stale_cache_enabled")

_ADDRESS: Final = re.compile(r"(?:.{1,4}://)?[^:]+:[0-9]")
"""A server with its port, which ece-tools 2002.1.6 and later accept."""


class Lack(NamedTuple):
    """A front end that lacks something.

    Attributes:
        frontend: Its name.
        key: What it lacks: ``backend``, ``backend_options``, ``remote_backend_options``,
            ``server`` or ``port``.
        path: The keys to the map that lacks it, from the variable on.
        is_first: Whether ece-tools gets to it.
    """

    frontend: str
    key: str
    path: tuple[str, ...]
    is_first: bool


def known_backends(project: Project) -> set[str]:
    """Return the back ends of Redis and Valkey that the installed ece-tools knows."""
    return {
        value
        for name in VARIABLES
        if name in project.schema
        for value in project.schema[name].allowed
        if value
    }


def needed_commerce(project: Project) -> dict[str, str]:
    """Return the back ends that the installed ece-tools knows and that need some Commerce.

    The values are Composer constraints.
    """
    return {
        value: constraint
        for name in VARIABLES
        if name in project.schema
        for value, constraint in project.schema[name].value_commerce.items()
        if value in known_backends(project)
    }


def has_cache_service(project: Project) -> bool:
    """Tell whether the relationships provide a cache, or may do so."""
    names = ("redis", "valkey")
    return not project.knows_relationships or any(name in project.relationships for name in names)


def replacing(project: Project) -> Array | None:
    """Return CACHE_CONFIGURATION if it replaces what is generated."""
    array = deploy_array(project, NAME)
    if array is None or array.is_merged or not array.names("frontend"):
        return None
    return array


def generated(project: Project) -> tuple[str, ...]:
    """Return the front ends that ece-tools generates if there is a service for the cache.

    ece-tools 2002.2.12, Config/Factory/Cache.php: a cache of two levels has no `page_cache`.
    """
    chosen = [project.effective["deploy"].get(name) for name in VARIABLES]
    backends = [each.value for each in chosen if each is not None]
    if SYMFONY in backends:
        return _SYMFONY_GENERATED
    return _GENERATED[:1] if SYNCHRONIZED in backends else _GENERATED


def _own(project: Project, array: Array) -> list[str]:
    """Return the front ends that have to be whole: with `_merge` those that are not generated."""
    names = array.names("frontend")
    if not array.is_merged:
        return names
    given = generated(project) if has_cache_service(project) else names
    return [name for name in names if name not in given]


def lacks(project: Project, array: Array) -> Iterator[Lack]:
    """Yield what the front ends lack, in the order of the file."""
    known, is_first = known_backends(project), True
    for name in _own(project, array):
        found = _lack(project, array, ("frontend", name), known)
        if found is not None:
            yield Lack(name, *found, is_first)
            is_first = False


def merge_frontend(project: Project, array: Array, frontend: str) -> tuple[Fix, ...]:
    """Offer to merge, if that makes a front end whole."""
    is_given = frontend in generated(project) and has_cache_service(project)
    return merge(array) if is_given and not array.is_merged else ()


def _lack(
    project: Project, array: Array, path: tuple[str, ...], known: set[str]
) -> tuple[str, tuple[str, ...]] | None:
    """Return what a front end lacks, and the path to the map that lacks it."""
    backend = array.at(*path, "backend")
    if not isinstance(backend, str):
        return None if array.has(*path, "backend") else ("backend", path)
    custom = next((array.at(*path, key) for key in _CUSTOM if array.has(*path, key)), None)
    if backend not in known and not is_truthy(custom):
        return None
    options = ("backend_options", "remote_backend_options")
    for name in options if backend in _TWO_LEVELS else options[:1]:
        if not array.has(*path, name):
            return name, path
        path = (*path, name)
    server = array.at(*path, "server")
    if not is_truthy(server):
        is_unknown = server is None and array.has(*path, "server")
        return None if is_unknown else ("server", path)
    if not isinstance(server, str) or array.has(*path, "port"):
        return None
    may_name_port = not project.is_ece_tools("<2002.1.6")
    return None if may_name_port and _ADDRESS.match(server) else ("port", path)
