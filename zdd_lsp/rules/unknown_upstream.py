"""A route leads to an application that the project does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change, replace_scalar
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import listed
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import REFUSED, app_of, known_routes
from zdd_lsp.syntax.nodes import Alias
from zdd_lsp.text.similar import similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.routes import Route, Upstream
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span


@rule(
    code="ZDD463",
    name="unknown-upstream",
    severity=Severity.ERROR,
    summary="The `upstream` of a route names no application or endpoint of the project.",
    subject="routes",
    bad=[
        Example(
            "The application was renamed",
            {
                APP_FILE: "name: store\ntype: php:8.4\n",
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    #          ^^^^^^^^^ is called store
                """,
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "store:http"
                """,
            },
        ),
        Example(
            "A misspelt name, and an endpoint that no application has",
            {
                APP_FILE: "name: mymagento\ntype: php:8.4\n",
                ROUTES_FILE: """
                "http://{default}/": {type: upstream, upstream: "mymagneto:http"}
                #                                                ^^^^^^^^^ Did you mean mymagento?
                "http://{all}/": {type: upstream, upstream: "mymagento:https"}
                #                                                      ^^^^^ endpoint http alone
                """,
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/": {type: upstream, upstream: "mymagento:http"}
                "http://{all}/": {type: upstream, upstream: "mymagento:https"}
                """,
            },
        ),
        Example(
            "Neither of the two applications of the repository",
            {
                APP_FILE: "name: store\ntype: php:8.4\n",
                "blog/.magento.app.yaml": "name: blog\ntype: nodejs:22\n",
                ROUTES_FILE: """
                "https://{default}/": {type: upstream, upstream: "store:http"}
                "https://blog.{default}/": {type: upstream, upstream: "blogs:http"}
                #                                                      ^^^^^ Did you mean blog?
                "https://docs.{default}/": {type: upstream, upstream: "handbook:http"}
                #                                                      ^^^^^^^^ has store and blog
                """,
            },
            fixed={
                ROUTES_FILE: """
                "https://{default}/": {type: upstream, upstream: "store:http"}
                "https://blog.{default}/": {type: upstream, upstream: "blog:http"}
                "https://docs.{default}/": {type: upstream, upstream: "handbook:http"}
                """,
            },
        ),
        Example(
            "Perhaps another application of the project",
            {
                APP_FILE: "name: mymagento\ntype: php:8.4\n",
                ROUTES_FILE: """
                "http://{default}/": {type: upstream, upstream: "mymagento:http"}
                "http://{default}/graphql": {type: upstream, upstream: "application-server:http"}
                #                                                       ^^^^^^^^^^^^^^^^^^ a folder
                """,
            },
        ),
    ],
    good=[
        Example(
            "The name of the application",
            {
                APP_FILE: "name: store\ntype: php:8.4\n",
                ROUTES_FILE: """
                "http://{default}/": {type: upstream, upstream: "store:http"}
                "http://{all}/": {type: upstream, upstream: store}
                """,
            },
        ),
        Example(
            "Two applications of one repository",
            {
                APP_FILE: "name: store\ntype: php:8.4\n",
                "blog/.magento.app.yaml": "name: blog\ntype: nodejs:22\n",
                ROUTES_FILE: """
                "https://{default}/": {type: upstream, upstream: "store:http"}
                "https://blog.{default}/": {type: upstream, upstream: "blog:http"}
                """,
            },
        ),
        Example(
            "Nobody knows the name",
            {ROUTES_FILE: '"http://{default}/": {type: upstream, upstream: "shop:http"}\n'},
        ),
    ],
)
def unknown_upstream(project: Project, report: Reporter) -> Iterator[Finding]:
    """The value of `upstream` is the name of an application and, behind a colon, its endpoint.

    The name is that of `name` in `.magento.app.yaml`, letter by letter. When an application gets
    another name, all routes have to follow, or the platform refuses the push. The endpoint is
    `http`; no other exists.

    A project may have more applications, each with a `.magento.app.yaml` in a folder of its own.
    Where only the one at the root is here, and some route leads to it and another one somewhere
    else, that is information only: see that the other one is there.

    Source: Adobe's guide, configure/routes/routes-yaml; Platform.sh, define-routes.
    """
    app = app_of(project)
    routes = [route for route in known_routes(project) if route.upstream is not None]
    others = [each.name for each in project.applications if each.name and not each.is_own]
    is_used = app is not None and any(
        route.upstream is not None and route.upstream.app == app.name for route in routes
    )
    for route in routes:
        upstream = route.upstream
        if upstream is None or not _SHAPE.fullmatch(upstream.app):
            continue  # what is no name at all has another rule
        if app is not None and upstream.app not in (app.name, *others):
            names = [app.name, *others]
            usable = [name for name in names if ":" not in name]
            close = next(iter(similar(upstream.app, usable)), None)
            is_other = is_used and close is None and not others
            yield report(
                ROUTES_FILE,
                upstream.app_span,
                _message(upstream.app, names, close, is_other=is_other),
                severity=Severity.INFO if is_other else Severity.ERROR,
                related=[app.related],
                fixes=()
                if is_other or (close is None and others)
                else _replace(project, route, upstream, upstream.app_span, close or app.name),
            )
        elif upstream.endpoint is not None and upstream.endpoint not in _endpoints():
            endpoint = route_facts().endpoint
            yield report(
                ROUTES_FILE,
                upstream.endpoint_span,
                f"An application has the endpoint {endpoint} alone: write "
                f"{upstream.app}:{endpoint}. {REFUSED}",
                severity=Severity.WARNING,
                fixes=_replace(project, route, upstream, upstream.endpoint_span, endpoint),
            )


_SHAPE: Final = re.compile(r"[^\s/]+")


def _endpoints() -> tuple[str, ...]:
    return (route_facts().endpoint, *route_facts().former_endpoints)


def _message(written: str, names: list[str], close: str | None, *, is_other: bool) -> str:
    name, named = names[0], f"{written} is" if written else "This is"
    if is_other:
        return (
            f"{named} not the application at the root, which is called {name}: it needs a "
            ".magento.app.yaml with this name in a folder of its own, or the push is refused."
        )
    if close is not None:
        return f"There is no application {written}. Did you mean {close}? {REFUSED}"
    if len(names) > 1:
        return f"There is no application {written}: the repository has {listed(names)}. {REFUSED}"
    return f"There is no application {written}: the one at the root is called {name}. {REFUSED}"


def _replace(
    project: Project, route: Route, upstream: Upstream, span: Span, text: str
) -> tuple[Fix, ...]:
    """Offer another name or endpoint; a whole value is written anew."""
    source, node = project.routes.source, route.keys["upstream"].value
    if source is None or isinstance(node, Alias):
        return ()
    if span == upstream.span:
        is_name = text != route_facts().endpoint
        value = f"{text}:{route_facts().endpoint}" if is_name else f"{upstream.app}:{text}"
        change = replace_scalar(source, node, f'"{value}"')
    else:
        change = Change(ROUTES_FILE, span, text)
    return fix(f"Use {text}", change, Applicability.UNSAFE)
