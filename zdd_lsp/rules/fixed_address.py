"""A host or a port of a service is fixed for every environment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import drop_entry
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.cache import NAME, generated
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array

_PLACES: Final = {
    "DATABASE_CONFIGURATION": (("connection", "default"), ("slave_connection", "default")),
    "QUEUE_CONFIGURATION": (("amqp",), ("stomp",)),
    "SESSION_CONFIGURATION": (("redis",),),
}
"""Where the connections stand that ece-tools makes of relationships, by variable."""
_HOSTS: Final = ("host", "server")
_PORT: Final = "port"
_INSIDE: Final = re.compile(
    r"(?:tcp://)?(?:127\.\d+\.\d+\.\d+|localhost|[\w.-]+\.internal)(?::\d+)?"
)
"""Hosts of the platform itself, and of the own machine."""


@rule(
    code="ZDD649",
    name="fixed-address",
    severity=Severity.INFO,
    summary="A merged variable names a host or a port that the platform provides.",
    subject="deploy_variables",
    bad=[
        Example(
            "The port of one environment",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: true
                      redis:
                        timeout: 5
                        port: 6370
                    #   ^^^^ for all environments
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: true
                      redis:
                        timeout: 5
                """
            },
        ),
        Example(
            "The host of the platform",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          backend_options:
                            server: valkey.internal
                    #       ^^^^^^ for all environments
                            database: 3
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
                            database: 3
                """
            },
        ),
    ],
    good=[
        Example(
            "A service of one's own, outside of the platform",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                      amqp:
                        host: mq.example.com
                        port: 5671
                """
            },
        ),
    ],
)
def fixed_address(project: Project, report: Reporter) -> Iterator[Finding]:
    """Hosts and ports are not the same in every environment.

    ece-tools takes both from the relationships, in each environment anew: Redis, for example,
    listens on another port on Staging and Production of Pro projects than anywhere else. A merged
    variable that names them fixes them for all. Leave them out, unless they are those of a service
    outside of the platform.

    Source: ece-tools 2002.1.17, Config/ConfigMerger.php; Adobe's samples of relationships.
    """
    cache = tuple(
        ("frontend", name, "backend_options", *deeper)
        for name in generated(project)
        for deeper in ((), ("remote_backend_options",))
    )
    for variable, paths in {**_PLACES, NAME: cache}.items():
        array = deploy_array(project, variable)
        if array is None or not array.is_merged:
            continue
        for path in paths:
            yield from _of_connection(array, path, report)


def _of_connection(array: Array, path: tuple[str, ...], report: Reporter) -> Iterator[Finding]:
    hosts = [name for name in _HOSTS if array.has(*path, name)]
    is_inside = all(_is_inside(array.at(*path, name)) for name in hosts)
    if not is_inside:
        return
    for name in (*hosts, _PORT):
        spot = array.find(*path, name)
        if spot is None or not array.at(*path, name):
            continue
        yield report(
            ENV_FILE,
            spot.key_span,
            f"{name} is fixed for all environments: the relationship provides it, and not every "
            "environment has the same.",
            fixes=_fixes(array, path, name),
        )


def _is_inside(value: object) -> bool:
    return isinstance(value, str) and bool(_INSIDE.fullmatch(value.strip()))


def _fixes(array: Array, path: tuple[str, ...], name: str) -> tuple[Fix, ...]:
    parent, spot = array.find(*path), array.find(*path, name)
    if parent is None or spot is None or spot.is_shared:
        return ()
    if not isinstance(parent.entry.value, Mapping):
        return ()
    change = drop_entry(array.source, parent.entry.value, spot.entry)
    return fix(f"Remove {name}", change, Applicability.UNSAFE)
