"""`.magento/routes.yaml` has more in it than the router takes well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Severity
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import known_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span

_ROUTE = '"https://{name}.{{default}}/": {{ type: upstream, upstream: "mymagento:http" }}\n'


@rule(
    code="ZDD478",
    name="oversized-routes",
    severity=Severity.WARNING,
    summary="There are more routes or redirects, or a larger file, than the router takes well.",
    subject="redirects",
    bad=[
        Example(
            "More routes than the platform advises",
            {
                ROUTES_FILE: _ROUTE.format(name="www")
                + "#^^^^^^^^^^^^^^^^^^^^^^^ This and 119 other routes\n"
                + "".join(_ROUTE.format(name=f"a{number}") for number in range(119))
            },
        ),
    ],
    good=[
        Example(
            "A route for each of many stores",
            {ROUTES_FILE: "".join(_ROUTE.format(name=f"a{number}") for number in range(60))},
        ),
    ],
)
def oversized_routes(project: Project, report: Reporter) -> Iterator[Finding]:
    """The router reads all routes and redirects for every request, and the platform limits them.

    From a size of 32 KB on, Adobe advises to move redirects without a regular expression to
    Fastly, where they cost nothing. The document that the platform makes of the file, with the
    routes that it adds, may have 128 KB, which is enough for some 300 routes; it advises to stay
    below 100. Several rules can often be one with a regular expression, and many sub-domains one
    wildcard.

    Source: Adobe's guide, configure/routes/redirects; Platform.sh, define-routes.
    """
    source, limits = project.routes.source, route_facts()
    if source is None or not project.routes.routes:
        return
    count = len(project.routes.routes)
    first = next(iter(project.routes.routes.values()))
    others = f"This and {count - 1} other routes"
    if count > limits.routes:
        yield report(
            ROUTES_FILE,
            first.entry.key.span,
            f"{others} are more than the platform has room for, which is about {limits.routes}: "
            "it may refuse the push.",
        )
    elif count > limits.advised_routes:
        yield report(
            ROUTES_FILE,
            first.entry.key.span,
            f"{others} are more than the {limits.advised_routes} that the platform advises. It "
            f"has room for about {limits.routes}.",
            severity=Severity.INFO,
        )
    plain = _plain_redirects(project)
    size = len(source.text.encode(errors="replace"))
    if size >= limits.file_size and plain is not None:
        yield report(
            ROUTES_FILE,
            plain,
            f"The file has {size // 1024} KB, with which the router is slow: from "
            f"{limits.file_size // 1024} KB on, redirects without a regular expression belong to "
            "Fastly.",
        )


def _plain_redirects(project: Project) -> Span | None:
    """Return the place of the first redirects without a regular expression, if there are any."""
    for route, each in known_rules(project):
        if each.is_plain:
            return (route.redirects.entry or each.entry).key.span
    return None
