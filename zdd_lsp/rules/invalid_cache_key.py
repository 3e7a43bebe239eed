"""The cache of a route is to depend on a header or a cookie that it cannot depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import drop_item
from zdd_lsp.project.env import entries, followed
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import known_routes
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry, Item


@rule(
    code="ZDD477",
    name="invalid-cache-key",
    severity=Severity.ERROR,
    summary="A route's cache depends on a forbidden header, or on cookies by a wildcard.",
    subject="caching",
    bad=[
        Example(
            "Headers that cannot be a part of the key",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                        enabled: true
                        headers: [Accept, cookie, Accept-Encoding]
                #                         ^^^^^^ names of cookies belong under cookies
                #                                 ^^^^^^^^^^^^^^^ cannot be a part of the cache key
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                        enabled: true
                        headers: [Accept, Accept-Encoding]
                """
            },
        ),
        Example(
            "A wildcard in a cookie's name",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                        enabled: true
                        cookies:
                            - "SESS*"
                #             ^^^^^^^ no wildcard
                            - "~PHPSESS"
                #             ^^^^^^^^^^ no wildcard
                """
            },
        ),
    ],
    good=[
        Example(
            "Names, all cookies, a regular expression, none",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache:
                        enabled: true
                        headers: [Accept, Accept-Language, X-Language-Locale]
                        cookies: ["*"]
                "http://{default}/a/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache: { enabled: true, cookies: [PHPSESSID, "/^SS?ESS.*/", ""] }
                "http://{default}/b/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache: { enabled: true, cookies: [], headers: null }
                """
            },
        ),
    ],
)
def invalid_cache_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """`headers` and `cookies` say which parts of a request decide which kept answer fits it.

    Some headers cannot be among them, and the platform refuses the file: `Accept-Encoding`,
    `Connection`, `Proxy-Authorization`, `TE`, `Upgrade`, and `Cookie`, which `cookies` is for.

    Cookies are given by name. `"*"` alone stands for any cookie: requests that have one are not
    answered from the cache. A `*` inside of a name, or a `~` before it, is not valid. The cookie
    plays no part then, so that visitors may get each other's pages. Platform.sh accepts regular
    expressions between slashes; Adobe does not mention them.

    Source: Adobe's guide, configure/routes/caching; Platform.sh, define-routes/cache.
    """
    source = project.routes.source
    if source is None:
        return
    seen: set[int] = set()
    for route in known_routes(project):
        cache = route.keys.get("cache")
        inside = entries(source, cache.value) if cache is not None else {}
        for item, text in _new_items(source, inside.get("headers"), seen):
            name = _forbidden().get(text.lower())
            if name is not None:
                yield report(
                    ROUTES_FILE,
                    item.value.span,
                    _header(name),
                    fixes=_removal(project, inside["headers"], item, name),
                )
        for item, text in _new_items(source, inside.get("cookies"), seen):
            if _has_wildcard(text):
                yield report(
                    ROUTES_FILE,
                    item.value.span,
                    f"A cookie's name can have no wildcard, so that {text} fits none. Write the "
                    'whole name, or "*" alone for all cookies.',
                    severity=Severity.WARNING,
                )


def _forbidden() -> dict[str, str]:
    return {name.lower(): name for name in route_facts().forbidden_headers}


def _new_items(
    source: SourceFile, entry: Entry | None, seen: set[int]
) -> Iterator[tuple[Item, str]]:
    """Yield the texts of a list that no earlier route has as well."""
    node = followed(entry.value) if entry is not None else None
    if isinstance(node, Sequence) and id(node) not in seen:
        seen.add(id(node))
        for item in node.items:
            value = source.value(item.value)
            if isinstance(value, str):
                yield item, value


def _header(name: str) -> str:
    remedy = ": the names of cookies belong under cookies" if name == "Cookie" else ""
    return f"{name} cannot be a part of the cache key{remedy}. The platform refuses the file."


def _has_wildcard(name: str) -> bool:
    is_pattern = name.startswith("/") and name.endswith("/") and len(name) > 1
    return name != "*" and not is_pattern and ("*" in name or name.startswith("~"))


def _removal(project: Project, entry: Entry, item: Item, name: str) -> tuple[Fix, ...]:
    source, parent = project.routes.source, entry.value
    if source is None or not isinstance(parent, Sequence) or item not in parent.items:
        return ()
    return fix(f"Remove {name}", drop_item(source, parent, item), Applicability.UNSAFE)
