"""Commerce is too old for the back end of its cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.findings import Applicability, Fix, Severity, Upstream
from zdd_lsp.project.discovery import COMPOSER_JSON
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS_EARLY, deploy_array, deploy_value
from zdd_lsp.rules._shared.cache import (
    NAME,
    SYMFONY,
    VARIABLES,
    has_cache_service,
    needed_commerce,
    replacing,
)
from zdd_lsp.rules._shared.fixes import replace_value
from zdd_lsp.rules._shared.services import printed_commerce
from zdd_lsp.syntax.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span


@rule(
    code="ZDD329",
    name="unsupported-cache-backend",
    severity=Severity.ERROR,
    summary="The back end of the cache needs a newer Commerce.",
    subject="deploy_variables",
    bad=[
        Example(
            "The two-level cache of Commerce 2.4.9",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_BACKEND: symfony_l2
                    #               ^^^^^^^^^^ needs Commerce 2.4.9, and this is 2.4.8-p5
                """,
                COMPOSER_JSON: '{"version": "2.4.8-p5"}',
            },
            fixed={
                ENV_FILE: r"""
                stage:
                  deploy:
                    VALKEY_BACKEND: '\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'
                """
            },
        ),
        Example(
            "In a front end",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION:
                      _merge: true
                      frontend:
                        default:
                          backend: symfony_l2
                          #        ^^^^^^^^^^ needs Commerce 2.4.9, and this is 2.4.8
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
        ),
    ],
    good=[
        Example(
            "New enough",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_BACKEND: symfony_l2
                """,
                COMPOSER_JSON: '{"version": "2.4.9"}',
            },
        ),
        Example(
            "A front end that does not use it replaces what is generated",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    VALKEY_BACKEND: symfony_l2
                    CACHE_CONFIGURATION: {frontend: {default: {backend: file}}}
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
        ),
    ],
)
def unsupported_cache_backend(project: Project, report: Reporter) -> Iterator[Finding]:
    r"""Some back ends of the cache came with a version of Commerce, and ece-tools insists on it.

    `symfony_l2`, the cache of two levels, came with Commerce 2.4.9; before, its place is taken by
    `\Magento\Framework\Cache\Backend\RemoteSynchronizedCache`. That class, and
    `\Magento\Framework\Cache\Backend\Redis`, came with 2.3.0. ece-tools stops the deploy in
    `pre-deploy`, before it turns the maintenance mode on.

    The back end is chosen by `VALKEY_BACKEND` or `REDIS_BACKEND` if there is a relationship
    `valkey` or `redis`, and by `CACHE_CONFIGURATION`. A variable of the same name in the Cloud
    Console replaces the value.

    Source: ece-tools 2002.2.12 and 2002.1.17, Step/Deploy/PreDeploy/ConfigUpdate/Cache.php.
    """
    needed = needed_commerce(project)
    is_first = True
    for use in _uses(project):
        constraint = needed.get(use.backend)
        if constraint is None or project.is_commerce(constraint) is not False:
            continue
        yield report(
            ENV_FILE,
            use.span,
            f"The cache back end {use.backend} needs Commerce {constraint.removeprefix('>=')}, and "
            f"this is {project.commerce}: {FAILS_EARLY}.",
            upstream=_upstream(project) if is_first and use.backend == SYMFONY else None,
            fixes=_fixes(project, use),
        )
        is_first = False


class _Use(NamedTuple):
    backend: str
    span: Span
    setting: Setting | None = None


def _uses(project: Project) -> Iterator[_Use]:
    """Yield the back ends that are chosen and not ignored."""
    array = deploy_array(project, NAME)
    if array is not None and (replacing(project) is not None or has_cache_service(project)):
        for name in array.names("frontend"):
            path = ("frontend", name, "backend")
            backend, spot = array.at(*path), array.find(*path)
            if isinstance(backend, str):
                span = array.setting.value_span if spot is None else spot.value_span
                yield _Use(backend, span)
    if replacing(project) is not None or not has_cache_service(project):
        return
    for name in VARIABLES:
        choice = deploy_value(project, name)
        if choice is None or not isinstance(choice.value, str):
            continue
        # What the schema refuses does not get as far as the deploy.
        if choice.value in project.schema[name].allowed or not project.is_schema_certain:
            yield _Use(choice.value, choice.setting.value_span, choice.setting)


def _upstream(project: Project) -> Upstream:
    version = printed_commerce(project)
    fault = f"Magento version '{version}' does not support symfony_l2 cache backend."
    return Upstream(101, f"{fault} Requires 2.4.9 or later.")


def _fixes(project: Project, use: _Use) -> Iterator[Fix]:
    """Offer what ece-tools accepts instead, the class that does most first."""
    if use.setting is None:
        return
    needed = needed_commerce(project)
    for value in reversed(project.schema[use.setting.name].allowed):
        if value not in needed or project.is_commerce(needed[value]):
            written = scalar(value)
            choice = replace_value(use.setting, written, f"Use {written}")
            yield Fix(choice.title, choice.edits, Applicability.UNSAFE)
