"""Several routes have what one alone may have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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
    from zdd_lsp.syntax.scalars import PhpValue
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
                    tls: { strict_transport_security: { enabled: false } }
                #                                                ^^^^^ sets HSTS already
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

    HSTS tells browsers to use TLS for the whole domain. Set on one route, it holds for all of the
    domain; set on several in different ways, which one counts is a matter of luck.

    Source: Platform.sh, define-routes and define-routes/https; ece-tools 2002.1.17,
    Util/UrlManager.php.
    """
    source = project.routes.source
    if source is None:
        return
    first: dict[str, tuple[Route, _Claim]] = {}
    for route in known_routes(project):
        for claim in _claims(source, route):
            known, earlier = first.setdefault(claim.key, (route, claim))
            if known is route:
                continue
            is_aliased = claim.span == earlier.span
            is_same = claim.value == earlier.value
            if is_aliased and claim.is_harmless_twice:
                continue
            yield report(
                ROUTES_FILE,
                route.entry.key.span if is_aliased else claim.span,
                f"{known.key} {claim.told}",
                severity=Severity.INFO if is_same and claim.is_harmless_twice else None,
                related=[Related(Location(ROUTES_FILE, earlier.span), "It is set here first.")],
            )


class _Claim(NamedTuple):
    """What a route has for itself.

    Attributes:
        key: What it is; two claims of one key exclude each other.
        value: How it is set.
        span: Where.
        told: What is to be said about an earlier route that has it.
        is_harmless_twice: Whether two routes may have it as long as they agree.
    """

    key: str
    value: PhpValue
    span: Span
    told: str
    is_harmless_twice: bool = False


def _claims(source: SourceFile, route: Route) -> Iterator[_Claim]:
    if route.is_primary:
        span = route.keys["primary"].value.span
        yield _Claim("primary", True, span, "is primary already; only one route can be.")  # noqa: FBT003 - it is the value in the file
    name = route.values.get("id")
    if isinstance(name, str) and name:
        span = route.keys["id"].value.span
        yield _Claim(f"id {name}", name, span, "has this id already; each is that of one route.")
    tls = route.keys.get("tls")
    hsts = entries(source, tls.value).get("strict_transport_security") if tls else None
    inside = entries(source, hsts.value) if hsts else {}
    enabled = inside.get("enabled")
    if enabled is not None and source.value(enabled.value) is not None:
        told = "sets HSTS already, which holds for the whole domain. Set it on one route alone."
        host = route.template.address.host
        value: PhpValue = {key: source.value(each.value) for key, each in inside.items()}
        span = enabled.value.span
        yield _Claim(f"hsts {host}", value, span, told, is_harmless_twice=True)
