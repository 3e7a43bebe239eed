"""A redirect leads back to where it began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import set_below, set_value
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import known_routes, known_rules, leads_back, route_place, target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Redirect
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD475",
    name="redirect-loop",
    severity=Severity.ERROR,
    summary="Redirects lead back to where they began, so that browsers give up.",
    subject="redirects",
    bad=[
        Example(
            "Two routes that lead to each other",
            {
                ROUTES_FILE: """
                "https://{default}/":
                    type: redirect
                    to: "https://www.{default}/"
                #       ^^^^^^^^^^^^^^^^^^^^^^^^ back to https://{default}/
                "https://www.{default}/":
                    type: redirect
                    to: "https://{default}/"
                #       ^^^^^^^^^^^^^^^^^^^^ back to https://www.{default}/
                """
            },
        ),
        Example(
            "A path takes what is below it",
            {
                ROUTES_FILE: """
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/shop": { to: "/shop/en" }
                #                          ^^^^^^^^^^ taken by the same rule
                            "^/(.*)": { to: "https://{default}/$1", regexp: true }
                #                           ^^^^^^^^^^^^^^^^^^^^^^ taken by the same rule
                """
            },
            fixed={
                ROUTES_FILE: """
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/shop": { to: "/shop/en", prefix: false }
                            "^/(.*)": { to: "https://{default}/$1", regexp: true }
                """
            },
        ),
    ],
    good=[
        Example(
            "Redirects that end",
            {
                ROUTES_FILE: """
                "http://{default}/": { type: redirect, to: "https://{default}/" }
                "http://{all}/": { type: redirect, to: "https://{default}/" }
                "https://www.{default}/": { type: redirect, to: "https://{default}/" }
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/shop": { to: "/shop/en", prefix: false }
                            "/sale": { to: "/sales" }
                            "^/(.*)/$": { to: "/$1", regexp: true }
                """
            },
        ),
    ],
)
def redirect_loop(project: Project, report: Reporter) -> Iterator[Finding]:
    """A browser follows some twenty redirects and then gives up: the page cannot be reached.

    A redirect route takes its host with all paths, so that a target below it comes back to the
    same route. A rule under `redirects.paths` takes everything below its path as well:
    `/shop` to `/shop/en` leads to `/shop/en/en` and so on, until `prefix: false` makes it one for
    `/shop` alone.

    Only what is certain from the file is reported; the routes that the platform adds for the other
    scheme are left out of account.

    Source: Adobe's guide, configure/routes/redirects.
    """
    routes = project.routes
    in_loop = _loops(project)
    for route in known_routes(project):
        if route.key in in_loop and route.to is not None:
            yield report(
                ROUTES_FILE,
                route.to.span,
                f"This leads back to {route.key}: browsers give up, and no page can be reached.",
                related=[
                    route_place(each, "The next redirect of the loop.")
                    for each in (routes.at(route.to.address),)
                    if each is not None and each is not route
                ],
            )
    for route, each in known_rules(project):
        if leads_back(routes, route, each):
            yield report(
                ROUTES_FILE,
                each.options["to"].value.span,
                "The target is taken by the same rule again: browsers give up, and the page "
                "cannot be reached.",
                fixes=_fixes(project, route, each),
            )


def _loops(project: Project) -> set[str]:
    """Return the keys of the redirect routes that lead back to themselves."""
    seen: set[str] = set()
    found: set[str] = set()
    for start in known_routes(project):
        chain: list[str] = []
        route: Route | None = start
        while route is not None and route.key not in seen:
            seen.add(route.key)
            chain.append(route.key)
            route = _next(project, route)
        if route is not None and route.key in chain:
            found.update(chain[chain.index(route.key) :])
    return found


def _next(project: Project, route: Route) -> Route | None:
    """Return the route that a redirect route leads to, as far as the file tells."""
    to = route.to
    if route.type != "redirect" or to is None or not to.is_url or "$" in to.text:
        return None
    return project.routes.at(to.address)


def _fixes(project: Project, route: Route, rule: Redirect) -> tuple[Fix, ...]:
    """Offer to redirect the path alone, if the target is below it."""
    source, found = project.routes.source, target(route, rule)
    if source is None or found is None or not rule.has_prefix:
        return ()
    if found.path.rstrip("/") == rule.path.rstrip("/") or rule.values.get("append_suffix"):
        return ()
    present = rule.options.get("prefix")
    change = (
        set_below(source, rule.entry, "prefix", "false")
        if present is None
        else set_value(source, present, "false")
    )
    return fix("Redirect this path alone: prefix: false", change, Applicability.UNSAFE)
