"""A Hypothesis strategy for `.magento/routes.yaml`, most of which have much wrong with them."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

TEMPLATES: Final = (
    "http://{default}/",
    "https://{default}/",
    "http://{all}/",
    "https://*.{all}/",
    "https://{default}",
    "https://www.{default}/",
    "https://{default}/blog",
    "https://{default}/blog/",
    "http://mcprod.*.{all}/",
    "https://{domain}/",
    "https://{Default}/",
    "www.{default}/",
    "https://{default}:8080/",
    "https://{default}/(.*)",
    "https://<site>.{default}/",
    "routes",
)
KEYS: Final = (
    "type: upstream",
    "type: redirect",
    "type: proxy",
    "type: upstream,",
    'upstream: "mymagento:http"',
    "upstream: mymagento:php",
    "upstream: shop",
    "upstream:",
    'to: "https://{default}/"',
    "to: 'https://www.{default}/shop'",
    "to: https://www.example.com/",
    "primary: true",
    "id: shop",
    "cache: {enabled: true, headers: [Cookie, Accept], cookies: ['S*']}",
    "cache:\n    enabled: true\n    ssi:\n        enabled: true",
    "cache: {enabled: true, ssi: {enabled: true}}",
    "ssi: {enabled: true}",
    "http_access: {is_enabled: true}",
    "tls: {strict_transport_security: {enabled: true}}",
    "redirects:",
    "expires: 1d",
)
PATHS: Final = (
    "/",
    "/old",
    "/old/new",
    "old",
    "^/(.*)$",
    "/a/*",
    "/(.*",
    "shop.example.com/a",
    "/?x",
)
RULES: Final = (
    "to: /new",
    "to: /old",
    "to: /old/new",
    'to: "/$1"',
    'to: "https://{default}/$2"',
    'to: "https://example.com$1"',
    "regexp: true",
    "regexp: true,",
    "regexp: false",
    "prefix: false",
    "prefix: true",
    "append_suffix: true",
    "code: 301",
    "code: 303",
    "code: 301,",
)


@st.composite
def routes(draw: st.DrawFn) -> str:
    """Draw a file."""
    step = draw(st.sampled_from((2, 4)))
    lines: list[str] = []
    chosen = draw(st.lists(st.sampled_from(TEMPLATES), unique=True, min_size=1, max_size=4))
    for number, template in enumerate(chosen):
        if number and draw(st.integers(0, 9)) == 0:
            lines.append(f'"{template}": *first')
            continue
        lines += [*_comment(draw, 0), f'"{template}":{" &first" if number == 0 else ""}']
        inner = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique_by=_name))
        blocks = [*inner, *draw(_redirects())]
        for block in draw(st.permutations(blocks)):
            lines += [*_comment(draw, step), *_indented(block, step)]
    return "\n".join(lines) + draw(st.sampled_from(("\n", "")))


def _name(block: str) -> str:
    return block.partition(":")[0]


@st.composite
def _redirects(draw: st.DrawFn) -> list[str]:
    """Draw the redirects of a route, at some level or other."""
    paths = draw(st.lists(st.sampled_from(PATHS), unique=True, max_size=3))
    rules = []
    for path in paths:
        options = draw(st.lists(st.sampled_from(RULES), max_size=4, unique_by=_name))
        if not any(option.startswith("to:") for option in options):
            options.append("to: /new")
        if draw(st.booleans()):
            rules.append(f'"{path}": {{ {", ".join(each.rstrip(",") for each in options)} }}')
        else:
            rules.append("\n".join([f'"{path}":', *_indented("\n".join(options), 4)]))
    if not rules:
        return []
    body = "\n".join(rules)
    level = draw(st.integers(0, 5))
    if level == 0:
        return rules
    if level == 1:
        return ["\n".join(["paths:", *_indented(body, 4)])]
    if level == 2:
        return ["\n".join(["redirects:", *_indented(body, 4)])]
    below = "\n".join(["paths:", *_indented(body, 4)])
    return ["\n".join(["redirects:", *_indented(below, 4)])]


def _indented(block: str, width: int) -> list[str]:
    return [" " * width + line for line in block.split("\n")]


def _comment(draw: st.DrawFn, width: int) -> list[str]:
    return [f"{' ' * width}# a comment"] if draw(st.integers(0, 5)) == 0 else []
