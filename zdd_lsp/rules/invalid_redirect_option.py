"""An option of a redirect rule has an impossible value, or another one excludes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import drop_entry, replace_scalar, stands_elsewhere
from zdd_lsp.project.env import followed
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import listed
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.routes import known_rules
from zdd_lsp.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.catalogue.keys import KeyValue
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.redirects import Redirect
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD468",
    name="invalid-redirect-option",
    severity=Severity.ERROR,
    summary="A redirect rule has an impossible status code, or options that exclude each other.",
    subject="redirects",
    bad=[
        Example(
            "A status that is no redirect",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/old": { to: "/new", code: 303 }
                #                                       ^^^ 301, 302, 307 and 308
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/old": { to: "/new", code: 301 }
                """
            },
        ),
        Example(
            "A regular expression has no prefix",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/shop/(.*)":
                                to: "/$1"
                                regexp: true
                                prefix: false
                #               ^^^^^^ has no prefix
                            "/old":
                                to: "/new"
                                prefix: false
                                append_suffix: true
                #               ^^^^^^^^^^^^^ no suffix
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/shop/(.*)":
                                to: "/$1"
                                regexp: true
                            "/old":
                                to: "/new"
                                prefix: false
                                append_suffix: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Each by itself",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/shop/(.*)": { to: "/$1", regexp: true, prefix: null, code: 308 }
                            "/old": { to: "/new", append_suffix: false }
                            "/one": { to: "/two", prefix: false, regexp: false }
                """
            },
        ),
    ],
)
def invalid_redirect_option(project: Project, report: Reporter) -> Iterator[Finding]:
    """The status code of a redirect rule is 301, 302, 307 or 308; without one it is 302.

    With `regexp: true` the path is a regular expression, which says by itself what it takes:
    `prefix` and `append_suffix` are not supported beside it. With `prefix: false` the path has to
    be the whole one, so that no suffix remains that `append_suffix` could append.

    Source: Adobe's guide, configure/routes/redirects; Platform.sh, define-routes/redirects.
    """
    codes = _known()
    for _, each in known_rules(project):
        code = each.values.get("code")
        if isinstance(code, int) and not isinstance(code, bool) and code not in codes:
            yield report(
                ROUTES_FILE,
                each.options["code"].value.span,
                f"{code} is no status of a redirect rule: there are "
                f"{listed([str(known) for known in codes])}.",
                fixes=_codes(project, each),
            )
        for name, reason in _excluded(each):
            yield report(
                ROUTES_FILE,
                each.options[name].key.span,
                f"{reason}: {name} is not supported here.",
                severity=Severity.WARNING,
                fixes=_removal(project, each, name),
            )


def _known() -> Mapping[KeyValue, str]:
    """Return the status codes that a rule may have, with their meanings."""
    return key_schema("routes").all["*.redirects.paths.*.code"].values


def _excluded(rule: Redirect) -> Iterator[tuple[str, str]]:
    if rule.is_regexp:
        for name, what in (("prefix", "prefix"), ("append_suffix", "suffix")):
            if rule.values.get(name) is not None:
                yield name, f"A regular expression has no {what}"
    elif rule.values.get("prefix") is False and rule.values.get("append_suffix") is not None:
        yield "append_suffix", "With prefix: false there is no suffix"


def _codes(project: Project, rule: Redirect) -> tuple[Fix, ...]:
    source = project.routes.source
    if source is None:
        return ()
    entry = rule.options["code"]
    return tuple(
        each
        for code, meaning in _known().items()
        for each in fix(
            f"Use {code}: {meaning.partition(';')[0]}",
            replace_scalar(source, entry.value, str(code)),
            Applicability.UNSAFE,
        )
    )


def _removal(project: Project, rule: Redirect, name: str) -> tuple[Fix, ...]:
    source, parent = project.routes.source, followed(rule.entry.value)
    entry = rule.options[name]
    if source is None or not isinstance(parent, nodes.Mapping) or entry not in parent.entries:
        return ()
    if stands_elsewhere(source, rule.entry):
        return ()
    changes = drop_entry(source, parent, entry)
    return fix(f"Remove {name}", changes, Applicability.SAFE)
