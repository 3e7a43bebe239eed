"""A list holds something that it may not hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Edit, Fix, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.schema import STOPS, subject, upstream, violations
from zdd_lsp.syntax.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD206",
    name="item-not-allowed",
    severity=Severity.ERROR,
    summary="A list holds an item that is none of the allowed ones.",
    subject="env",
    bad=[
        Example(
            "The database of the checkout is called quote",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB:
                      - checkout
                #       ^^^^^^^^ may hold quote and sales, but not checkout
                      - sales
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB:
                      - quote
                      - sales
                """
            },
        ),
    ],
    good=[
        Example(
            "Both databases",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB: [quote, sales]
                """
            },
        ),
    ],
)
def item_not_allowed(project: Project, report: Reporter) -> Iterator[Finding]:
    """`SPLIT_DB` names the databases to split off: `quote` for the checkout, and `sales`.

    Any other item stops the build before anything is deployed.

    Source: ece-tools 2002.1.17, Config/Schema/Validator/SplitDb.php and config/schema.yaml.
    """
    for violation in violations(project, Fault.ITEMS):
        setting, variable = violation.setting, violation.variable
        assert variable is not None  # what the schema lacks has no items
        allowed = " and ".join(variable.items)
        nodes, is_nested = _others(project, setting, variable.items)
        # At a list or a map ece-tools dies instead: that is the matter of nested-split-db.
        verdict = None if is_nested else upstream(violation)
        for node in nodes:
            wrong = (
                (node.text or "an empty text") if isinstance(node, Scalar) else "a list or a map"
            )
            yield report(
                ENV_FILE,
                node.span if node.span.end > node.span.start else setting.key_span,
                f"{subject(violation)} may hold {allowed}, but not {wrong}. {STOPS}",
                upstream=verdict,
                fixes=_fixes(setting, node, variable.items),
            )
            verdict = None  # ece-tools says it once for the whole list


def _others(
    project: Project, setting: Setting, allowed: tuple[str, ...]
) -> tuple[list[Node], bool]:
    """Return the items that are not allowed, and whether there are lists or maps besides.

    It is the whole value if the items stand somewhere else.
    """
    source, value = project.env.source, setting.entry.value
    assert source is not None  # a setting stands in a file
    nodes: list[Node] = []
    if isinstance(value, Sequence):
        nodes = [item.value for item in value.items]
    elif isinstance(value, Mapping):
        nodes = [entry.value for entry in value.entries]
    flat = [node for node in nodes if not isinstance(source.value(node), (dict, list))]
    others = [node for node in flat if source.value(node) not in allowed]
    values = setting.value.values() if isinstance(setting.value, dict) else setting.value
    inner = values if isinstance(values, Collection) else ()
    is_nested = any(isinstance(item, (dict, list)) for item in inner)
    return others or ([] if is_nested else [value]), is_nested


def _fixes(setting: Setting, node: Node, allowed: tuple[str, ...]) -> Iterator[Fix]:
    if not isinstance(node, Scalar) or node is setting.entry.value or setting.is_shared:
        return
    if node.span.end == node.span.start:
        return
    present = setting.value if isinstance(setting.value, list) else []
    for value in allowed:
        if value not in present:
            edit = Edit(ENV_FILE, node.span, value)
            yield Fix(f"Write {value}", (edit,), Applicability.UNSAFE)
