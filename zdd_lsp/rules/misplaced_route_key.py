"""A key of `.magento/routes.yaml` stands where it means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import drop_entry, lift, set_below, stands_elsewhere
from zdd_lsp.project.env import entries
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import REFUSED, known_routes
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD476",
    name="misplaced-route-key",
    severity=Severity.ERROR,
    summary="`ssi` stands inside of `cache`, or a setting of the Cloud Console stands in the file.",
    subject="server_side_includes",
    bad=[
        Example(
            "As a sample in Adobe's guide has it",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                        enabled: false
                        ssi:
                #       ^^^ belongs beside cache
                            enabled: true
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                        enabled: false
                    ssi:
                        enabled: true
                """
            },
        ),
        Example(
            "Who may visit an environment",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    http_access:
                #   ^^^^^^^^^^^ Cloud Console
                        is_enabled: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Side by side",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache: { enabled: false }
                    ssi: { enabled: true }
                """
            },
        ),
    ],
)
def misplaced_route_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """`ssi` is a key of the route, beside `cache` and not inside of it.

    One of the samples in Adobe's guide nests it. The platform's own schema of the file has no such
    key there and allows no others, so that the push is refused; the platform's documentation has
    the two side by side.

    Who may visit an environment, by password or by address, is a setting of the environment. It is
    made in the Cloud Console or with `magento-cloud environment:http-access`, and is no part of
    this file.

    Source: Platform.sh, define-routes/ssi; platformify, the platform's schema of the file.
    """
    source, schema = project.routes.source, key_schema("routes")
    if source is None:
        return
    seen: set[int] = set()
    for route in project.routes.routes.values():
        if route.is_certain and route.key in schema.root.keys:
            yield _console(route.entry, report)
    for route in known_routes(project):
        for name in route.values:
            key = schema.all["*"].keys.get(name)
            if key is not None and key.foreign and _is_new(route.keys[name], seen):
                yield _console(route.keys[name], report)
        cache = route.keys.get("cache")
        ssi = entries(source, cache.value).get("ssi") if cache is not None else None
        if cache is not None and ssi is not None and _is_new(ssi, seen):
            yield report(
                ROUTES_FILE,
                ssi.key.span,
                f"ssi belongs beside cache, not inside of it. {REFUSED}",
                fixes=_fixes(project, route, cache, ssi),
            )


def _is_new(entry: Entry, seen: set[int]) -> bool:
    is_new = id(entry) not in seen
    seen.add(id(entry))
    return is_new


def _console(entry: Entry, report: Reporter) -> Finding:
    return report(
        ROUTES_FILE,
        entry.key.span,
        f"{entry.name} is a setting of the environment: make it in the Cloud Console. {REFUSED}",
    )


def _fixes(project: Project, route: Route, cache: Entry, ssi: Entry) -> tuple[Fix, ...]:
    source, parent = project.routes.source, cache.value
    if source is None or not isinstance(parent, Mapping) or ssi not in parent.entries:
        return ()
    if route.is_shared or "ssi" in route.keys or stands_elsewhere(source, ssi):
        return ()
    if route.type in key_schema("routes").all["*.ssi"].never_when.get("type", ()):
        return ()
    if not parent.flow:
        changes = lift(source, cache, ssi)
    else:
        dropped = drop_entry(source, parent, ssi)
        value = ssi.value.span.slice(source.text)
        added = set_below(source, route.entry, "ssi", value) if "\n" not in value else None
        changes = (*dropped, added) if dropped is not None and added is not None else None
    return fix("Move ssi out of cache", changes, Applicability.SAFE)
