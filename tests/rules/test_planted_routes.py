"""Today's templates with one fault planted in the routes."""

from __future__ import annotations

from typing import Final

import pytest

from tests.planted import ROUTES_FILE, Fault, cases, planted, wanted
from tests.test_template import ROUTES, Line
from zdd_lsp import lint

OURS = {rule.name for rule in lint.rules() if "ZDD460" <= rule.code <= "ZDD479"}

UPSTREAM: Final = '    type: upstream\n    upstream: "mymagento:http"\n'
ALL: Final = f'"http://{{all}}/":\n{UPSTREAM}'
TEMPLATE: Final = '"http://{all}/"'


def changed(old: str, new: str, rule: str, severity: str, place: str) -> Fault:
    return Fault(ROUTES_FILE, old, new, rule, severity, place)


def added(lines: str, rule: str, severity: str, place: str) -> Fault:
    """Plant lines at the end of the last route."""
    return changed(ALL, ALL + lines, rule, severity, place)


def redirect(path: str, rule: str, severity: str, place: str) -> Fault:
    """Plant a redirect of a path in the last route."""
    lines = f"    redirects:\n        paths:\n            {path}\n"
    return added(lines, rule, severity, place)


def route(template: str, to: str, rule: str, severity: str, place: str) -> Fault:
    """Plant a route that redirects."""
    lines = f'"{template}":\n    type: redirect\n    to: "{to}"\n'
    return changed(ALL, ALL + lines, rule, severity, place)


MANY: Final = "".join(
    f'            "/old-{number:05}": {{ to: "/new/{number:05}" }}\n' for number in range(800)
)

FAULTS = [
    changed(TEMPLATE, '"http://{al}/"', "invalid-route-template", "error", "{al}"),
    changed(TEMPLATE, '"https://a.*.{all}/"', "invalid-route-template", "error", "*"),
    changed(ALL, f"{TEMPLATE}:\n    type: upstream\n", "incomplete-route", "error", TEMPLATE),
    changed(
        *(ALL, ALL.replace("type: upstream", "type: redirect\n    to: 'https://{default}/'")),
        *("route-key-of-other-type", "error", "upstream"),
    ),
    changed(ALL, ALL.replace("mymagento", "magento"), "unknown-upstream", "error", "magento"),
    changed(ALL, ALL.replace(":http", ":php"), "old-upstream-endpoint", "hint", "php"),
    redirect(
        '"/old":\n                "to": "/new"\n                "code": 301,',
        *("json-comma", "error", ","),
    ),
    added(
        '    redirects:\n    paths:\n        "/old": { to: "/new" }\n',
        *("misplaced-redirects", "error", "paths"),
    ),
    redirect(
        *('"https://example.com/old": { to: "/new" }', "unreachable-redirect-path", "warning"),
        '"https://example.com/old"',
    ),
    redirect(
        '"^/old": { to: "/new", regexp: true, prefix: true }',
        *("invalid-redirect-option", "warning", "prefix"),
    ),
    redirect('"/old": { to: "/new", code: 303 }', "invalid-redirect-option", "error", "303"),
    redirect(
        *("'^/old/(.*$': { to: \"/new\", regexp: true }", "invalid-redirect-pattern", "error"), "("
    ),
    redirect(
        *("'^/old/(.*)$': { to: \"/new\" }", "redirect-pattern-without-regexp", "warning"),
        "'^/old/(.*)$'",
    ),
    redirect(
        *("'/(.*)?': { to: 'https://example.com/', regexp: true }", "redirect-hides-application"),
        *("warning", "'/(.*)?'"),
    ),
    changed(
        *(ROUTES, ROUTES.replace(UPSTREAM, f"{UPSTREAM}    primary: true\n")),
        *("repeated-route-option", "warning", "true"),
    ),
    changed(ALL, ALL + ALL.replace("}/", "}"), "duplicate-route", "warning", '"http://{all}"'),
    route(
        *("http://www.{default}/", "http://shop.{default}/", "unknown-redirect-target", "info"),
        '"http://shop.{default}/"',
    ),
    route(
        *("http://www.{default}/", "http://www.{default}/", "redirect-loop", "error"),
        '"http://www.{default}/"',
    ),
    added("    http_access: {}\n", "misplaced-route-key", "error", "http_access"),
    added(
        "    cache:\n        enabled: true\n        ssi: {enabled: true}\n",
        *("misplaced-route-key", "error", "ssi"),
    ),
    added(
        "    cache: {enabled: true, headers: [Cookie]}\n", "invalid-cache-key", "error", "Cookie"
    ),
    redirect(MANY.strip(), "oversized-routes", "warning", "redirects"),
    changed(
        *(ROUTES, '"http://{default}/":\n    type: redirect\n    to: "https://example.com/"\n'),
        *("no-upstream-route", "error", '"http://{default}/"'),
    ),
]


@pytest.mark.parametrize(("fault", "line"), cases(FAULTS))
@pytest.mark.no_cover
def test_one_fault_is_one_finding(fault: Fault, line: Line) -> None:
    assert planted(line, fault) == wanted(line, fault)


def test_every_rule_is_planted() -> None:
    assert {fault.rule for fault in FAULTS} == OURS
