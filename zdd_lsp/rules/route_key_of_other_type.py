"""A route has a key that another kind of route has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import drop_entry
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import NEEDS, REFUSED, known_routes
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD462",
    name="route-key-of-other-type",
    severity=Severity.ERROR,
    summary="A route has a key that its `type` cannot have, such as both `upstream` and `to`.",
    subject="routes",
    bad=[
        Example(
            "An application and a target",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    to: "https://{default}/"
                #   ^^ An upstream route has no to
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                """
            },
        ),
        Example(
            "A redirect has nothing to keep in a cache",
            {
                ROUTES_FILE: """
                "https://www.{default}/":
                    type: redirect
                    to: "https://{default}/"
                    cache:
                #   ^^^^^ has no effect
                        enabled: true
                "https://{default}/": {type: upstream, upstream: "mymagento:http"}
                """
            },
            fixed={
                ROUTES_FILE: """
                "https://www.{default}/":
                    type: redirect
                    to: "https://{default}/"
                "https://{default}/": {type: upstream, upstream: "mymagento:http"}
                """
            },
        ),
    ],
    good=[
        Example(
            "Null is the same as no key",
            {
                ROUTES_FILE: """
                "http://{all}/":
                    primary: null
                    id: null
                    type: upstream
                    to: null
                    upstream: "mymagento:http"
                """
            },
        ),
    ],
)
def route_key_of_other_type(project: Project, report: Reporter) -> Iterator[Finding]:
    """A route leads to an application or to another address, never to both.

    An `upstream` route has `upstream`, and may have `cache` and `ssi`. A `redirect` route has `to`
    and is answered by the router, which neither asks an application nor keeps the answer. Two
    targets in one route are refused. To redirect some paths of a route that an application
    answers, use `redirects.paths`.

    Source: Adobe's guide, configure/routes/routes-yaml; platformify, the platform's schema of the
    file.
    """
    keys = key_schema("routes").all["*"].keys
    for route in known_routes(project):
        needed = NEEDS.get(route.type or "")
        if needed is None or needed not in route.values:
            continue
        for name, key in keys.items():
            if name in route.values and route.type in key.never_when.get("type", ()):
                is_target = name in NEEDS.values()
                article = "An" if route.type == "upstream" else "A"
                consequence = REFUSED if is_target else "At best, this has no effect."
                yield report(
                    ROUTES_FILE,
                    route.keys[name].key.span,
                    f"{article} {route.type} route has no {name}. {consequence}",
                    severity=Severity.ERROR if is_target else Severity.WARNING,
                    fixes=_fixes(project, route, name),
                )


def _fixes(project: Project, route: Route, name: str) -> tuple[Fix, ...]:
    source, parent = project.routes.source, route.entry.value
    if source is None or route.is_shared or not isinstance(parent, Mapping):
        return ()
    changes = drop_entry(source, parent, route.keys[name])
    return fix(f"Remove {name}", changes, Applicability.UNSAFE)
