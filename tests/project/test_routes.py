"""What `.magento/routes.yaml` says."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.redirects import Level
from zdd_lsp.project.route_template import Address

if TYPE_CHECKING:
    from zdd_lsp.project.routes import Route, RoutesFile

PATH = ".magento/routes.yaml"


def read(text: str) -> RoutesFile:
    return Project(Path("/project"), {PATH: text}).routes


def route_of(body: str) -> tuple[Route, str]:
    """Return the route with some keys, and its file."""
    text = f'"http://{{default}}/":\n{body}'
    return read(text).routes["http://{default}/"], text


@pytest.mark.parametrize(
    ("written", "app", "endpoint", "app_place", "endpoint_place"),
    [
        ("mymagento:http", "mymagento", "http", "mymagento", "http"),
        ('"mymagento:php"', "mymagento", "php", "mymagento", "php"),
        ("mymagento", "mymagento", None, "mymagento", "mymagento"),
        ('"mymagento:"', "mymagento", "", "mymagento", '"mymagento:"'),
        ('":http"', "", "http", '":http"', "http"),
        (
            '"my\\x6dagento:http"',
            "mymagento",
            "http",
            '"my\\x6dagento:http"',
            '"my\\x6dagento:http"',
        ),
    ],
)
def test_an_upstream_is_an_application_and_its_endpoint(
    written: str, app: str, endpoint: str | None, app_place: str, endpoint_place: str
) -> None:
    route, text = route_of(f"    type: upstream\n    upstream: {written}\n")

    upstream = route.upstream
    assert upstream is not None
    assert (upstream.app, upstream.endpoint) == (app, endpoint)
    assert upstream.span.slice(text) == written
    assert upstream.app_span.slice(text) == app_place
    assert upstream.endpoint_span.slice(text) == endpoint_place


@pytest.mark.parametrize("written", ["", "null", "5", "[a]", "{a: b}", '""'])
def test_an_upstream_that_is_no_text_leads_nowhere(written: str) -> None:
    route, _ = route_of(f"    type: upstream\n    upstream: {written}\n")

    assert route.upstream is None


def test_null_is_the_same_as_no_key() -> None:
    route, _ = route_of("    type: upstream\n    to: null\n    primary: null\n    id: ~\n")

    assert route.values == {"type": "upstream"}
    assert (route.to, route.is_primary) == (None, False)


def test_a_comma_of_json_hides_nothing() -> None:
    route, _ = route_of(
        '    "type": upstream,\n    "primary": true,\n    redirects:\n        paths:\n'
        '            "/a":\n                "code": 301,\n                to: ","\n'
        "                regexp: ,\n"
    )

    assert (route.type, route.is_primary) == ("upstream", True)
    assert route.redirects.rules[0].values == {"code": 301, "to": ",", "regexp": ","}


def test_routes_may_share_their_keys() -> None:
    routes = read(
        '"http://{default}/": &shop {type: upstream, upstream: "shop:http"}\n'
        '"http://{all}/": *shop\n'
        '"http://a.{all}/":\n    <<: *shop\n    id: a\n'
    ).routes

    assert {route.upstream.app for route in routes.values() if route.upstream} == {"shop"}
    assert [route.is_shared for route in routes.values()] == [False, True, True]


@pytest.mark.parametrize(
    ("body", "is_known"),
    [
        ("    type: upstream\n", True),
        ("    type: !include type.yaml\n", False),
        ("    !include route.yaml\n", False),
        ("    tls: {client_certificate_authorities: [!include ca.crt]}\n", True),
    ],
)
def test_what_stands_in_another_file_is_not_known(body: str, *, is_known: bool) -> None:
    route, _ = route_of(body)

    assert route.is_known is is_known


def test_what_follows_a_fault_of_yaml_is_not_certain() -> None:
    routes = read('"http://{default}/": {type: upstream}\n"http://{all}/": {type: upstream\n')

    assert [route.is_certain for route in routes.routes.values()] == [True, False]
    assert not routes.is_known


@pytest.mark.parametrize("text", ["", "# nothing\n", "text\n", "- a\n", "? [a]\n: {type: x}\n"])
def test_a_file_without_routes(text: str) -> None:
    assert read(text).routes == {}


def test_an_absent_file_has_no_routes() -> None:
    routes = Project(Path("/project"), {}).routes

    assert routes.routes == {}
    assert not routes.is_known


# Which route answers

ROUTES = """\
"http://{default}/": {type: upstream}
"http://{default}/blog/": {type: upstream}
"https://{all}/": {type: upstream}
"https://{default}/": {type: upstream}
"https://{all}/graphql": {type: upstream}
"https://*.{default}": {type: upstream}
"https://www.{default}/": {type: upstream}
"https://*.example.com/a": {type: upstream}
"""


@pytest.mark.parametrize(
    ("scheme", "host", "path", "key"),
    [
        ("http", "{default}", "/", "http://{default}/"),
        ("http", "{default}", "/blog", "http://{default}/blog/"),
        ("http", "{default}", "/blog/a/b", "http://{default}/blog/"),
        ("http", "{default}", "/blogs", "http://{default}/"),
        ("http", "{all}", "/", None),
        ("https", "{default}", "/", "https://{default}/"),
        ("https", "{default}", "/graphql/a", "https://{all}/graphql"),
        ("https", "{all}", "/", "https://{all}/"),
        ("https", "www.{default}", "/", "https://www.{default}/"),
        ("https", "tac.{default}", "/", "https://*.{default}"),
        ("https", "a.b.{default}", "/", "https://*.{default}"),
        ("https", "tac.{all}", "/", None),
        ("https", "shop.example.com", "/", None),
        ("https", "shop.example.com", "/a/b", "https://*.example.com/a"),
    ],
)
def test_which_route_answers(scheme: str, host: str, path: str, key: str | None) -> None:
    found = read(ROUTES).at(Address(scheme, host, path))

    assert (found.key if found is not None else None) == key


# Redirect rules


def test_a_redirect_rule_has_options() -> None:
    route, _ = route_of(
        "    redirects:\n        expires: 1d\n        paths:\n"
        '            "/a": {to: /b}\n'
        '            "/c": {to: /d, prefix: false}\n'
        '            "^/e": {to: /f, regexp: true, code: null}\n'
        '            "/g": {to: !include g.yaml, regexp: !include h.yaml}\n'
        '            "/i": {to: 5, append_suffix: false}\n'
        '            "/j": text\n'
    )

    told = {
        rule.path: (rule.to, rule.is_regexp, rule.is_plain, rule.has_prefix, rule.appends_suffix)
        for rule in route.redirects.rules
    }
    assert told == {
        "/a": ("/b", False, True, True, True),
        "/c": ("/d", False, True, False, False),
        "^/e": ("/f", True, False, False, False),
        "/g": (None, False, True, True, True),
        "/i": (None, False, True, True, False),
        "/j": (None, False, True, True, True),
    }
    assert route.redirects.strays == ()


@pytest.mark.parametrize(
    ("body", "level", "names", "has_head"),
    [
        ("redirects:\nexpires: 1d\npaths: {}", Level.ROUTE, ["expires", "paths"], True),
        ("type: upstream\npaths: {}", Level.ROUTE, ["paths"], False),
        ("redirects:\n  expires: 1d\n  /a: {to: /b}", Level.REDIRECTS, ["/a"], False),
        ("redirects:\n  paths:\n  /a: {to: /b}\n  ^/c:", Level.REDIRECTS, ["/a", "^/c"], True),
        ("/a: {to: /b}\ntype: upstream", Level.ROUTE_PATH, ["/a"], False),
        ("redirects:\n/a: {to: /b}", Level.ROUTE_PATH, ["/a"], True),
    ],
)
def test_what_stands_too_high_is_found(
    body: str, level: Level, names: list[str], *, has_head: bool
) -> None:
    route, _ = route_of("".join(f"  {line}\n" for line in body.split("\n")))

    (stray,) = route.redirects.strays
    assert (stray.level, [each.name for each in stray.entries]) == (level, names)
    assert (stray.head is not None) is has_head
    paths = [name for name in names if name.startswith(("/", "^"))]
    assert [rule.path for rule in route.redirects.rules] == paths


def test_a_text_for_a_path_is_no_rule() -> None:
    route, _ = route_of('    "/a": text\n    redirects: {"/b": 5, paths: {}}\n')

    assert route.redirects.strays == ()


def test_reading_takes_linear_time() -> None:
    """Of ten thousand routes, each is read once, and found at once."""
    text = "".join(
        f'"https://a{number}.{{default}}/":\n    type: redirect\n    to: "https://{{default}}/"\n'
        for number in range(10_000)
    )
    start = time.perf_counter()
    routes = read(text)
    for route in routes.routes.values():
        assert route.to is not None
        routes.at(route.to.address)

    assert time.perf_counter() - start < 20
