"""A comma of JSON stands at the end of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.discovery import FILES
from zdd_lsp.project.editing import Change
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping, Scalar, Sequence, Style, walk
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Node


@rule(
    code="ZDD465",
    name="json-comma",
    severity=Severity.ERROR,
    summary="A value ends with a comma, as in JSON.",
    subject="redirects",
    bad=[
        Example(
            "A redirect rule that was JSON before",
            {
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/(.*)/$":
                                "code": 301,
                #                          ^ a text and no number
                                "regexp": true,
                #                             ^ a text and no boolean
                                "to": "/$1"
                """
            },
            fixed={
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    redirects:
                        paths:
                            "^/(.*)/$":
                                "code": 301
                                "regexp": true,
                                "to": "/$1"
                """
            },
        ),
        Example(
            "Settings that were JSON before",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch,
                      #                 ^ a part of the value
                      opensearch_server_port: 9200,
                      #                           ^ a text and no number
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      opensearch_server_port: 9200,
                """
            },
        ),
    ],
    good=[
        Example(
            "In braces commas are right",
            {
                ROUTES_FILE: """
                "http://{default}/": {
                    "type": "upstream",
                    "upstream": "mymagento:http"
                }
                """
            },
        ),
    ],
)
def json_comma(project: Project, report: Reporter) -> Iterator[Finding]:
    """In a YAML block, lines end values; a comma behind one is a part of it.

    `301,` is a text and no number, `true,` is a text and no boolean, and a URL gets a comma at its
    end. The platform refuses such a file, or redirects to an address that does not exist; ece-tools
    stops the build, or hands the comma on to Commerce. Braces are the place for commas: what stands
    in `{}` may be written as in JSON.

    Source: YAML 1.2, 7.3.3; the mistake is from a public project.
    """
    for path in FILES:
        source = project.yaml(path)
        for node in _values(source.tree.root) if source is not None else ():
            if source is None or node.style is not Style.PLAIN or not node.text.endswith(","):
                continue
            comma = Span(node.span.end - 1, node.span.end)
            if node.tag is None and comma.slice(source.text) == ",":
                yield report(
                    path,
                    comma,
                    f"The comma becomes a part of the value{_consequence(node.text)}. "
                    "In a block, the end of the line ends a value.",
                    severity=Severity.WARNING if path == ENV_FILE else None,
                    fixes=fix("Remove the comma", Change(path, comma, ""), Applicability.SAFE),
                )


def _values(root: Node | None) -> Iterator[Scalar]:
    """Yield the values that stand in a block by themselves."""
    for node in walk(root):
        if isinstance(node, (Mapping, Sequence)) and not node.flow:
            inside = node.entries if isinstance(node, Mapping) else node.items
            for each in inside:
                if isinstance(each.value, Scalar):
                    yield each.value


def _consequence(text: str) -> str:
    value = text.rstrip(",").strip().lower()
    if value.isdigit():
        return ", which is a text and no number"
    return ", which is a text and no boolean" if value in ("true", "false") else ""
