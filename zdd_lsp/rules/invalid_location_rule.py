"""A rule of a location that is no regular expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.parts import part_place
from zdd_lsp.project.pcre import fault
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD490",
    name="invalid-location-rule",
    severity=Severity.WARNING,
    summary="The key of a rule is no regular expression that can be compiled.",
    subject="web",
    bad=[
        Example(
            "A pattern of file names, and a parenthesis too few",
            {
                APP_FILE: r"""
                web:
                    locations:
                        "/":
                            root: pub
                            rules:
                                "*.css":
                #                ^ nothing for * to repeat
                                    allow: true
                                \.(js|map$:
                #                 ^ This parenthesis is never closed
                                    allow: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Groups with names, classes and quantifiers",
            {
                APP_FILE: r"""
                web:
                    locations:
                        "/static":
                            root: pub/static
                            scripts: false
                            rules:
                                ^/static/version\d+/(?<resource>.*)$:
                                    passthru: "/static/$resource"
                                '\.(?:jpe?g|[^/]+\.txt)$':
                                    allow: true
                """
            },
        ),
    ],
)
def invalid_location_rule(project: Project, report: Reporter) -> Iterator[Finding]:
    r"""The keys below `rules` are regular expressions of PCRE, which requests are compared with.

    They are no patterns of file names: `*.css` is written `\.css$`. An expression that cannot be
    compiled matches nothing, and the platform may refuse the push for it. Reported is only what no
    version of PCRE accepts.

    Source: guide, web property.
    """
    source = project.app.source
    for location in project.app.locations if source is not None else ():
        for each in location.rules:
            found = fault(each.name)
            if found is not None and source is not None:
                yield report(
                    APP_FILE,
                    part_place(source, each.entry.key, found.span),
                    f"{found.message} A rule is a regular expression; as it is, it matches "
                    "nothing, or the push is refused.",
                )
