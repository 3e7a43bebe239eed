"""A route redirects to an address of the project that no route answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.route_template import SCHEMES
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import known_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD474",
    name="unknown-redirect-target",
    severity=Severity.INFO,
    summary="A redirect leads to an address of the project for which the file has no route.",
    subject="redirects",
    bad=[
        Example(
            "There is no www",
            {
                ROUTES_FILE: """
                "https://shop.{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                "https://{default}/":
                    type: redirect
                    to: "https://www.{default}/"
                #       ^^^^^^^^^^^^^^^^^^^^^^^^ no route for
                """
            },
        ),
    ],
    good=[
        Example(
            "Routes for one scheme, for all domains, for all sub-domains",
            {
                ROUTES_FILE: """
                "http://{all}/": { type: upstream, upstream: "mymagento:http" }
                "https://*.{default}/": { type: upstream, upstream: "mymagento:http" }
                "http://one.{all}/": { type: redirect, to: "https://{default}/" }
                "http://two.{all}/": { type: redirect, to: "https://de.{default}/shop/" }
                "http://three.{all}/": { type: redirect, to: "https://www.example.com/" }
                """
            },
        ),
    ],
)
def unknown_redirect_target(project: Project, report: Reporter) -> Iterator[Finding]:
    """`to` may lead anywhere, but an address with a placeholder is one of this project.

    If no route stands for its host, visitors are redirected to a page that says so. Add the route,
    or correct the target. A route for the other scheme is enough, because the platform makes one
    for each scheme; so is one with `{all}`, or with a wildcard.

    Source: Adobe's guide, configure/routes/routes-yaml.
    """
    routes = project.routes
    if not routes.is_known:
        return
    for route in known_routes(project):
        if route.type != "redirect" or route.to is None or route.to.placeholder is None:
            continue
        if route.to.is_url and not route.to.faults and not _is_answered(project, route):
            yield report(
                ROUTES_FILE,
                route.to.span,
                f"The file has no route for {route.to.address}, to which this one redirects.",
            )


def _is_answered(project: Project, route: Route) -> bool:
    """Tell whether a route answers at the target, if only itself, which is another rule's case."""
    if route.to is None:
        return True
    address = route.to.address
    found = [project.routes.at(address._replace(scheme=scheme)) for scheme in SCHEMES]
    is_loop = project.routes.at(address) is route
    return is_loop or any(each is not None and each is not route for each in found)
