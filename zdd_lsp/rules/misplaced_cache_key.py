"""A part of CACHE_CONFIGURATION stands where nobody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.editing import move_below, push_down, rename_key
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.cache import NAME, generated
from zdd_lsp.rules._shared.fixes import MOST_MOVES, sound_fix
from zdd_lsp.syntax.nodes import Mapping
from zdd_lsp.text.similar import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array
    from zdd_lsp.syntax.nodes import Entry

_KEYS: Final = ("frontend", "type")
_NAMES: Final = ("frontends", "fronted", "types")
"""Other names for the two, beside those that differ in case and punctuation."""
_FRONTENDS: Final = ("default", "page_cache", "stale_cache_enabled")
_MARKS: Final = ("backend", "backend_options", "frontend_options")
"""Keys by which a front end can be told."""
_OPTIONS: Final = (
    *("server", "port", "database", "password", "use_stale_cache", "preload_keys"),
    *("connect_retries", "read_timeout", "compress_data", "compress_tags", "compress_threshold"),
    *("compression_lib", "remote_backend_options", "load_from_slave", "use_lua"),
)
_OTHER_SECTIONS: Final = (
    *("indexer", "session", "queue", "db", "resource", "lock", "crypt", "cache_types", "system"),
)


@rule(
    code="ZDD630",
    name="misplaced-cache-key",
    severity=Severity.WARNING,
    summary="A part of `CACHE_CONFIGURATION` stands where nobody reads it.",
    subject="deploy_variables",
    bad=[
        Example(
            "The key is called `frontend`",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      front_end:
                    # ^^^^^^^^^ is called frontend
                        default:
                          backend_options:
                            connect_retries: 5
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          backend_options:
                            connect_retries: 5
                """
            },
        ),
        Example(
            "A front end beside `frontend`, as in a sample that many have copied",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      default:
                    # ^^^^^^^ belongs below frontend
                        backend_options:
                          use_stale_cache: false
                      frontend:
                        page_cache:
                          backend_options:
                            connect_retries: 5
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        page_cache:
                          backend_options:
                            connect_retries: 5
                        default:
                          backend_options:
                            use_stale_cache: false
                """
            },
        ),
        Example(
            "A type that is assigned to a front end which does not exist there",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      stale_cache_enabled:
                    # ^^^^^^^^^^^^^^^^^^^ with a backend and backend_options of its own
                        backend_options:
                          use_stale_cache: true
                      type:
                        layout:
                          frontend: stale_cache_enabled
                """
            },
        ),
        Example(
            "A level too deep, an option without a front end, and another section",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      use_stale_cache: true
                    # ^^^^^^^^^^^^^^^ is an option of a back end
                      frontend:
                        default:
                          type:
                    #     ^^^^ belongs beside frontend
                            layout: {frontend: default}
                          connect_retries: 5
                    #     ^^^^^^^^^^^^^^^ belongs below backend_options
                      indexer:
                    # ^^^^^^^ is a section of its own
                        use_application_lock: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Every level in its place",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      allow_parallel_generation: true
                      graphql: {id_salt: ''}
                      frontend:
                        default:
                          id_prefix: 'a1_'
                          frontend_options: {write_control: false}
                          backend_options: {use_stale_cache: false}
                        our_own: {backend: Acme\\Cache, backend_options: {path: a}}
                      type:
                        default: {frontend: default}
                """
            },
        ),
    ],
)
def misplaced_cache_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """`CACHE_CONFIGURATION` becomes the section `cache` of `app/etc/env.php`, key by key.

    Commerce reads `frontend` there, with a front end for each key below it, and `type`, which
    assigns kinds of cache to front ends. A front end has `backend`, `backend_options` and
    `frontend_options`. What stands on another level is written to `env.php`, and nobody reads it:
    the setting seems to be made and is not. A sample with `default` and `stale_cache_enabled`
    beside `frontend` instead of below it has been copied into many projects.

    A front end that ece-tools does not generate, such as `stale_cache_enabled`, needs `backend` and
    `backend_options` of its own below `frontend`; without them the deploy would fail. The types
    that name it stay with a front end that does not exist until then.

    Only known confusions are reported. Other keys may belong to an extension.

    Source: ece-tools 2002.1.17, Config/Factory/Cache.php; Commerce, Cache/Frontend/Pool and
    Cache/Type/FrontendPool.
    """
    array = deploy_array(project, NAME)
    if array is None or not isinstance(array.value, dict):
        return
    for number, name in enumerate(array.names()):
        text = _said_of(project, array, name)
        if text is not None:
            fixes = _fixes(project, array, name) if number < MOST_MOVES else ()
            yield _finding(array, report, text, (name,), fixes)
    for frontend in array.names("frontend"):
        for name in array.names("frontend", frontend):
            text = _said_inside(array, frontend, name)
            if text is not None:
                yield _finding(array, report, text, ("frontend", frontend, name))


def _said_of(project: Project, array: Array, name: str) -> str | None:
    """Return what is wrong with a key directly below the variable."""
    meant = _meant(name)
    if meant is not None:
        return f"{name} is not read: the key is called {meant}."
    if _is_frontend(array, name):
        text = f"{name} is a front end: it belongs below frontend and is ignored here."
        if array.has(name, "backend") or (array.asks_to_merge and name in generated(project)):
            return text
        return f"{text} It would need to stand there with a backend and backend_options of its own."
    if name in _OPTIONS:
        return (
            f"{name} is an option of a back end: it belongs below frontend, the name of a front "
            "end and backend_options, and is ignored here."
        )
    if name in _OTHER_SECTIONS:
        return f"{name} is a section of its own in env.php and no part of the cache: it is ignored."
    return None


def _said_inside(array: Array, frontend: str, name: str) -> str | None:
    """Return what is wrong with a key of a front end."""
    path = ("frontend", frontend, name)
    is_types = name == "type" and any(
        array.has(*path, each, "frontend") for each in array.names(*path)
    )
    if is_types:
        return "type belongs beside frontend, not inside of a front end, and is ignored here."
    if _is_frontend(array, *path):
        return (
            f"{name} is a front end of its own: it belongs beside {frontend} and is ignored here."
        )
    if name in _OPTIONS:
        return f"{name} belongs below backend_options and is ignored here."
    return None


def _meant(name: str) -> str | None:
    if name in _KEYS:
        return None
    if name in _NAMES:
        return "type" if name == "types" else "frontend"
    return same(name, _KEYS)


def _is_frontend(array: Array, *path: str) -> bool:
    value, name = array.at(*path), path[-1]
    if not isinstance(value, dict) or name in (*_KEYS, *_MARKS):
        return False
    return any(mark in value for mark in _MARKS) or (name in _FRONTENDS and "frontend" not in value)


def _finding(
    array: Array, report: Reporter, text: str, path: tuple[str, ...], fixes: tuple[Fix, ...] = ()
) -> Finding:
    return report(
        ENV_FILE,
        array.nearest(*path).key_span,
        text,
        related=_users(array, path[-1]) if len(path) == 1 else (),
        fixes=fixes,
    )


def _users(array: Array, frontend: str) -> tuple[Related, ...]:
    """Return the first of the types that are assigned to a front end."""
    for kind in array.names("type"):
        spot = array.find("type", kind, "frontend")
        if spot is not None and array.at("type", kind, "frontend") == frontend:
            place = Location(ENV_FILE, spot.value_span)
            return (Related(place, "This type is assigned to a front end that does not exist."),)
    return ()


def _fixes(project: Project, array: Array, name: str) -> tuple[Fix, ...]:
    """Offer to put a key in its place, if the deploy would not fail with what it says there."""
    spot = array.find(name)
    parent = array.spot.entry.value
    if spot is None or spot.is_shared or not isinstance(parent, Mapping):
        return ()
    if not array.asks_to_merge:
        return ()
    meant = _meant(name)
    if meant is not None:
        return _renaming(project, array, spot.entry, meant)
    if not _is_frontend(array, name) or not _is_complete(project, array, name):
        return ()
    home = array.find("frontend")
    if home is not None:
        changes = move_below(array.source, parent, [spot.entry], home.entry)
        return sound_fix(project, "Move it below frontend", changes, Applicability.UNSAFE)
    change = push_down(array.source, parent, [spot.entry], ["frontend"], 1)
    changes = None if change is None else (change,)
    return sound_fix(project, "Put it below frontend", changes, Applicability.UNSAFE)


def _renaming(project: Project, array: Array, entry: Entry, meant: str) -> tuple[Fix, ...]:
    is_whole = meant != "frontend" or all(
        _is_complete(project, array, entry.name, each) for each in array.names(entry.name)
    )
    if array.has(meant) or not is_whole:
        return ()
    change = rename_key(array.source, entry, meant)
    title = f"Rename {entry.name} to {meant}"
    return sound_fix(project, title, [change], Applicability.UNSAFE)


def _is_complete(project: Project, array: Array, *path: str) -> bool:
    return path[-1] in generated(project) or array.has(*path, "backend")
