"""`.magento.env.yaml` holds a list or a single value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.syntax.nodes import Mapping, Sequence
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD223",
    name="env-file-not-a-map",
    severity=Severity.WARNING,
    summary="`.magento.env.yaml` is a list or a scalar, so nothing in it has an effect.",
    subject="env",
    bad=[
        Example(
            "A list",
            {
                ENV_FILE: """
                - stage:
                ^ nothing in it has an effect
                    build:
                      SKIP_SCD: true
                """
            },
        ),
        Example(
            "A single word",
            {
                ENV_FILE: """
                stage
                ^^^^^ nothing in it has an effect
                """
            },
        ),
    ],
    good=[
        Example("Comments only", {ENV_FILE: "# stage:\n"}),
        Example("A map", {ENV_FILE: "stage: {}\n"}),
    ],
)
def env_file_not_a_map(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools looks for the keys `stage`, `log` and `system` at the root of the file.

    A list or a single value has none of them. Nothing says so: the file is valid YAML, and every
    variable keeps its default.

    Source: ece-tools 2002.1.17, Config/Environment/Reader.php.
    """
    source = project.env.source
    if source is None or any(problem.fatal for problem in source.tree.problems):
        return
    root = source.tree.root
    value = source.value(root)
    if root is None or value is None or value == [] or not source.is_known(root):
        return
    if isinstance(root, Mapping) or isinstance(value, dict):
        return
    start = root.span.start
    is_block = isinstance(root, Sequence) and not root.flow
    yield report(
        ENV_FILE,
        Span(start, start + 1) if is_block else root.span,
        f"This file must be a map with the keys stage, log or system, but this is {kind(value)}: "
        "nothing in it has an effect.",
    )
