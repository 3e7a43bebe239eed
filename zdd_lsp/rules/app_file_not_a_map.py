"""`.magento.app.yaml` is empty, a single value or a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.syntax.nodes import Mapping, Sequence
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Node


@rule(
    code="ZDD233",
    name="app-file-not-a-map",
    severity=Severity.ERROR,
    summary="`.magento.app.yaml` is empty or no map, so that nothing can be built.",
    subject="app",
    bad=[
        Example(
            "Comments only",
            {
                APP_FILE: """
                # name: mymagento
                ^ ece-tools dies
                """
            },
        ),
        Example(
            "A single word",
            {
                APP_FILE: """
                mymagento
                ^^^^^^^^^ ece-tools dies
                """
            },
        ),
        Example(
            "A list",
            {
                APP_FILE: """
                - name: mymagento
                ^ the platform refuses it
                """
            },
        ),
    ],
    good=[
        Example("A map", {APP_FILE: "name: mymagento\n"}),
        Example("From another file", {APP_FILE: "!include app.yaml\n"}),
    ],
)
def app_file_not_a_map(project: Project, report: Reporter) -> Iterator[Finding]:
    """`.magento.app.yaml` is a map that describes the application.

    The platform refuses anything else when it is pushed, for a name and a type are required.
    ece-tools reads the file as well, to look at hooks and variables. It demands an array, as PHP
    calls a map or a list, and dies of an error of PHP where there is nothing or a single value:
    the build stops, and its log ends with a stack trace.

    Source: ece-tools 2002.1.17, Config/EnvironmentData.php.
    """
    source = project.app.source
    if source is None or any(problem.fatal for problem in source.tree.problems):
        return
    root = source.tree.root
    value = source.value(root)
    if not source.is_known(root) or isinstance(value, dict) or isinstance(root, Mapping):
        return
    wrong = "it is empty" if value is None else f"this is {kind(value)}"
    consequence = "the platform refuses it."
    if not isinstance(value, list):
        consequence = (
            "the platform refuses it, and ece-tools dies of it when it looks at the hooks."
        )
    yield report(APP_FILE, _place(root), f"This file must be a map, but {wrong}: {consequence}")


def _place(root: Node | None) -> Span:
    if root is None or root.span.start == root.span.end:
        return START
    is_block = isinstance(root, Sequence) and not root.flow
    return Span(root.span.start, root.span.start + 1) if is_block else root.span
