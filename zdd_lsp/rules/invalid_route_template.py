"""The key of a route is no template that the platform understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.findings import Severity
from zdd_lsp.project.route_template import PLACEHOLDERS, Flaw
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import retemplate
from zdd_lsp.syntax.nodes import Mapping
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.route_template import Fault
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span


@rule(
    code="ZDD460",
    name="invalid-route-template",
    severity=Severity.ERROR,
    summary="The key of a route is no URL that the platform can serve.",
    subject="routes",
    bad=[
        Example(
            "A wildcard in the middle",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                "http://mcprod.*.{all}/":
                #              ^ alone at the beginning
                    type: upstream
                    upstream: "mymagento:http"
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                "http://*.{all}/":
                    type: upstream
                    upstream: "mymagento:http"
                """
            },
        ),
        Example(
            "No quotes",
            {
                ROUTES_FILE: """
                  {default}:
                # ^^^^^^^^^ YAML reads {default} as a map
                    type: upstream
                    upstream: "mymagento:http"
                  "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                """
            },
        ),
        Example(
            "Other parts that are wrong",
            {
                ROUTES_FILE: """
                "https://{domain}/":
                #        ^^^^^^^^ no placeholder
                    type: upstream
                    upstream: "mymagento:http"
                "www.{default}/":
                #^^^^^^^^^^^^^^^ no URL
                    type: upstream
                    upstream: "mymagento:http"
                "https://{default}:8443/":
                #                 ^^^^^ no other port
                    type: upstream
                    upstream: "mymagento:http"
                "https://<second-site>.{default}/":
                #        ^^^^^^^^^^^^^ No host has
                    type: upstream
                    upstream: "mymagento:http"
                "https://{default}/shop/(.*)":
                #                       ^^^^ taken literally
                    type: redirect
                    to: "https://{default}/"
                """
            },
            fixed={
                ROUTES_FILE: """
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                "www.{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                "https://{default}:8443/":
                    type: upstream
                    upstream: "mymagento:http"
                "https://<second-site>.{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                "https://{default}/shop/(.*)":
                    type: redirect
                    to: "https://{default}/"
                """
            },
        ),
        Example(
            "Routes a level too deep",
            {
                ROUTES_FILE: """
                routes:
                #^^^^^ top level of this file
                    "https://{default}/":
                        type: upstream
                        upstream: "mymagento:http"
                """
            },
        ),
    ],
    good=[
        Example(
            "Everything that a template may have",
            {
                ROUTES_FILE: """
                http://{default}/:
                    type: upstream
                    upstream: mymagento:http
                "https://*.{all}/": {type: upstream, upstream: "mymagento:http"}
                "https://www.shop.example.com:443/blog": {type: upstream, upstream: "blog:http"}
                'https://tac.{default}': {type: redirect, to: "https://{default}/"}
                """
            },
        ),
    ],
)
def invalid_route_template(project: Project, report: Reporter) -> Iterator[Finding]:
    """The key of a route is a URL: `https://`, a host and a path.

    The host is a domain, or it ends with one of two placeholders: `{default}` stands for the
    default domain of the environment, `{all}` for each of its domains. Sub-domains may stand
    before it, and `*.` at the beginning stands for all of them. The platform knows no other
    placeholder, no other scheme than `http` and `https`, and no ports but theirs; it refuses the
    push.

    A template is no regular expression. In the path, what looks like one is taken literally, so
    that the route answers nothing. Use `redirects.paths` with `regexp: true` for such redirects,
    and `web.locations` of `.magento.app.yaml` for everything else.

    Source: Adobe's guide, configure/routes/routes-yaml; Platform.sh, define-routes.
    """
    for span, text in _maps(project):
        yield report(
            ROUTES_FILE,
            span,
            f"Without quotes YAML reads {text} as a map, and no route has such a name. {_REFUSED}",
        )
    for route in project.routes.routes.values():
        if not route.is_certain or route.key in key_schema("routes").root.keys:
            continue
        for fault in route.template.faults:
            is_literal = fault.flaw in (Flaw.PATTERN, Flaw.QUERY)
            yield report(
                ROUTES_FILE,
                route.template.span if fault.text == route.key else fault.span,
                _message(route, fault),
                severity=Severity.WARNING if is_literal else Severity.ERROR,
                fixes=_fixes(project, route, fault),
            )


def _maps(project: Project) -> Iterator[tuple[Span, str]]:
    """Yield the placeholders without quotes that stand for a whole template."""
    source = project.routes.source
    root = source.tree.root if source is not None and project.routes.is_readable else None
    for entry in root.entries if isinstance(root, Mapping) else ():
        if source is not None and isinstance(entry.key, Mapping):
            yield entry.key.span, entry.key.span.slice(source.text)


_REFUSED: Final = "The platform refuses the push."

_MESSAGES: Final = {
    Flaw.PORT: f"A route can have no other port than 80 and 443. {_REFUSED}",
    Flaw.WILDCARD: (
        f"An asterisk must stand alone at the beginning of the host, as in *.{{all}}. {_REFUSED}"
    ),
    Flaw.USER: f"A route has no user and no password. {_REFUSED}",
    Flaw.HOST_PATTERN: f"The host of a route cannot be a regular expression. {_REFUSED}",
    Flaw.PATTERN: (
        "A route's path is no regular expression: it is taken literally, so that the route answers "
        "nothing. Patterns belong under redirects.paths."
    ),
    Flaw.QUERY: "A route goes by host and path alone: what follows here has no effect.",
}


def _message(route: Route, fault: Fault) -> str:
    if fault.flaw is Flaw.SCHEME:
        return _no_url(route, fault)
    if fault.flaw is Flaw.PLACEHOLDER:
        if fault.text in PLACEHOLDERS:
            return f"{fault.text} stands for a domain and must be in the host. {_REFUSED}"
        return (
            f"{fault.text} is no placeholder: there are {{default}} for the default domain and "
            f"{{all}} for every domain. {_REFUSED}"
        )
    if fault.flaw is Flaw.HOST:
        if not route.template.host:
            return f"The host is missing. {_REFUSED}"
        return f"No host has {fault.text} in it. {_REFUSED}"
    return _MESSAGES[fault.flaw]


def _no_url(route: Route, fault: Fault) -> str:
    if any("://" in key for key in route.keys):
        return f"{route.key} is no URL: the routes stand at the top level of this file. {_REFUSED}"
    if route.template.scheme and route.template.host:
        return f"A route begins with http:// or https://, not with {fault.text}. {_REFUSED}"
    return f"{route.key} is no URL: a route is a template such as https://{{default}}/. {_REFUSED}"


def _fixes(project: Project, route: Route, fault: Fault) -> tuple[Fix, ...]:
    template = route.template
    if fault.flaw is Flaw.SCHEME:
        meant = _with_scheme(route)
        return retemplate(project, route, meant) if meant is not None else ()
    if len(template.faults) > 1:
        return ()
    if fault.flaw is Flaw.PORT:
        return retemplate(project, route, template.text.replace(fault.text, "", 1))
    if fault.flaw is Flaw.WILDCARD:
        meant = re.sub(r"(?<=://)[^/*]*\*+\.?(?=[^/*.])", "*.", template.text)
        return retemplate(project, route, meant) if meant != template.text else ()
    if fault.flaw is Flaw.PLACEHOLDER and fault.text not in PLACEHOLDERS:
        near = same(fault.text, PLACEHOLDERS) or next(iter(similar(fault.text, PLACEHOLDERS)), "")
        return tuple(
            fix
            for name in ([near] if near else PLACEHOLDERS)
            for fix in retemplate(project, route, template.text.replace(fault.text, name, 1))
        )
    return ()


def _with_scheme(route: Route) -> str | None:
    """Return the template with a scheme, if the rest of it is a host with a placeholder."""
    found = re.fullmatch(
        r"(?:\w+:/*|https?/+|/+)?((?:[\w-]+\.)*\{(?:default|all)\}(?:/.*)?)", route.key
    )
    if found is None or any("://" in key for key in route.keys):
        return None
    return f"{'https' if route.key.startswith('https') else 'http'}://{found[1]}"
