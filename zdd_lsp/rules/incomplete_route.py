"""A route does not say what it is, or where its requests go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import append_below, replace_scalar, set_below, set_value
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import NEEDS, REFUSED, app_of, known_routes
from zdd_lsp.text.similar import close

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD461",
    name="incomplete-route",
    severity=Severity.ERROR,
    summary="A route lacks its `type`, or the `upstream` or `to` that goes with the type.",
    subject="routes",
    bad=[
        Example(
            "No type",
            {
                ROUTES_FILE: """
                "http://{default}/":
                #^^^^^^^^^^^^^^^^^^ has no type
                    upstream: "mymagento:http"
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    upstream: "mymagento:http"
                    type: upstream
                """
            },
        ),
        Example(
            "An application that nobody names, and a redirect to nowhere",
            {
                APP_FILE: "name: mymagento\ntype: php:8.4\n",
                ROUTES_FILE: """
                "http://{default}/":
                #^^^^^^^^^^^^^^^^^^ needs an upstream
                    type: upstream
                    redirects:
                        paths:
                            "/old": {to: /new}
                "http://www.{default}/":
                #^^^^^^^^^^^^^^^^^^^^^^ needs a target
                    type: redirect
                """,
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    redirects:
                        paths:
                            "/old": {to: /new}
                    upstream: "mymagento:http"
                "http://www.{default}/":
                    type: redirect
                """,
            },
        ),
        Example(
            "The type of another route",
            {
                ROUTES_FILE: """
                "http://{default}/": {type: redirect, upstream: "mymagento:http"}
                #                           ^^^^^^^^ has upstream instead
                "http://{all}/":
                #^^^^^^^^^^^^^^ is empty
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/": {type: upstream, upstream: "mymagento:http"}
                "http://{all}/":
                """
            },
        ),
    ],
    good=[
        Example(
            "Type and target",
            {
                ROUTES_FILE: """
                "https://{default}/": &shop {type: upstream, upstream: "mymagento:http"}
                "https://{all}/": *shop
                "https://tac.{default}/":
                    <<: *shop
                    id: tac
                "https://www.{default}/": {type: redirect, to: "https://{default}/"}
                "https://blog.{default}/": {type: proxy, to: "https://blog.example.com/"}
                """
            },
        ),
        Example(
            "Something stands in another file",
            {ROUTES_FILE: '"https://{default}/": !include routes/default.yaml\n'},
        ),
    ],
)
def incomplete_route(project: Project, report: Reporter) -> Iterator[Finding]:
    """Each route has a `type`, and says where its requests go.

    With `type: upstream` an application answers: `upstream: "mymagento:http"` names it as
    `.magento.app.yaml` does. With `type: redirect` the router answers itself, and `to` is the
    target; `type: proxy` hands requests on to the server that `to` names. Redirect rules under
    `redirects` come on top of that, they do not replace it. The samples on Adobe's page about
    redirects leave these keys out; they show a part of a route.

    Source: Adobe's guide, configure/routes/routes-yaml; Platform.sh, define-routes.
    """
    for route in known_routes(project):
        if _is_no_route(project, route):
            continue
        needed = NEEDS.get(route.type or "")
        if _is_misspelt(route, needed if needed is not None else "type"):
            continue  # Another rule says so.
        if needed is not None and needed not in route.values:
            yield _without_target(project, route, needed, report)
        elif "type" not in route.values:
            yield report(
                ROUTES_FILE,
                route.entry.key.span,
                f"{_described(route)} {REFUSED}",
                fixes=_types(project, route),
            )


def _is_no_route(project: Project, route: Route) -> bool:
    """Tell whether a key is none of a route, or its value no map: other rules say so."""
    source = project.routes.source
    return (
        source is None
        or not isinstance(source.value(route.entry.value), (dict, type(None)))
        or route.key in key_schema("routes").root.keys
        or any("://" in key for key in route.keys)
    )


def _is_misspelt(route: Route, name: str) -> bool:
    """Tell whether a key that the route lacks stands there in another spelling."""
    own = key_schema("routes").root.own
    known = own.keys if own is not None else {}
    strangers = (key for key in route.keys if key not in known)
    return name not in route.keys and bool(close(name, strangers))


def _described(route: Route) -> str:
    if not route.values:
        return "The route is empty: it needs type: upstream and upstream, or type: redirect and to."
    if "upstream" in route.values:
        return "The route has no type; with an upstream it is type: upstream."
    if "to" in route.values:
        return "The route has no type; with a target it is type: redirect."
    return "The route has no type: upstream for an application, redirect for another address."


def _types(project: Project, route: Route) -> tuple[Fix, ...]:
    kind = "upstream" if "upstream" in route.values else "redirect" if "to" in route.values else ""
    if kind:
        is_sure = kind == "upstream" and "to" not in route.values and not route.is_shared
        return _set(
            project, route, "type", kind, Applicability.SAFE if is_sure else Applicability.UNSAFE
        )
    source, app = project.routes.source, app_of(project)
    if source is None or app is None or route.keys.keys() & {"type", "upstream"}:
        return ()
    lines = ["type: upstream", f'upstream: "{app.name}:{route_facts().endpoint}"']
    change = append_below(source, route.entry, lines)
    return fix(f"Let {app.name} answer", change, Applicability.UNSAFE)


def _without_target(project: Project, route: Route, needs: str, report: Reporter) -> Finding:
    other = "upstream" if needs == "to" else "to"
    kind = route.keys["type"].value
    if other in route.values:
        meant = "upstream" if other == "upstream" else "redirect"
        source = project.routes.source
        change = replace_scalar(source, kind, meant) if source is not None else None
        return report(
            ROUTES_FILE,
            kind.span,
            f"A route of type {route.type} needs {needs}, but this one has {other} instead. "
            f"{REFUSED}",
            fixes=fix(f"Make it {meant}", change, Applicability.UNSAFE),
        )
    fixes: tuple[Fix, ...] = ()
    app = app_of(project)
    if needs == "upstream" and app is not None:
        value = f'"{app.name}:{route_facts().endpoint}"'
        fixes = _set(project, route, needs, value, Applicability.UNSAFE)
    present = route.keys.get(needs)
    what = (
        "an upstream, such as mymagento:http" if needs == "upstream" else "a target in the key to"
    )
    return report(
        ROUTES_FILE,
        (present or route.entry).key.span,
        f"A route of type {route.type} needs {what}. {REFUSED}",
        fixes=fixes,
    )


def _set(
    project: Project, route: Route, name: str, value: str, applicability: Applicability
) -> tuple[Fix, ...]:
    source = project.routes.source
    if source is None:
        return ()
    present = route.keys.get(name)
    changes = (
        set_value(source, present, value)
        if present is not None
        else set_below(source, route.entry, name, value)
    )
    return fix(f"Set {name} to {value}", changes, applicability)
