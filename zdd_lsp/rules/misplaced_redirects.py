"""A part of the redirect rules stands a level too high."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.editing import push_down, stands_elsewhere
from zdd_lsp.project.redirects import PATHS, REDIRECTS, Level
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import listed
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import REFUSED, known_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Stray
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD466",
    name="misplaced-redirects",
    severity=Severity.ERROR,
    summary="`expires`, `paths` or the paths of redirect rules are indented too little.",
    subject="redirects",
    bad=[
        Example(
            "Beside redirects",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                    expires: 1d
                #   ^^^^^^^ expires and paths belong below redirects
                    paths:
                        "/here": { to: "https://example.com/there" }
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        expires: 1d
                        paths:
                            "/here": { to: "https://example.com/there" }
                """
            },
        ),
        Example(
            "A path without `paths`",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        expires: 1d
                        "/old":
                #       ^^^^^^ belongs below paths
                            to: "/new"
                            code: 301
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        expires: 1d
                        paths:
                            "/old":
                                to: "/new"
                                code: 301
                """
            },
        ),
        Example(
            "Neither of them",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    "/old": { to: "/new" }
                #   ^^^^^^ belongs below redirects and paths
                    type: upstream
                    upstream: "mymagento:http"
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    redirects:
                        paths:
                            "/old": { to: "/new" }
                    type: upstream
                    upstream: "mymagento:http"
                """
            },
        ),
    ],
    good=[
        Example(
            "Every level in its place",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        expires: 1d
                        paths:
                            "/old": { to: "/new", expires: 2w }
                """
            },
        ),
        Example(
            "As the platform's interface prints it",
            {
                ROUTES_FILE: """
                "http://{all}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects: { expires: -1s, paths: {} }
                """
            },
        ),
    ],
)
def misplaced_redirects(project: Project, report: Reporter) -> Iterator[Finding]:
    """Redirect rules stand three levels deep: the route, `redirects`, `paths`, the path.

    `expires` and `paths` belong below `redirects`, each path below `paths`. A level too high they
    are unknown keys of the route, and the platform refuses the file. Some samples on Adobe's page
    about redirects have this very fault.

    Source: Adobe's guide, configure/routes/redirects; platformify, the platform's schema of the
    file.
    """
    for route in known_routes(project):
        if route.is_shared:
            continue
        for stray in route.redirects.strays:
            yield report(
                ROUTES_FILE,
                stray.entries[0].key.span,
                _message(stray),
                related=[
                    Related(Location(ROUTES_FILE, each.key.span), "This is indented too little.")
                    for each in stray.entries[1:]
                ],
                fixes=_fixes(project, route, stray),
            )


def _message(stray: Stray) -> str:
    names = [each.name for each in stray.entries]
    some = listed(names) if len(names) <= _FEW else f"{names[0]} and {len(names) - 1} others"
    verb = "belong" if names[1:] else "belongs"
    above = {Level.ROUTE: REDIRECTS, Level.REDIRECTS: PATHS}.get(
        stray.level, f"{REDIRECTS} and {PATHS}"
    )
    return f"{some} {verb} below {above}, not here. {REFUSED}"


_FEW = 3
"""How many names a message tells."""


def _fixes(project: Project, route: Route, stray: Stray) -> tuple[Fix, ...]:
    source = project.routes.source
    if source is None or (stray.head is None and _has_head(route, stray)):
        return ()
    heads = {
        Level.ROUTE: [REDIRECTS],
        Level.REDIRECTS: [PATHS],
        Level.ROUTE_PATH: [REDIRECTS, PATHS],
    }[stray.level]
    depth = len(heads)
    missing = heads[1:] if stray.head is not None else heads
    change = push_down(source, stray.parent, stray.entries, missing, depth)
    is_sure = stray.level is not Level.ROUTE_PATH and not stands_elsewhere(source, stray.entries[0])
    applicability = Applicability.SAFE if is_sure else Applicability.UNSAFE
    return fix(f"Indent below {' and '.join(heads)}", change, applicability)


def _has_head(route: Route, stray: Stray) -> bool:
    """Tell whether the key that belongs above stands somewhere else."""
    if stray.level is Level.REDIRECTS:
        return any(each.name == PATHS for each in stray.parent.entries)
    return REDIRECTS in route.keys
