"""The rules about routes: what their examples leave out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

ROUTES, APP = ".magento/routes.yaml", ".magento.app.yaml"
STORE = "name: mymagento\ntype: php:8.4\n"
SHOP = '"https://{default}/": {type: upstream, upstream: "mymagento:http"}\n'


def findings(rule: str, routes: str, app: str = STORE) -> list[Finding]:
    project = Project(Path("/project"), {ROUTES: routes, APP: app}).judged()
    return [finding for finding in lint.check(project) if finding.rule == rule]


def told(rule: str, routes: str, app: str = STORE) -> list[str]:
    """Return what a rule says as severity and place."""
    return [
        f"{finding.severity.label} {finding.location.span.slice(routes)}"
        for finding in findings(rule, routes, app)
    ]


def fixed(rule: str, routes: str, number: int = 0) -> list[str]:
    """Return the file after each fix of a finding."""
    return [
        apply(routes, [(edit.span, edit.text) for edit in fix.edits])
        for fix in findings(rule, routes)[number].fixes
    ]


def redirecting(rule: str, template: str = "https://{default}/") -> str:
    """Return a route with a redirect rule."""
    return (
        f'"{template}":\n    type: upstream\n    upstream: "mymagento:http"\n    redirects:\n'
        f"        paths:\n            {rule}\n"
    )


# Templates


@pytest.mark.parametrize(
    ("template", "meant"),
    [
        ("http:/{default}/", ["http://{default}/"]),
        ("htp://www.{all}/a", ["http://www.{all}/a"]),
        ("https//a.{default}/", ["https://a.{default}/"]),
        ("//{default}/", ["http://{default}/"]),
        ("shop.example.com", []),
        ("http://a*.{all}/", ["http://*.{all}/"]),
        ("http://www.example.*/", []),
        ("http://{Default}/", ["http://{default}/"]),
        ("http://{defualt}/", ["http://{default}/"]),
        ("http://{site}/", ["http://{default}/", "http://{all}/"]),
        ("http://{site}:90/", []),
        ("http://{default}/{all}", []),
        ("https://{default}:8443", []),
    ],
)
def test_what_a_template_may_have_been_meant_to_be(template: str, meant: list[str]) -> None:
    routes = SHOP + f'"{template}": {{type: upstream, upstream: "mymagento:http"}}\n'

    found = fixed("invalid-route-template", routes)

    assert found == [routes.replace(f'"{template}"', f'"{each}"') for each in meant]


# Types and targets


@pytest.mark.parametrize("value", ["", " null", " ~"])
def test_an_upstream_without_a_value_is_missing(value: str) -> None:
    routes = f'"https://{{default}}/":\n    type: upstream\n    upstream:{value}\n'

    assert told("incomplete-route", routes) == ["error upstream"]
    (text,) = fixed("incomplete-route", routes)
    assert '    upstream: "mymagento:http"\n' in text


def test_an_empty_route_gets_the_application() -> None:
    routes = '"https://{default}/":\n    redirects: {paths: {/a: {to: /b}}}\n'

    (text,) = fixed("incomplete-route", routes)

    assert text == routes + '    type: upstream\n    upstream: "mymagento:http"\n'


def test_a_route_that_is_no_map_is_none_of_ours() -> None:
    assert told("incomplete-route", '"https://{default}/": mymagento\n') == []


def test_a_type_that_nobody_knows_is_none_of_ours() -> None:
    routes = '"https://{default}/": {type: upstraem, upstream: "mymagento:http"}\n'

    assert told("incomplete-route", routes) == []
    assert told("no-upstream-route", routes) == []


# Applications


@pytest.mark.parametrize(
    ("upstream", "app", "said"),
    [
        ("application-server:http", STORE, ["info application-server"]),
        ("blog:http", STORE, ["error blog"]),
        ("blog:http", "type: php:8.4\n", []),
        ("blog:http", "name: !include name\n", []),
        ("http://mymagento", STORE, []),
        ("mymagento:fpm", STORE, ["warning fpm"]),
        ('"my\\x61gento:http"', STORE, ['error "my\\x61gento:http"']),
    ],
)
def test_applications_are_known_by_name(upstream: str, app: str, said: list[str]) -> None:
    routes = SHOP + f'"https://{{all}}/":\n    type: upstream\n    upstream: {upstream}\n'

    assert told("unknown-upstream", routes, app) == said


def test_a_name_with_escapes_is_written_anew() -> None:
    routes = '"https://{default}/": {type: upstream, upstream: "shop\\x3ahttp"}\n'

    assert fixed("unknown-upstream", routes) == [routes.replace("shop\\x3ahttp", "mymagento:http")]
    assert fixed("unknown-upstream", SHOP.replace('http"', 'x\\x79"'))[0] == SHOP


# Levels


def test_redirects_that_stand_elsewhere_are_not_moved() -> None:
    routes = (
        '"https://{default}/":\n    expires: 1d\n    type: upstream\n'
        '    upstream: "mymagento:http"\n    redirects: {paths: {/a: {to: /b}}}\n'
    )

    assert told("misplaced-redirects", routes) == ["error expires"]
    assert fixed("misplaced-redirects", routes) == []


def test_many_paths_are_counted() -> None:
    paths = "".join(f"    /{number}: {{to: /x}}\n" for number in range(5))

    (finding,) = findings("misplaced-redirects", f'"https://{{default}}/":\n{paths}')

    assert finding.message.startswith("/0 and 4 others belong below redirects and paths")
    assert len(finding.related) == 4


def test_ssi_in_braces_is_moved() -> None:
    routes = SHOP.replace("}\n", ", cache: {enabled: false, ssi: {enabled: true}}}\n")

    assert fixed("misplaced-route-key", routes) == [
        SHOP.replace("}\n", ", cache: {enabled: false}, ssi: {enabled: true}}\n")
    ]


@pytest.mark.parametrize("key", ["http_access: {is_enabled: true}\n", ""])
def test_access_is_a_matter_of_the_console(key: str) -> None:
    routes = SHOP + key

    assert told("misplaced-route-key", routes) == (["error http_access"] if key else [])
    assert told("invalid-route-template", routes) == []


# Redirect rules


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('"//example.com/a": {to: /b}', ['warning "//example.com/a"']),
        ("index.html: {to: /}", ["warning index.html"]),
        ("/a#b: {to: /b}", ["warning /a#b"]),
        ('"^(https?:)//a/b": {to: /b, regexp: true}', ['warning "^(https?:)//a/b"']),
        (r"'shop\.example\.com': {to: /b, regexp: true}", [r"warning 'shop\.example\.com'"]),
        (r"'\.html$': {to: /b, regexp: true}", []),
        (r"'^/shop\.html$': {to: /b, regexp: true}", []),
        ("a.b: {to: /b, regexp: maybe}", []),
    ],
)
def test_paths_that_no_request_has(rule: str, said: list[str]) -> None:
    assert told("unreachable-redirect-path", redirecting(rule)) == said


@pytest.mark.parametrize(
    "rule",
    ["old: {to: /old}", "shop.example.com: {to: https://a.example.com/}", "'x?y': {to: /b}"],
)
def test_a_path_that_would_be_wrong_again_is_not_offered(rule: str) -> None:
    assert fixed("unreachable-redirect-path", redirecting(rule)) == []


@pytest.mark.parametrize(
    ("rule", "after"),
    [
        ("'^/a/(.*)': {to: /b/$1, regexp: false}", ["'^/a/(.*)': {to: /b/$1, regexp: true}"]),
        ("'^/(.*)': {to: https://a.example.com/}", []),
        ("'^/a/(.*)': {to: /b, prefix: true}", []),
        ("'^/a/(.*)': {to: /b/$2}", []),
        ("'^/a/(.*': {to: /b}", []),
        ("'/a/*': {to: /b}", ["'/a': {to: /b}"]),
        ("'/a/*': {to: /a/b}", []),
        ("'/a/*': {to: /b, prefix: false}", []),
        ("'/*': {to: /b}", []),
    ],
)
def test_patterns_are_declared_or_left_out(rule: str, after: list[str]) -> None:
    found = fixed("redirect-pattern-without-regexp", redirecting(rule))

    assert found == [redirecting(each) for each in after]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('"/a": {to: /a}', ["/a"]),
        ('"/a/": {to: /a/b}', ["/a/b"]),
        ('"/a": {to: /a/b, prefix: false}', []),
        ('"/a": {to: /a, prefix: false}', ["/a"]),
        ('"/a": {to: /ab}', []),
        ('"/": {to: /de/}', ["/de/"]),
        ('"/a": {to: "https://{default}/a/b"}', ['"https://{default}/a/b"']),
        ('"/a": {to: "http://{default}/a/b"}', []),
        ('"/a": {to: "https://www.{default}/a"}', []),
        ('"/a": {to: "//a.example.com/a"}', []),
        ("'/(.+)': {to: /, regexp: true}", []),
        ("'/(.+)': {to: /$1, regexp: true}", ["/$1"]),
        ("'/(.*)': {to: /start, regexp: true}", ["/start"]),
        ("'/(.*)': {to: /start/$args, regexp: true}", []),
        ("'/a': {regexp: false}", []),
        ("'/a': {to: /a, regexp: perhaps}", []),
    ],
)
def test_rules_that_lead_back(rule: str, said: list[str]) -> None:
    assert told("redirect-loop", redirecting(rule)) == [f"error {each}" for each in said]


def test_a_prefix_that_is_said_becomes_none() -> None:
    routes = redirecting('"/a": {to: /a/b, prefix: true}')

    assert fixed("redirect-loop", routes) == [routes.replace("true", "false")]
    assert fixed("redirect-loop", redirecting('"/a": {to: /a/b, append_suffix: true}')) == []


def test_rules_of_a_route_with_a_path_are_left_alone() -> None:
    routes = redirecting('"/blog/a": {to: /blog/a/b}', "https://{default}/blog")

    assert told("redirect-loop", routes) == []


# Redirect routes


def redirects(*pairs: tuple[str, str]) -> str:
    return "".join(f'"{template}": {{type: redirect, to: "{to}"}}\n' for template, to in pairs)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("https://a.{all}/", "https://a.{all}/")], ["https://a.{all}/"]),
        ([("https://{all}/", "https://{default}/de")], ["https://{default}/de"]),
        ([("https://*.{all}/", "https://www.{all}/")], ["https://www.{all}/"]),
        ([("https://a.{all}/x", "https://a.{all}/y")], []),
        ([("https://a.{all}/", "http://a.{all}/")], []),
        (
            [
                ("https://a.{all}/", "https://b.{all}/"),
                ("https://b.{all}/", "https://c.{all}/"),
                ("https://c.{all}/", "https://b.{all}/"),
            ],
            ["https://c.{all}/", "https://b.{all}/"],
        ),
        ([("https://a.{all}/", "https://a.{all}/$uri")], []),
        ([("https://a.{all}/", "/elsewhere")], []),
    ],
)
def test_routes_that_lead_back(pairs: list[tuple[str, str]], said: list[str]) -> None:
    found = told("redirect-loop", SHOP.replace("default", "none") + redirects(*pairs))

    assert found == [f'error "{each}"' for each in said]


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("https://www.{default}/", "https://{default}/"), []),
        (("https://www.{default}/", "http://{default}/de"), []),
        (("https://www.{default}/", "https://shop.{default}/"), ["https://shop.{default}/"]),
        (("https://www.{default}/", "https://{all}/"), ["https://{all}/"]),
        (("https://www.{default}/", "https://{domain}/"), []),
        (("https://www.{default}/", "https://example.com/"), []),
        (("http://www.{default}/", "https://www.{default}/"), ["https://www.{default}/"]),
        (("http://www.{default}/", "http://www.{default}/"), []),
    ],
)
def test_targets_that_no_route_answers(pair: tuple[str, str], said: list[str]) -> None:
    found = told("unknown-redirect-target", SHOP + redirects(pair))

    assert found == [f'info "{each}"' for each in said]


def test_targets_are_not_judged_by_half_of_the_routes() -> None:
    routes = redirects(("https://www.{default}/", "https://{default}/"))

    assert told("unknown-redirect-target", routes + '"http://{all}/": !include all.yaml\n') == []
    assert told("no-upstream-route", routes + '"http://{all}/": !include all.yaml\n') == []


# What is there once


def test_what_an_alias_repeats_is_reported_at_the_second_route() -> None:
    routes = (
        '"https://{default}/": &a\n    type: upstream\n    upstream: "mymagento:http"\n'
        "    id: shop\n    primary: true\n    tls: {strict_transport_security: {enabled: true}}\n"
        '"https://{all}/": *a\n'
    )

    assert told("repeated-route-option", routes) == ['warning "https://{all}/"'] * 2


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("enabled: true", "enabled: true", ["info true"]),
        ("enabled: true", "enabled: false", ["warning false"]),
        ("enabled: true", "enabled: true, preload: true", ["warning true"]),
        ("enabled: true", "enabled: null", []),
        ("enabled: true", "preload: true", []),
    ],
)
def test_hsts_of_one_domain(one: str, two: str, said: list[str]) -> None:
    routes = "".join(
        f'"https://a.example.com/{path}": {{type: upstream, upstream: "mymagento:http", '
        f"tls: {{strict_transport_security: {{{hsts}}}}}}}\n"
        for path, hsts in (("", one), ("b", two))
    )

    assert told("repeated-route-option", routes) == said
    assert told("repeated-route-option", routes.replace("com/b", "org/b")) == []


# Sizes


def test_many_routes() -> None:
    def routes(count: int) -> str:
        return "".join(SHOP.replace("{", f"a{number}.{{", 1) for number in range(count))

    assert told("oversized-routes", routes(100)) == []
    assert told("oversized-routes", routes(101)) == ['info "https://a0.{default}/"']
    assert told("oversized-routes", routes(300)) == ['info "https://a0.{default}/"']
    assert told("oversized-routes", routes(301)) == ['warning "https://a0.{default}/"']


def test_many_redirects() -> None:
    def rules(count: int, more: str = "") -> str:
        lines = (f"/path{number}: {{to: /new{number}{more}}}" for number in range(count))
        return redirecting("\n            ".join(lines))

    least = next(count for count in range(2000) if len(rules(count)) >= 32 * 1024)
    assert told("oversized-routes", rules(least - 1)) == []
    assert told("oversized-routes", rules(least)) == ["warning redirects"]
    assert told("oversized-routes", rules(least, ", regexp: true")) == []
