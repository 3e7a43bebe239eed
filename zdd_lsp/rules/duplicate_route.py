"""Two templates stand for the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import route_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.route_template import Address
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD473",
    name="duplicate-route",
    severity=Severity.WARNING,
    summary="Two route templates differ in their writing only.",
    subject="routes",
    bad=[
        Example(
            "With and without a slash",
            {
                ROUTES_FILE: """
                "https://{default}/": { type: upstream, upstream: "mymagento:http" }
                "https://{default}": { type: redirect, to: "https://www.{default}/" }
                #^^^^^^^^^^^^^^^^^^ same address as https://{default}/
                """
            },
        ),
        Example(
            "Two locations for one folder",
            {
                ROUTES_FILE: """
                "https://{default}/": { type: upstream, upstream: "mymagento:http" }
                "https://{default}/blog": { type: proxy, to: "https://blog.example.com/" }
                "https://{default}:443/blog/": { type: proxy, to: "https://blog.example.com/" }
                #^^^^^^^^^^^^^^^^^^^^^^^^^^^^ but for the slash
                """
            },
        ),
    ],
    good=[
        Example(
            "Different schemes, hosts and paths",
            {
                ROUTES_FILE: """
                "http://{default}/": { type: upstream, upstream: "mymagento:http" }
                "https://{default}/": { type: upstream, upstream: "mymagento:http" }
                "https://{all}/": { type: upstream, upstream: "mymagento:http" }
                "https://*.{all}/": { type: upstream, upstream: "mymagento:http" }
                "https://{default}/blog": { type: proxy, to: "https://blog.example.com/" }
                "https://{default}/Blog": { type: proxy, to: "https://blog.example.com/" }
                """
            },
        ),
    ],
)
def duplicate_route(project: Project, report: Reporter) -> Iterator[Finding]:
    """The platform gives every template a path, at least a slash, and leaves standard ports out.

    `https://{default}` and `https://{default}/` are the same route then, and which of the two
    counts is not documented. With a longer path the slash at the end makes two addresses of one
    folder: use one form everywhere.

    The same host with `{default}` and with `{all}` is no duplicate. Both are common, and the one
    with `{default}` wins on the default domain.

    Source: Adobe's guide, configure/routes/routes-yaml; Platform.sh, define-routes.
    """
    known: dict[Address, Route] = {}
    for route in project.routes.routes.values():
        if not (route.is_certain and route.template.is_url):
            continue
        address = route.template.address
        other = known.setdefault(address._replace(path=address.path.rstrip("/")), route)
        if other is route:
            continue
        is_same = other.template.address == address
        told = "the same address as" if is_same else "the same address, but for the slash, as"
        yield report(
            ROUTES_FILE,
            route.entry.key.span,
            f"This is {told} {other.key}. {'One of them has no effect.' if is_same else _ONE_FORM}",
            severity=Severity.WARNING if is_same else Severity.INFO,
            related=[route_place(other, "This is the other route.")],
        )


_ONE_FORM = "Use one form everywhere."
