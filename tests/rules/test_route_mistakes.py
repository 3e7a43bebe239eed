"""Mistakes in `.magento/routes.yaml` that people made, rebuilt: each is found once, at its cause.

The shapes are those of public projects and of samples in Adobe's guide; the words are ours.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project

ROUTES, APP = ".magento/routes.yaml", ".magento.app.yaml"
STORE = "name: mymagento\ntype: php:8.4\n"


def said(routes: str, app: str = STORE, *, least: Severity = Severity.WARNING) -> list[str]:
    """Return each finding about the routes as rule, severity, line and text."""
    project = Project(Path("/project"), {ROUTES: routes, APP: app}).judged()
    source = project.yaml(ROUTES)
    assert source is not None
    return [
        f"{finding.rule} {finding.severity.label} "
        f"{source.lines.line_at(finding.location.span.start) + 1} "
        f"{finding.location.span.slice(source.text)}"
        for finding in lint.check(project)
        if finding.location.path == ROUTES and finding.severity >= least
    ]


def test_the_same_template_twice() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
"http://{all}/":
    type: upstream
    upstream: "mymagento:http"
"http://{all}/":
    type: redirect
    to: "https://{default}/"
"""

    assert said(routes) == ['yaml-duplicate-key error 7 "http://{all}/"']


def test_commas_of_json() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
    redirects:
      expires: 1d
      paths:
        "^/(.*)/$":
          "code": 301,
          "regexp": true,
          "to": "/$1"
"""

    assert said(routes) == ["json-comma error 8 ,", "json-comma error 9 ,"]


def test_redirects_that_are_not_indented() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
    redirects:
    expires: 1d
    paths:
        "/from": { to: "https://example.com/" }
        "/here": { to: "https://example.com/there", expires: "2w" }
"""

    assert said(routes) == ["misplaced-redirects error 5 expires"]


def test_a_misspelt_key_and_no_application() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    redirect:
        paths:
            "/from": { to: "https://example.com/" }
"""

    assert said(routes) == [
        'incomplete-route error 1 "http://{default}/"',
        "unknown-key error 3 redirect",
    ]


def test_a_redirect_to_nowhere() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
"http://www.{default}/":
    type: redirect
    redirects:
        paths:
            "/from": { to: "https://example.com/" }
"""

    assert said(routes) == ['incomplete-route error 4 "http://www.{default}/"']


def test_no_type() -> None:
    routes = """\
"http://{default}/":
    redirects:
        expires: 1d
        paths:
            "/from": { to: "http://example.com/" }
            "/regexp/(.*)/matching": { to: "http://example.com/$1", regexp: true }
"""

    assert said(routes) == ['incomplete-route error 1 "http://{default}/"']


def test_a_wildcard_in_the_middle_and_a_path_without_paths() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
"http://mcprod.*.{all}/":
    type: upstream
    upstream: "mymagento:http"
    redirects:
        expires: 1d
        "^/(.*)/$":
            to: "/$1"
            regexp: true
"""

    assert said(routes) == [
        "invalid-route-template error 4 *",
        'misplaced-redirects error 9 "^/(.*)/$"',
    ]


def test_a_host_for_a_path() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
    redirects:
        paths:
            "mcprod.example.com":
                to: "https://www.example.com/"
            "http://mcprod.example.com/":
                to: "https://www.example.com/"
"""

    assert said(routes) == [
        'unreachable-redirect-path warning 6 "mcprod.example.com"',
        'unreachable-redirect-path warning 8 "http://mcprod.example.com/"',
    ]


@pytest.mark.parametrize("path", ["/(.*)?", "^/(.*)$", "/.*", "^/", "(.*)", "^/.*?$"])
def test_a_redirect_of_everything(path: str) -> None:
    routes = f"""\
"http://{{default}}/":
    type: upstream
    upstream: "mymagento:http"
    redirects:
        paths:
            '{path}': {{ to: "https://www.example.com/", regexp: true }}
"""

    assert said(routes) == [f"redirect-hides-application warning 6 '{path}'"]


@pytest.mark.parametrize(
    "path", ["^/$", "/(.*)/$", "^/(?!shop)(.*)", "/a(.*)", "/(.*).html", "^/(de|fr)?/(.*)"]
)
def test_a_redirect_of_a_part(path: str) -> None:
    routes = f"""\
"http://{{default}}/":
    type: upstream
    upstream: "mymagento:http"
    redirects:
        paths:
            '{path}': {{ to: "https://www.example.com/", regexp: true }}
"""

    assert said(routes) == []


def test_the_application_was_renamed() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:php"
"""

    found = said(routes, "name: united-art\ntype: php:7.4\n", least=Severity.HINT)

    assert found == ["unknown-upstream error 3 mymagento", "old-upstream-endpoint hint 3 php"]


# Adobe's guide


def test_caching_and_includes_as_adobe_shows_them() -> None:
    routes = """\
    "http://{default}/":
        type: upstream
        upstream: "mymagento:php"
        cache:
            enabled: false
            ssi:
                enabled: true
    "http://{default}/time.php":
        type: upstream
        upstream: "mymagento:php"
        cache:
            enabled: true
"""

    assert said(routes) == ["misplaced-route-key error 6 ssi"]


def test_upstream_routes_without_upstream_as_adobe_shows_them() -> None:
    routes = """\
http://{default}/:
    type: upstream
    redirects:
      paths:
        "/from": { to: "https://{default}/to", prefix: true }
"""

    assert said(routes) == ["incomplete-route error 1 http://{default}/"]


def test_paths_behind_a_colon_as_adobe_shows_them() -> None:
    routes = """\
http://{default}/:
    type: upstream
    upstream: mymagento:http
    redirects:
      paths: "/from": { to: "https://{default}/to", append_suffix: false }
"""

    assert "yaml-unexpected-characters" in [finding.split()[0] for finding in said(routes)]


def test_keys_of_one_map_that_do_not_align_as_adobe_shows_them() -> None:
    routes = """\
http://{default}/:
    type: upstream
    upstream: mymagento:http
    redirects:
    expires: 1d
      paths:
        "/from": { to: "https://example.com/" }
"""

    assert [finding.split()[0] for finding in said(routes)] == ["yaml-indentation"]


def test_a_placeholder_that_was_never_replaced() -> None:
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
"http://<second-site>.{default}/":
    type: upstream
    upstream: "mymagento:http"
"""

    assert said(routes) == ["invalid-route-template error 4 <second-site>"]


# What is right


def test_what_the_interface_of_the_platform_prints_is_right() -> None:
    routes = """\
http://{default}/:
  type: upstream
  upstream: mymagento:php
http://{all}/:
  primary: null
  id: null
  attributes: {}
  type: upstream
  to: null
  tls:
    strict_transport_security:
      enabled: null
      include_subdomains: null
      preload: null
    min_version: null
    client_authentication: null
    client_certificate_authorities: []
  cache:
    enabled: false
    default_ttl: 0
    cookies:
    - '*'
    headers:
    - Accept
    - Accept-Language
  ssi:
    enabled: false
  upstream: mymagento:php
  redirects:
    expires: -1s
    paths: {}
"""

    found = said(routes, least=Severity.HINT)

    assert found == ["old-upstream-endpoint hint 3 php"]


def test_many_stores_with_an_anchor_are_right() -> None:
    routes = """\
"http://{default}/": &store
    type: upstream
    upstream: "mymagento:http"
    redirects:
        paths:
            "/old": { to: "/new", code: 301 }
"http://{all}/": *store
"https://tac.{default}/":
    <<: *store
    id: tac
"https://*.{default}": *store
"https://shop.example.com/": *store
"""

    assert said(routes, least=Severity.HINT) == []


def test_redirects_of_a_large_site_are_right() -> None:
    routes = """\
https://{default}/:
    type: upstream
    upstream: mymagento:http
    id: shop
    primary: true
    redirects:
        expires: 3600s
        paths:
            "/getting/cli.html": { "to": "/development/cli.html", "code": 301, "prefix": false}
            "^/getting/started(.*)": { "to": "/introduction$1", "code": 301, "regexp": true }
            "/parts/(?!deploy|drupal)(.*).html":  { "to": "/guides/$1/on.html", "regexp": true }
            "^\\\\/([^.]*)\\\\/$": { "to": '/$1.html', "regexp": true }
            "/configuration/app(.*)":  { "to": "/create-apps$1", "code": 301, "regexp": true }
            "/changelog.html": { "to": "https://next.example.com/", "code": 301 }
            "/from": { to: "/to#part", append_suffix: false }
            "/blog": { to: "https://blog.{default}/" }
            "/search": { to: "/catalogsearch/result/?q=all", append_suffix: false }
"https://www.{default}":
    type: redirect
    to: "https://{default}/"
"https://blog.{default}/": { type: proxy, to: "https://blog.example.com" }
"""

    assert said(routes, least=Severity.HINT) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        "- a\n",
        "text\n",
        '"http://{default}/": !include default.yaml\n',
        '"http://{default}/": { type: !include type.yaml }\n',
        '? ["http://{default}/"]\n: { type: upstream }\n',
    ],
)
def test_what_nobody_can_tell_is_left_alone(text: str) -> None:
    mine = {rule.name for rule in lint.rules() if "ZDD460" <= rule.code <= "ZDD479"}

    found = said(text, least=Severity.HINT)

    assert [finding for finding in found if finding.split()[0] in mine] == []
