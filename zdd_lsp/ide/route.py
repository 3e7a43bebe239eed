"""What there is to say about a route: which requests it takes, and where they go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import facts
from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.ide.explanation import Explanation, Fact
from zdd_lsp.project.route_template import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Redirect
    from zdd_lsp.project.route_template import Address
    from zdd_lsp.project.routes import Route, RoutesFile, Upstream
    from zdd_lsp.text.span import Span

_HOSTS: Final = {
    "{default}": "the default domain of the environment",
    "{all}": "each domain of the environment",
}


def explained(project: Project) -> Iterator[tuple[Span, Callable[[], Explanation]]]:
    """Yield the places of `.magento/routes.yaml` that have a meaning in this project.

    These are the templates, the applications and the targets behind them, and the paths of
    redirect rules, each with what makes its explanation. What aliases and merge keys bring has its
    place where it is written.
    """
    for route in project.routes.routes.values():
        yield route.entry.key.span, partial(of_route, project, route)
        own = route.entry.span
        if route.upstream is not None and route.upstream.span.start in own:
            yield route.upstream.span, partial(of_upstream, project, route.upstream)
        if route.to is not None and route.to.span.start in own and route.type == "redirect":
            yield route.to.span, partial(of_target, project, route)
        for rule in route.redirects.rules:
            if rule.entry.key.span.start in own:
                yield rule.entry.key.span, partial(of_redirect, rule)


# Routes


def of_route(project: Project, route: Route) -> Explanation:
    """Explain a route: which requests it takes, for both schemes, and who answers them."""
    template = route.template
    if template.faults:
        prose = key_schema("routes").all["*"].prose
        return Explanation(
            name=route.key,
            kind="route",
            warning="This is no template that the platform understands.",
            paragraphs=(prose.summary, prose.description),
            url=facts().url("routes"),
        )
    return Explanation(
        name=route.key,
        kind="route",
        paragraphs=(
            f"{_requests(template.address)}.",
            _other_scheme(project.routes, route),
            *_rivals(project.routes, route),
        ),
        facts=tuple(_facts(project, route)),
        url=facts().url("routes"),
    )


def _requests(address: Address) -> str:
    path = address.path.rstrip("/")
    what = f"`{path}` and what is below it" if path else "All paths"
    return f"{what} at {_host(address.host)}, over `{address.scheme}`"


def _host(host: str) -> str:
    placeholder = next((name for name in _HOSTS if host.endswith(name)), None)
    if placeholder is None:
        if host.startswith("*."):
            return f"every sub-domain of `{host[2:]}`"
        return f"`{host}`"
    before = host.removesuffix(placeholder).rstrip(".")
    domain = _HOSTS[placeholder]
    if not before:
        return domain
    if before == "*":
        return f"every sub-domain of {domain}"
    if before.startswith("*."):
        return f"every sub-domain of `{before[2:]}` of {domain}"
    return f"the sub-domain `{before}` of {domain}"


def _other_scheme(routes: RoutesFile, route: Route) -> str:
    """Say what the other scheme does: it has a route of its own, or the platform makes one."""
    own = route.template.address
    other = SCHEMES[1] if own.scheme == SCHEMES[0] else SCHEMES[0]
    twin = routes.exactly_at(own._replace(scheme=other))
    if twin is not None:
        return f"`{other}` has a route of its own: {_line(routes, twin)}."
    if other == SCHEMES[1]:
        return "The platform adds the same route for `https`: both are answered alike."
    return "The platform adds a route for `http`, which redirects to this one."


def _rivals(routes: RoutesFile, route: Route) -> Iterator[str]:
    own = route.template.address
    rival = own._replace(host=own.host.replace("{all}", "{default}"))
    if rival == own:
        return
    found = routes.exactly_at(rival)
    if found is not None:
        yield f"On the default domain the route with `{{default}}` wins: {_line(routes, found)}."


def _facts(project: Project, route: Route) -> Iterator[Fact]:
    if route.upstream is not None:
        yield Fact("Answered by", f"the application `{route.upstream.app}`")
    if route.to is not None:
        verb = "Handed on to" if route.type == "proxy" else "Redirected to"
        yield Fact(verb, _code(route.to.text))
    if _primary(project.routes) is route:
        reason = "" if route.is_primary else ", because it is the first one of type `upstream`"
        yield Fact("Primary", f"yes{reason}: ece-tools takes the base URL of the store from it")
    if route.template.is_wildcard and route.template.scheme == SCHEMES[1]:
        yield Fact("Certificate", "one of your own; the platform gets none for wildcards")
    count = len(route.redirects.rules)
    if count:
        yield Fact("Redirect rules", str(count))


def _primary(routes: RoutesFile) -> Route | None:
    """Return the route that is primary, said or not."""
    upstream = [route for route in routes.routes.values() if route.type == "upstream"]
    return next((route for route in upstream if route.is_primary), next(iter(upstream), None))


def _line(routes: RoutesFile, route: Route) -> str:
    if routes.source is None:
        return _code(route.key)
    line = routes.source.lines.line_at(route.entry.key.span.start) + 1
    return f"{_code(route.key)}, line {line}"


# Where they go


def of_upstream(project: Project, upstream: Upstream) -> Explanation:
    """Explain an application and its endpoint, as an upstream names them."""
    app = next((each for each in project.applications if each.name == upstream.app), None)
    told = [f"The application that is called `{upstream.app}` in its `.magento.app.yaml` answers."]
    warning = ""
    if app is not None and app.file.image is not None and app.file.source is not None:
        image = app.file.image.span.slice(app.file.source.text)
        told.append(f"It runs on {_code(image.strip(_QUOTES))}.")
    elif app is None and any(each.name for each in project.applications):
        warning = "No application that was found has this name."
    endpoint = route_facts().endpoint
    if upstream.endpoint in route_facts().former_endpoints:
        told.append(f"`{upstream.endpoint}` is a former name of its endpoint `{endpoint}`.")
    else:
        told.append(f"`{endpoint}` is its endpoint; there is no other.")
    return Explanation(
        name=upstream.app + (f":{upstream.endpoint}" if upstream.endpoint is not None else ""),
        kind="upstream of a route",
        warning=warning,
        paragraphs=tuple(told),
        url=facts().url("routes"),
    )


_QUOTES: Final = "'\""


def of_target(project: Project, route: Route) -> Explanation:
    """Explain the target of a redirect route, with an example."""
    target = route.to
    assert target is not None  # there is a place to explain
    told = ["The router answers with status 301 and this address; the rest of the path is kept."]
    if target.is_url and target.placeholder is not None:
        answered = [
            project.routes.at(target.address._replace(scheme=scheme))
            for scheme in dict.fromkeys((target.scheme, *SCHEMES))
        ]
        found = next((each for each in answered if each is not None and each is not route), None)
        if found is not None:
            told.append(f"Requests for it are taken by {_line(project.routes, found)}.")
        else:
            told.append("The file has no other route that takes requests for it.")
    old, new = (str(each.address).rstrip("/") for each in (route.template, target))
    example = Fact("For example", f"`{old}/a?b=c` leads to `{new}/a?b=c`")
    return Explanation(
        name=target.text,
        kind="target of a route",
        paragraphs=tuple(told),
        facts=(example,) if target.is_url and not route.template.is_wildcard else (),
        url=facts().url("redirects"),
    )


def of_redirect(rule: Redirect) -> Explanation:
    """Explain a redirect rule: which paths it takes, and what becomes of them."""
    return Explanation(
        name=rule.path,
        kind="redirect rule",
        paragraphs=tuple(_paths(rule)),
        facts=tuple(_answers(rule)),
        url=facts().url("redirects"),
    )


def _code(value: object) -> str:
    """Return a text as Markdown code, whatever is in it."""
    return "`" + str(value).replace("`", "'").replace("\n", " ") + "`"


def _paths(rule: Redirect) -> Iterator[str]:
    if rule.is_regexp:
        yield (
            "Takes requests whose path fits this regular expression, in any part of it that `^` "
            "and `$` do not tie to the beginning and the end. `$1` in the target stands for what "
            "the first group found."
        )
    elif not rule.has_prefix:
        yield "Takes requests for this path alone, not for what is below it."
    else:
        yield "Takes requests for this path and for everything below it."
        if rule.to is not None and "?" not in rule.to and "#" not in rule.to:
            below = f"{rule.path.rstrip('/')}/a/b"
            end = f"{rule.to.rstrip('/')}/a/b" if rule.appends_suffix else rule.to
            yield f"{_code(below)} leads to {_code(end)}."


def _answers(rule: Redirect) -> Iterator[Fact]:
    if rule.to is not None:
        yield Fact("Target", _code(rule.to))
    key = key_schema("routes").all["*.redirects.paths.*.code"]
    code = rule.values.get("code", key.default)
    if isinstance(code, int) and code in key.values:
        yield Fact("Status", f"{code}, {key.values[code]}")
    expires = rule.values.get("expires")
    if isinstance(expires, (int, str)):
        yield Fact("Browsers keep it for", _code(expires))
