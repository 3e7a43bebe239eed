"""An extension that PHP 8 has built in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.extensions import built_in, removal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD494",
    name="json-extension",
    severity=Severity.ERROR,
    summary="The extension `json` is switched on, which PHP 8 does not have as an extension.",
    subject="php_settings",
    bad=[
        Example(
            "PHP was updated, the list was not",
            {
                APP_FILE: """
                type: php:8.1
                runtime:
                    extensions:
                        - redis
                        - json
                        # ^^^^ the build stops
                        - sodium
                """
            },
            fixed={
                APP_FILE: """
                type: php:8.1
                runtime:
                    extensions:
                        - redis
                        - sodium
                """
            },
        ),
        Example(
            "In brackets",
            {
                APP_FILE: """
                type: "php:8.3"
                runtime: {extensions: [xsl, json]}
                #                           ^^^^ the build stops
                """
            },
            fixed={
                APP_FILE: """
                type: "php:8.3"
                runtime: {extensions: [xsl]}
                """
            },
        ),
    ],
    good=[
        Example(
            "PHP 7",
            {APP_FILE: "type: php:7.4\nruntime:\n    extensions:\n        - json\n"},
        ),
    ],
)
def json_extension(project: Project, report: Reporter) -> Iterator[Finding]:
    """Since PHP 8.0 functions for JSON are a part of PHP itself, and always there.

    The platform looks for an extension of that name, finds none and aborts the build. Remove the
    item in the commit that updates PHP.

    Source: guide, PHP settings, and Adobe's knowledge base on updates to PHP 8.
    """
    image = project.app.image
    if image is None:
        return
    for extension in built_in(project, project.app.php_version):
        yield report(
            APP_FILE,
            extension.span,
            f"PHP {image.version} has JSON built in, and no extension json: the build stops.",
            related=[Related(Location(APP_FILE, image.span), "The version of PHP is here.")],
            fixes=removal(project, extension, Applicability.SAFE),
        )
