"""Several routes have what one alone may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.env import entries
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import known_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.routes import Route
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span


@rule(
    code="ZDD472",
    name="repeated-route-option",
    severity=Severity.WARNING,
    summary="More than one route is `primary`, has the same `id` or enables HSTS.",
    subject="routes",
    bad=[
        Example(
            "Two primary routes with one name",
            {
                ROUTES_FILE: """
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    primary: true
                    id: shop
                "https://tac.{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    primary: true
                #            ^^^^ is primary already
                    id: shop
                #       ^^^^ has this id already
                """
            },
        ),
        Example(
            "HSTS is a matter of the whole domain",
            {
                ROUTES_FILE: """
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    tls: { strict_transport_security: { enabled: true } }
                "https://{default}/blog/":
                    type: upstream
                    upstream: "mymagento:http"
                    tls: { strict_transport_security: { enabled: true } }
                #                                                ^^^^ enables HSTS already
                """
            },
        ),
    ],
    good=[
        Example(
            "One of each",
            {
                ROUTES_FILE: """
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    primary: true
                    id: shop
                    tls: { strict_transport_security: { enabled: true } }
                "https://{all}/":
                    type: upstream
                    upstream: "mymagento:http"
                    primary: false
                    id: null
                    tls: { strict_transport_security: { enabled: null } }
                "https://tac.{all}/": { type: upstream, upstream: "mymagento:http", id: tac }
                """
            },
        ),
    ],
)
def repeated_route_option(project: Project, report: Reporter) -> Iterator[Finding]:
    """Some options are for one route of the file.

    `primary: true` makes a route the one whose URL is the address of the store: ece-tools takes
    the base URLs from primary routes. Without it, the first upstream route is primary. A route
    with `{all}` may stand for several domains and be primary for all of them.

    By its `id` an application finds a route whatever its domain is, so that an `id` can be that of
    one route alone.

    HSTS tells browsers to use TLS for the whole domain. Set on one route, it holds for all; set on
    several, the settings may contradict each other.

    Source: Platform.sh, define-routes and define-routes/https; ece-tools 2002.1.17,
    Util/UrlManager.php.
    """
    source = project.routes.source
    if source is None:
        return
    first: dict[str, tuple[Route, Span]] = {}
    for route in known_routes(project):
        for what, span, message in _options(source, route):
            if what not in first:
                first[what] = route, span
                continue
            known, place = first[what]
            if place != span:
                yield report(
                    ROUTES_FILE,
                    span,
                    message.format(key=known.key.replace("{", "{{").replace("}", "}}"))
                    if False
                    else message.replace("KEY", known.key),
                    related=[Related(Location(ROUTES_FILE, place), "It is set here first.")],
                )


def _options(source: SourceFile, route: Route) -> Iterator[tuple[str, Span, str]]:
    """Yield what a route claims for itself: a name for it, its place, and what is wrong then."""
    if route.is_primary:
        yield "primary", route.keys["primary"].value.span, "KEY is primary already; only one route can be."
    name = route.values.get("id")
    if isinstance(name, str) and name:
        yield f"id {name}", route.keys["id"].value.span, "KEY has this id already; each id is that of one route."
    tls = route.keys.get("tls")
    hsts = entries(source, tls.value).get("strict_transport_security") if tls else None
    enabled = entries(source, hsts.value).get("enabled") if hsts else None
    if enabled is not None and source.value(enabled.value) is True:
        yield "hsts", enabled.value.span, "KEY enables HSTS already, which holds for the whole domain. Set it on one route alone."
