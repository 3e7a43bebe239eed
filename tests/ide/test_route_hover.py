"""Hover over `.magento/routes.yaml`: which requests a route takes, and where they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project

ROUTES, APP = ".magento/routes.yaml", ".magento.app.yaml"
STORE = 'name: mymagento\ntype: "php:8.4"\n'


def at(picture: str, app: str = STORE) -> tuple[str, str]:
    """Return the text that the hover covers, and its Markdown."""
    offset, text = picture.index("<|>"), picture.replace("<|>", "")
    project = Project(Path("/project"), {ROUTES: text, APP: app})
    found = hover(project, ROUTES, offset)
    assert found is not None
    return found.span.slice(text), found.markdown


@pytest.mark.parametrize(
    ("template", "requests"),
    [
        ("http://{default}/", "All paths at the default domain of the environment, over `http`."),
        ("https://{all}", "All paths at each domain of the environment, over `https`."),
        (
            "https://www.{default}/blog/",
            (
                "`/blog` and what is below it at the sub-domain `www` of the default domain of the "
                "environment, over `https`."
            ),
        ),
        ("https://*.{all}/", "All paths at every sub-domain of each domain of the environment"),
        ("https://*.b2b.{all}/", "every sub-domain of `b2b` of each domain of the environment"),
        ("https://*.example.com/", "All paths at every sub-domain of `example.com`"),
        ("https://shop.example.com/", "All paths at `shop.example.com`, over `https`."),
    ],
)
def test_what_a_template_matches(template: str, requests: str) -> None:
    covered, markdown = at(
        f'"<|>{template}":\n    type: upstream\n    upstream: "mymagento:http"\n'
    )

    assert covered == f'"{template}"'
    assert markdown.startswith(f"### `{template}`\n\n*route*\n\n")
    assert requests in markdown
    assert "- Answered by: the application `mymagento`" in markdown


@pytest.mark.parametrize(
    ("routes", "other"),
    [
        (
            '"<|>http://{default}/": {type: upstream, upstream: m}\n',
            "The platform adds the same route for `https`: both are answered alike.",
        ),
        (
            '"<|>https://{default}/": {type: upstream, upstream: m}\n',
            "The platform adds a route for `http`, which redirects to this one.",
        ),
        (
            (
                '"<|>http://{default}/": {type: redirect, to: "https://{default}/"}\n'
                '"https://{default}": {type: upstream, upstream: m}\n'
            ),
            "`https` has a route of its own: `https://{default}`, line 2.",
        ),
        (
            (
                '"http://{default}/": {type: upstream, upstream: m}\n'
                '"<|>http://{all}/": {type: upstream, upstream: m}\n'
            ),
            "On the default domain the route with `{default}` wins: `http://{default}/`, line 1.",
        ),
    ],
)
def test_what_other_routes_make_of_it(routes: str, other: str) -> None:
    _, markdown = at(routes)

    assert other in markdown


def test_the_primary_route_and_certificates_are_told() -> None:
    routes = """\
"http://{default}/": {type: upstream, upstream: m}
"https://*.{all}/": {type: upstream, upstream: m, primary: true, redirects: {paths: {/a: {to: /b}}}}
"""
    first, second = routes.replace('"http:', '"<|>http:'), routes.replace('"https', '"<|>https')

    assert "Primary" not in at(first)[1]
    assert "- Primary: yes: ece-tools takes the base URL of the store from it" in at(second)[1]
    assert "- Certificate: one of your own" in at(second)[1]
    assert "- Redirect rules: 1" in at(second)[1]
    assert "because it is the first one" in at(first.replace("primary: true", "id: a"))[1]


def test_a_template_that_is_none_is_explained() -> None:
    _, markdown = at('"<|>http://a.*.{all}/": {type: upstream, upstream: m}\n')

    assert "**This is no template that the platform understands.**" in markdown
    assert "`{default}`" in markdown


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('"mymagento:http"', "It runs on `php:8.4`."),
        ("mymagento:php", "`php` is a former name of its endpoint `http`."),
        ("shop:http", "**No application that was found has this name.**"),
    ],
)
def test_an_upstream_is_explained(written: str, told: str) -> None:
    routes = f'"http://{{default}}/":\n    type: upstream\n    upstream: <|>{written}\n'

    covered, markdown = at(routes)

    assert covered == written
    assert told in markdown


def test_an_upstream_is_one_of_several_applications() -> None:
    routes = '"http://{default}/": {type: upstream, upstream: <|>blog}\n'
    text = routes.replace("<|>", "")
    files = {ROUTES: text, APP: STORE, f"blog/{APP}": "name: blog\ntype: nodejs:20\n"}

    found = hover(Project(Path("/project"), files), ROUTES, routes.index("<|>"))

    assert found is not None
    assert "It runs on `nodejs:20`." in found.markdown


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("https://{default}/", "Requests for it are taken by `https://{default}/`, line 2."),
        ("https://tac.{default}/", "The file has no other route that takes requests for it."),
        (
            "https://example.com/a/",
            "`http://www.{default}/a?b=c` leads to `https://example.com/a/a",
        ),
    ],
)
def test_a_target_is_explained(to: str, told: str) -> None:
    routes = f"""\
"http://www.{{default}}/": {{type: redirect, to: "<|>{to}"}}
"https://{{default}}/": {{type: upstream, upstream: m}}
"""

    covered, markdown = at(routes)

    assert covered == f'"{to}"'
    assert "status 301" in markdown
    assert told in markdown


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('"/<|>old": {to: /new}', "`/old/a/b` leads to `/new/a/b`."),
        ('"/<|>old": {to: /new, append_suffix: false}', "`/old/a/b` leads to `/new`."),
        ('"/<|>old": {to: /new}', "- Status: 302"),
        ('"/<|>old": {to: /new, code: 308, expires: 1d}', "- Browsers keep it for: `1d`"),
        ('"/<|>old": {to: /new, code: 308}', "- Status: 308"),
        ('"/<|>old": {to: /new, prefix: false}', "for this path alone"),
        ('"^/<|>(.*)$": {to: "/a/$1", regexp: true}', "`$1` in the target stands for"),
        ('"/<|>old": {to: "/a?b=c"}', "everything below it."),
        ('"/<|>old": {code: 200}', "everything below it."),
    ],
)
def test_a_redirect_rule_is_explained(rule: str, told: str) -> None:
    _, markdown = at(
        f'"http://{{default}}/":\n    redirects:\n        paths:\n            {rule}\n'
    )

    assert "*redirect rule*" in markdown
    assert told in markdown


@pytest.mark.parametrize(
    "picture",
    [
        '"http://{default}/":\n    <|>type: upstream\n',
        '"http://{default}/":\n    type: <|>upstream\n',
        '"http://{default}/": {type: proxy, to: <|>https://example.com}\n',
    ],
)
def test_keys_keep_their_own_explanation(picture: str) -> None:
    _, markdown = at(picture)

    assert "*key of `.magento/routes.yaml`*" in markdown


def test_what_an_alias_brings_is_explained_where_it_is_written() -> None:
    routes = (
        '"http://{default}/": &a {type: upstream, upstream: m, redirects: {paths: {/a: {to: b}}}}\n'
        '"http://{all}/": <|>*a\n'
    )

    assert "*key of `.magento/routes.yaml`*" in at(routes)[1]
