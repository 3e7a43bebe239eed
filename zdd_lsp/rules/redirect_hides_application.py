"""A redirect rule takes every request of a route, so that its application gets none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import is_catch_all, known_rules, leads_back, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Redirect
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD471",
    name="redirect-hides-application",
    severity=Severity.WARNING,
    summary="A redirect rule takes every request of a route that an application should answer.",
    subject="redirects",
    bad=[
        Example(
            "Everything is redirected",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/(.*)?": { to: "https://www.example.com/$1", regexp: true }
                #           ^^^^^^^^ never reached
                """
            },
        ),
        Example(
            "A path takes what is below it",
            {
                ROUTES_FILE: """
                "http://{all}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/": { to: "https://www.example.com/" }
                #           ^^^ prefix: false
                """
            },
        ),
    ],
    good=[
        Example(
            "The front page alone, and a redirect to the same host with TLS",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/(.*)": { to: "https://{default}/$1", regexp: true }
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/": { to: "/de/", prefix: false }
                            "^/(.*)/$": { to: "/$1", regexp: true }
                """
            },
        ),
    ],
)
def redirect_hides_application(project: Project, report: Reporter) -> Iterator[Finding]:
    """Redirect rules come before the application. One that takes every path leaves it nothing.

    A plain path takes everything below it, too, so that `/` is such a rule; `prefix: false` makes
    it one for the front page. A route that shall only redirect is better of `type: redirect`,
    which says so. Rules that lead to another route of the same host, as from `http` to `https`,
    are not reported.

    Source: Adobe's guide, configure/routes/redirects; Platform.sh, define-routes/redirects.
    """
    for route, each in known_rules(project):
        # A route without a type or a target is incomplete, and still meant for an application.
        is_meant = route.type == "upstream" or (route.type is None and "to" not in route.values)
        if not is_meant or not is_catch_all(each):
            continue
        if route.template.address.path != "/" or leads_back(project.routes, route, each):
            continue
        if not _leads_to_twin(project, route, each):
            yield report(
                ROUTES_FILE,
                each.entry.key.span,
                f"This rule takes every request: the application of the route is never reached. "
                f"{_remedy(each)}",
                related=_application(route),
            )


def _application(route: Route) -> tuple[Related, ...]:
    if route.upstream is None:
        return ()
    place = Location(ROUTES_FILE, route.upstream.span)
    return (Related(place, "This application gets nothing."),)


def _leads_to_twin(project: Project, route: Route, rule: Redirect) -> bool:
    """Tell whether a rule leads to the route for the other scheme, which the file has."""
    found = target(route, rule)
    if found is None or found.host != route.template.address.host:
        return False
    other = project.routes.at(found)
    return other is not None and other is not route


def _remedy(rule: Redirect) -> str:
    if not rule.is_regexp:
        return "For the front page alone, add prefix: false; for all, use type: redirect."
    return "If that is meant, use type: redirect and to."
