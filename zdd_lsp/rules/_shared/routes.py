"""What the rules about `.magento/routes.yaml` share: places, names, and where redirects lead."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.findings import Applicability, Location, Related
from zdd_lsp.project import pcre
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.route_template import Address, read_template
from zdd_lsp.project.routes import ROUTES_FILE, Route
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Redirect
    from zdd_lsp.project.routes import RoutesFile

REFUSED: Final = "The platform refuses the push."
"""What an invalid file leads to: the old version of the site goes on."""

NEEDS: Final = {"upstream": "upstream", "redirect": "to", "proxy": "to"}
"""The key that says where requests go, by the type of the route."""


class App(NamedTuple):
    """The application at the root of the project: its name, and where the file says it."""

    name: str
    span: Span

    @property
    def related(self) -> Related:
        """Where the name stands."""
        return Related(Location(APP_FILE, self.span), f"The application is called {self.name}.")


def known_routes(project: Project) -> Iterator[Route]:
    """Yield the routes about which the file says all."""
    for route in project.routes.routes.values():
        if route.is_known:
            yield route


def known_rules(project: Project) -> Iterator[tuple[Route, Redirect]]:
    """Yield the redirect rules, each once, with the first route that has them."""
    seen: set[int] = set()
    for route in known_routes(project):
        for each in route.redirects.rules:
            if id(each.entry) not in seen:
                seen.add(id(each.entry))
                yield route, each


def app_of(project: Project) -> App | None:
    """Return the application of `.magento.app.yaml`; None where the file does not tell."""
    entry, source = project.app.root.get("name"), project.app.source
    if entry is None or source is None or not source.is_known(entry.value):
        return None
    name = source.value(entry.value)
    return App(name, entry.value.span) if isinstance(name, str) and name else None


def retemplate(project: Project, route: Route, template: str) -> tuple[Fix, ...]:
    """Offer another template for a route, unless there is a route at that address already."""
    source = project.routes.source
    address = read_template(template, route.template.span, None).address
    other = project.routes.exactly_at(address)
    if source is None or (other is not None and other is not route):
        return ()
    change = rename_key(source, route.entry, template)
    return fix(f"Make it {template}", change, Applicability.UNSAFE)


def route_place(route: Route, message: str) -> Related:
    """Return another route, as an explanation of a finding."""
    return Related(Location(ROUTES_FILE, route.entry.key.span), message)


# Where redirects lead


def target(route: Route, rule: Redirect) -> Address | None:
    """Return where a rule leads; None where nobody can tell, as with a part of the request.

    What a catch-all hands on behind the last slash is left out: it may be nothing.
    """
    text = rule.to or ""
    if is_catch_all(rule) and rule.is_regexp and text.endswith("/$1"):
        text = text.removesuffix("$1")
    if not text or "$" in text:
        return None
    own = route.template.address
    if text.startswith("/") and not text.startswith("//"):
        return Address(own.scheme, own.host, re.split(r"[?#]", text, maxsplit=1)[0] or "/")
    found = read_template(text, route.template.span, None)
    return found.address if found.is_url else None


def is_catch_all(rule: Redirect) -> bool:
    """Tell whether a rule certainly takes every request, or all but the front page."""
    if rule.is_regexp:
        return _ANYTHING.fullmatch(rule.path) is not None
    return rule.is_plain and rule.path == "/" and rule.has_prefix


_ANYTHING: Final = re.compile(r"\^?/?(?:\(\.[*+]\??\)\??|\.[*+]\??)\$?|\^/?|/")


def leads_back(routes: RoutesFile, route: Route, rule: Redirect) -> bool:
    """Tell whether the request that a rule makes is certainly redirected by the same rule."""
    found = target(route, rule)
    if found is None or route.template.address.path != "/" or routes.at(found) is not route:
        return False
    if rule.is_regexp:
        spares_front_page = "+" in rule.path and not (rule.to or "").endswith("$1")
        return is_catch_all(rule) and not (spares_front_page and found.path == "/")
    if not rule.is_plain:
        return False
    path = found._replace(path=rule.path)
    return found.is_below(path) if rule.has_prefix else found.path == rule.path


def is_sound(routes: RoutesFile, route: Route, path: str, rule: Redirect) -> bool:
    """Tell whether a rule would be right with another path, as far as its path goes."""
    if path in route.redirects.paths:
        return False
    meant = replace(rule, path=path)
    return not is_catch_all(meant) and not leads_back(routes, route, meant)


# Regular expressions


def lost_groups(rule: Redirect) -> Iterator[tuple[Span, str]]:
    """Yield the references to groups in a target that lead nowhere, with their places in it."""
    to, count = rule.to or "", pcre.groups(rule.path)
    authority = _AUTHORITY.match(to)
    for found in re.finditer(r"\$([1-9])", to):
        message = ""
        if count is not None and int(found[1]) > count:
            some = {0: "no group", 1: "1 group"}.get(count, f"{count} groups")
            message = (
                f"The expression captures {some}: there is nothing that could take the place of "
                f"{found[0]}."
            )
        elif authority is not None and found.start() < authority.end():
            message = (
                f"{found[0]} would be a part of the host. A group must stand behind a slash, as in "
                "https://example.com/$1."
            )
        if message:
            yield Span(*found.span()), message


_AUTHORITY: Final = re.compile(r"(?:https?:)?//[^/?#]*")
