"""A redirect rule is for a path that no request has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import is_sound, known_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Redirect
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD467",
    name="unreachable-redirect-path",
    severity=Severity.WARNING,
    summary="The path of a redirect rule has a host, a query or no slash at its beginning.",
    subject="redirects",
    bad=[
        Example(
            "A host, a query, and no slash",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "mcprod.example.com/sale": { to: "/offers" }
                #           ^^^^^^^^^^^^^^^^^^^^^^^^^ has no host
                            "/item?id=1": { to: "/items/one" }
                #           ^^^^^^^^^^^^ has no query
                            old: { to: "/new" }
                #           ^^^ begins with a slash
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/sale": { to: "/offers" }
                            "/item?id=1": { to: "/items/one" }
                            old: { to: "/new" }
                """
            },
        ),
        Example(
            "A host in a regular expression",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^https?://shop.example.com/(.*)": { to: "/$1", regexp: true }
                #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ has no host
                """
            },
        ),
    ],
    good=[
        Example(
            "Paths",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/sale": { to: "/offers" }
                            "^/(?:de|fr)/(.*)$": { to: "/$1", regexp: true }
                            "\\\\.html$": { to: "/", regexp: true }
                """
            },
        ),
    ],
)
def unreachable_redirect_path(project: Project, report: Reporter) -> Iterator[Finding]:
    """A redirect rule looks at the path of a request: what stands behind the host, up to the `?`.

    The path begins with a slash. Which host the rule is for is what the route says: give another
    host a route of its own, with its own `redirects`. What a browser sends behind `?` plays no
    part, and what stands behind `#` it does not even send. A rule that asks for any of these is
    never applied.

    Source: Adobe's guide, configure/routes/redirects; Platform.sh, define-routes/redirects.
    """
    for route, each in known_rules(project):
        message = _message(each)
        if message is not None:
            yield report(
                ROUTES_FILE, each.entry.key.span, message, fixes=_fixes(project, route, each)
            )


_HOST: Final = re.compile(r"(?:https?:)?//[^/]+|(?:[\w*-]+\.)+[A-Za-z]{2,}(?=/|$)")
_HOST_PATTERN: Final = re.compile(r"\^?\(?(?:https\??|http)(?:\(s\)\?)?:|\^?(?:\w+\\\.)+\w+(?:/|$)")
_FILES: Final = frozenset({"html", "htm", "php", "xml", "txt", "pdf", "jpg", "png", "ico", "asp"})
"""What stands behind the last dot of a file's name, and is no domain."""


def _message(rule: Redirect) -> str | None:
    if rule.is_regexp:
        is_host = _HOST_PATTERN.match(rule.path) is not None
        return _without("host", "Give the host a route of its own.") if is_host else None
    if not rule.is_plain:
        return None
    message = None
    if _host(rule.path):
        message = _without("host", "Give the host a route of its own, or leave it out.")
    elif not rule.path.startswith(("/", "^")):
        message = "The path of a request begins with a slash: this rule is never applied."
    elif "?" in rule.path and not _SIGNS.search(rule.path):
        message = _without("query")
    elif "#" in rule.path:
        message = "Browsers send nothing of what follows #: this rule is never applied."
    return message


def _without(part: str, remedy: str = "") -> str:
    told = f"The path of a request has no {part}: this rule is never applied."
    return f"{told} {remedy}".rstrip()


_SIGNS: Final = re.compile(r"[()\\^]|[*+]\?")
"""Signs of a regular expression that somebody forgot to declare."""


def _host(path: str) -> str | None:
    """Return the host that a path begins with."""
    found = _HOST.match(path)
    if found is None or found[0].rpartition(".")[2].lower() in _FILES:
        return None
    return found[0]


def _fixes(project: Project, route: Route, rule: Redirect) -> tuple[Fix, ...]:
    source = project.routes.source
    if source is None or rule.is_regexp:
        return ()
    host = _host(rule.path)
    path = rule.path[len(host or "") :]
    if rule.path.startswith("/") and host is None:
        return ()
    path = path if path.startswith("/") else f"/{path}"
    if re.search(r"[?#]", path) or not is_sound(project.routes, route, path, rule):
        return ()
    title = "Leave the host out" if host else "Begin with a slash"
    return fix(title, rename_key(source, rule.entry, path), Applicability.UNSAFE)
