"""No route leads to an application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import NEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD479",
    name="no-upstream-route",
    severity=Severity.ERROR,
    summary="All routes redirect, and none leads to the application.",
    subject="routes",
    bad=[
        Example(
            "Redirects only",
            {
                ROUTES_FILE: """
                "http://{default}/":
                #^^^^^^^^^^^^^^^^^^ No route leads to an application
                    type: redirect
                    to: "https://{default}/"
                """
            },
        ),
    ],
    good=[
        Example(
            "One is enough",
            {
                ROUTES_FILE: """
                "http://{default}/": { type: redirect, to: "https://{default}/" }
                "https://{default}/": { type: upstream, upstream: "mymagento:http" }
                """
            },
        ),
        Example("No routes are those of the platform", {ROUTES_FILE: "# to be done\n"}),
    ],
)
def no_upstream_route(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools takes the address of the store from the routes of type `upstream`.

    Without any, nobody reaches the store, and the deploy fails while it updates the base URLs,
    with the site in maintenance. Add a route with `type: upstream` and the application in
    `upstream`. A file without any route is another matter, because the platform has a default.

    Source: ece-tools 2002.1.17, Util/UrlManager.php; Adobe's guide, configure/routes/routes-yaml.
    """
    routes = project.routes
    if not routes.is_known or not routes.routes:
        return
    types = [route.type for route in routes.routes.values()]
    if all(kind in NEEDS and kind != "upstream" for kind in types):
        first = next(iter(routes.routes.values()))
        yield report(
            ROUTES_FILE,
            first.entry.key.span,
            "No route leads to an application: nobody reaches the store, and the deploy fails "
            "when it updates the base URLs.",
            upstream=Upstream(None, _SAID),
        )


_SAID = "Expected at least one valid unsecure or secure route. None found."
