"""The `upstream` of a route names an endpoint by its former name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.editing import Change
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import known_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD464",
    name="old-upstream-endpoint",
    severity=Severity.HINT,
    summary="The `upstream` of a route names the endpoint `php`, which is called `http` today.",
    subject="routes",
    bad=[
        Example(
            "As the first templates had it",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:php"
                    #                    ^^^ called http today, here and in 1 other place
                "http://{all}/":
                    type: upstream
                    upstream: "mymagento:php"
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                "http://{all}/":
                    type: upstream
                    upstream: "mymagento:http"
                """
            },
        ),
    ],
    good=[
        Example(
            "The present name",
            {ROUTES_FILE: '"http://{default}/": {type: upstream, upstream: "mymagento:http"}\n'},
        ),
    ],
)
def old_upstream_endpoint(project: Project, report: Reporter) -> Iterator[Finding]:
    """An application has one endpoint, `http`. Its former name `php` still works.

    Adobe's pages about caching and server-side includes show the former name, its template and
    its page about routes the present one. Both mean the same; write `http`, because the platform
    calls the other one deprecated.

    Source: Adobe's guide, configure/routes/routes-yaml; Platform.sh, define-routes.
    """
    facts = route_facts()
    found = {
        route.upstream.endpoint_span: route.upstream
        for route in known_routes(project)
        if route.upstream is not None and route.upstream.endpoint in facts.former_endpoints
    }
    if not found:
        return
    first, *others = found
    is_exact = all(upstream.endpoint_span != upstream.span for upstream in found.values())
    changes = [Change(ROUTES_FILE, span, facts.endpoint) for span in found] if is_exact else None
    yield report(
        ROUTES_FILE,
        first,
        f"The endpoint {found[first].endpoint} is called {facts.endpoint} today"
        f"{_elsewhere(len(others))}. It still works.",
        related=[Related(Location(ROUTES_FILE, span), "Here as well.") for span in others],
        fixes=fix(f"Use {facts.endpoint}", changes, Applicability.SAFE),
        tags=[Tag.DEPRECATED],
    )


def _elsewhere(count: int) -> str:
    return f", here and in {count} other place{'s' if count > 1 else ''}" if count else ""
