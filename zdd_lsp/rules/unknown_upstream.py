"""A route leads to an application that the project does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change, replace_scalar
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import listed
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import REFUSED, known_routes
from zdd_lsp.syntax.nodes import Alias
from zdd_lsp.text.similar import similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.applications import Application
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
                    #          ^^^^^^^^^ the only one is store
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
            "The file of Adobe's Application Server is hidden",
            {
                APP_FILE: "name: mymagento\ntype: php:8.4\n",
                ROUTES_FILE: """
                "http://{default}/": {type: upstream, upstream: "mymagento:http"}
                "http://{all}/graphql": {type: upstream, upstream: "application-server:http"}
                #                                                   ^^^^^^^^^^^^^^^^^^ was found
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

    A repository may have several applications, each with a `.magento.app.yaml` in a folder of its
    own. Where there may be more than those that were found, a strange name is information only:
    see that the other application is there. So it is for the GraphQL Application Server, whose
    file Adobe's template keeps in a hidden folder.

    Source: Adobe's guide, configure/routes/routes-yaml; Platform.sh, define-routes.
    """
    known = [each for each in project.applications if each.name is not None]
    names = [each.name for each in known if each.name is not None]
    usable = [name for name in names if ":" not in name]
    routes = [route for route in known_routes(project) if route.upstream is not None]
    is_whole = project.knows_applications and len(known) == len(project.applications)
    is_used = any(route.upstream is not None and route.upstream.app in names for route in routes)
    for route in routes:
        upstream = route.upstream
        if upstream is None or not _is_name(upstream):
            continue  # what is no name at all has another rule
        if names and upstream.app not in names:
            close = similar(upstream.app, usable)
            is_hidden = upstream.app in route_facts().hidden_applications
            is_doubtful = not close and (is_hidden or (is_used and not is_whole))
            yield report(
                ROUTES_FILE,
                upstream.app_span,
                _message(upstream.app, names, close, is_doubtful=is_doubtful),
                severity=Severity.INFO if is_doubtful else Severity.ERROR,
                related=[_place(each) for each in known[:_FEW]],
                fixes=()
                if is_doubtful
                else _replacements(project, route, upstream, close or usable[:_FEW]),
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


def _is_name(upstream: Upstream) -> bool:
    return all(_SHAPE.fullmatch(part) for part in (upstream.app, upstream.endpoint or "http"))


_SHAPE: Final = re.compile(r"[^\s/]+")
_FEW: Final = 3
"""How many applications a finding names."""


def _endpoints() -> tuple[str, ...]:
    return (route_facts().endpoint, *route_facts().former_endpoints)


def _message(written: str, names: list[str], close: list[str], *, is_doubtful: bool) -> str:
    if is_doubtful:
        return (
            f"No .magento.app.yaml that was found has the name {written}. If there is none, the "
            "platform refuses the push."
        )
    if close:
        return f"There is no application {written}. Did you mean {' or '.join(close)}? {REFUSED}"
    some = listed(names) if len(names) <= _FEW else f"{names[0]} and {len(names) - 1} others"
    there_is = "the repository has" if names[1:] else "the only one is"
    return f"There is no application {written}: {there_is} {some}. {REFUSED}"


def _place(application: Application) -> Related:
    span = application.name_span
    assert span is not None  # its name is known
    return Related(
        Location(application.path, span), f"The application is called {application.name}."
    )


def _replacements(
    project: Project, route: Route, upstream: Upstream, names: list[str]
) -> Iterator[Fix]:
    is_right = upstream.endpoint is None or upstream.endpoint in _endpoints()
    span = upstream.app_span if is_right else upstream.span
    for name in names:
        yield from _replace(project, route, upstream, span, name)


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
