"""The regular expression of a redirect rule, or what is made of it, cannot work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project import pcre
from zdd_lsp.project.routes import ROUTES_FILE, text_start
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.routes import known_rules, lost_groups
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Node


@rule(
    code="ZDD469",
    name="invalid-redirect-pattern",
    severity=Severity.ERROR,
    summary="The regular expression of a redirect rule, or a `$1` in its target, cannot work.",
    subject="redirects",
    bad=[
        Example(
            "Expressions that nobody can read",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "/shop/(.*": { to: "/$1", regexp: true }
                #                  ^ never closed
                            "*.html": { to: "/", regexp: true }
                #            ^ nothing for * to repeat
                            "/size/[0-9": { to: "/", regexp: true }
                #                  ^ never closed
                """
            },
        ),
        Example(
            "Groups that are not there, or cannot stand there",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/de/(.*)/(.*)": { to: "/$1/$3", regexp: true }
                #                                        ^^ captures 2 groups
                            "^/fr(.*)": { to: "https://example.fr$1", regexp: true }
                #                                                ^^ behind a slash
                """
            },
        ),
    ],
    good=[
        Example(
            "Expressions of PCRE",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/de/(?!shop|blog)(.*).html$": { to: "/$1/index.html", regexp: true }
                            "^/fr(.*)": { to: "https://example.com/fr$1", regexp: true }
                            "^/(?<id>[0-9]++)/([^/]*)": { to: "/item/$1?from=$2", regexp: true }
                            "/a)": { to: "/a" }
                """
            },
        ),
    ],
)
def invalid_redirect_pattern(project: Project, report: Reporter) -> Iterator[Finding]:
    """With `regexp: true` the path is a regular expression of PCRE, the library of nginx.

    A parenthesis or a bracket that is not closed, or a quantifier with nothing before it, makes
    the expression unreadable. `.*` stands for anything; `*` alone, as in the names of files, does
    not. What is reported is certain; whether an expression does what it is meant to do is another
    question.

    In the target, `$1` to `$9` stand for what the groups in parentheses found. A group must stand
    behind the slash that ends the host, because it would be a part of the host otherwise.

    Source: Adobe's guide, configure/routes/redirects; Platform.sh, define-routes/redirects; PCRE,
    pcrepattern.
    """
    source = project.routes.source
    if source is None:
        return
    for _, each in known_rules(project):
        if not each.is_regexp:
            continue
        fault = pcre.fault(each.path)
        if fault is not None:
            yield report(
                ROUTES_FILE,
                _inside(source, each.entry.key, each.path, fault.span),
                f"{fault.message} No request can be compared with such an expression.",
            )
            continue
        for span, message in lost_groups(each):
            yield report(
                ROUTES_FILE,
                _inside(source, each.options["to"].value, each.to or "", span),
                message,
                severity=Severity.WARNING,
            )


def _inside(source: SourceFile, node: Node, text: str, span: Span) -> Span:
    """Return the place of a part of a scalar's text, or of the scalar."""
    first = text_start(source, node, text)
    return node.span if first is None else Span(first + span.start, first + span.end)
