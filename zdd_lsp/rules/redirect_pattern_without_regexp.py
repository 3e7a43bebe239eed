"""A redirect rule looks like a regular expression but is not declared as one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import rename_key, set_below, set_value
from zdd_lsp.project.pcre import fault
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import is_catch_all, is_sound, known_rules, lost_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Redirect
    from zdd_lsp.project.routes import Route
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD470",
    name="redirect-pattern-without-regexp",
    severity=Severity.WARNING,
    summary="A redirect rule has a pattern, but not `regexp: true`.",
    subject="redirects",
    bad=[
        Example(
            "A group, and a wildcard",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/shop/(.*)$": { to: "/$1" }
                #           ^^^^^^^^^^^^^^ regexp: true
                            "/blog/*": { to: "https://blog.example.com/" }
                #           ^^^^^^^^^ everything below it
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/shop/(.*)$": { to: "/$1", regexp: true }
                            "/blog/*": { to: "https://blog.example.com/" }
                """
            },
        ),
    ],
    good=[
        Example(
            "Declared, or no pattern",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/shop/(.*)$": { to: "/$1", regexp: true }
                            "/blog": { to: "https://blog.example.com/" }
                            "/C++.html": { to: "/cpp?price=$", prefix: false }
                            "/shirt-(red)": { to: "/shirts" }
                """
            },
        ),
    ],
)
def redirect_pattern_without_regexp(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `regexp: true` the path of a redirect rule is taken as it is written.

    A `^`, a `(.*)` or a `*` in it then stands for itself, so that no request fits, and a `$1` in
    the target is not replaced. Add `regexp: true`. For everything below a path no pattern is
    needed: a plain path takes what is below it, too, unless `prefix: false` says otherwise, and
    appends the rest to the target.

    Source: Adobe's guide, configure/routes/redirects; Platform.sh, define-routes/redirects.
    """
    for route, each in known_rules(project):
        if not each.is_plain:
            continue
        if _is_pattern(each):
            yield report(
                ROUTES_FILE,
                each.entry.key.span,
                "Without regexp: true this is no pattern: it is taken as it is written, and no "
                "request fits.",
                fixes=_declare(project, each),
            )
        elif each.path.endswith("/*") and each.path.count("*") == 1:
            yield report(
                ROUTES_FILE,
                each.entry.key.span,
                "The asterisk is taken as it is written, and no request fits. Leave it out: a "
                "path takes everything below it, too.",
                fixes=_without_asterisk(project, route, each),
            )


_PATTERN: Final = re.compile(
    r"\^/|/\.[*+]|\((?:\.|\?|\[|\\|[^()]*\|)|\.\*|\.\+|\[\^?[\w-]*[a-z0-9]-[a-z0-9]|\\[dwsDWS./]|[^$]\$$"
)
"""What is a sign of a pattern, and hardly ever a part of a path."""


def _is_pattern(rule: Redirect) -> bool:
    is_group_used = re.search(r"\$[1-9]", rule.to or "") is not None
    return _PATTERN.search(rule.path) is not None or (is_group_used and "(" in rule.path)


def _declare(project: Project, rule: Redirect) -> tuple[Fix, ...]:
    source = project.routes.source
    meant = replace(rule, values={**rule.values, "regexp": True})
    if source is None or fault(rule.path) is not None or is_catch_all(meant):
        return ()
    if any(rule.values.get(name) is not None for name in ("prefix", "append_suffix")):
        return ()
    if any(lost_groups(meant)):
        return ()
    present = rule.options.get("regexp")
    if present is not None:
        changes = set_value(source, present, "true")
        return fix("Set regexp to true", changes, Applicability.UNSAFE)
    added = set_below(source, rule.entry, "regexp", "true")
    return fix("Add regexp: true", added, Applicability.UNSAFE)


def _without_asterisk(project: Project, route: Route, rule: Redirect) -> tuple[Fix, ...]:
    source, path = project.routes.source, rule.path.removesuffix("/*")
    if source is None or not path or not rule.has_prefix:
        return ()
    if not is_sound(project.routes, route, path, rule):
        return ()
    return fix("Leave the asterisk out", rename_key(source, rule.entry, path), Applicability.UNSAFE)
