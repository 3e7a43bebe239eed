"""A list or a map stands in `SPLIT_DB` where the name of a database belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Edit, Fix, Severity
from zdd_lsp.project.env import ENV_FILE, followed
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.maps import is_array, kind
from zdd_lsp.syntax.nodes import Alias, Mapping, Scalar, Sequence, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Node


@rule(
    code="ZDD222",
    name="nested-split-db",
    severity=Severity.ERROR,
    summary="`SPLIT_DB` holds a list or a map, of which ece-tools dies.",
    subject="deploy_variables",
    bad=[
        Example(
            "Brackets twice",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB: [[quote, sales]]
                    #          ^^^^^^^^^^^^^^ this is a list
                """
            },
        ),
        Example(
            "Settings where names belong",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB:
                      quote: {host: db2}
                #            ^^^^^^^^^^^ this is a map
                """
            },
        ),
    ],
    good=[
        Example(
            "Names",
            {ENV_FILE: "stage:\n  deploy:\n    SPLIT_DB: [quote, sales]\n"},
        ),
    ],
)
def nested_split_db(project: Project, report: Reporter) -> Iterator[Finding]:
    """`SPLIT_DB` is a flat list of names: `quote` and `sales`.

    The schema validator of ece-tools compares its items as texts. A list or a map among them is
    none, so PHP warns of a conversion from array to string, and ece-tools makes an error of every
    warning. The build stops, and its log ends with a stack trace.

    Where the databases stand is no matter of this file: ece-tools takes them from the
    relationships of the application.

    Source: ece-tools 2002.1.17, Config/Schema/Validator/SplitDb.php.
    """
    source = project.env.source
    if source is None:
        return
    for variable in project.schema.values():
        for setting in project.env.settings_of(variable.name) if variable.items else ():
            if setting.stage not in variable.stages or not is_array(setting.value):
                continue
            for node in _items(followed(setting.entry.value)):
                value = source.value(node)
                if source.is_known(node) and is_array(value):
                    is_here = not isinstance(setting.entry.value, Alias)
                    yield report(
                        ENV_FILE,
                        node.span if is_here else setting.value_span,
                        f"{variable.name} must hold names only, but this is {kind(value)}: "
                        "ece-tools dies of it when it checks the value, and the build stops.",
                        fixes=_fixes(node, variable.items)
                        if is_here and not setting.is_shared
                        else (),
                    )


def _items(node: Node | None) -> list[Node]:
    """Return the values directly inside a list or a map."""
    if isinstance(node, Sequence):
        return [item.value for item in node.items]
    return [entry.value for entry in node.entries] if isinstance(node, Mapping) else []


def _fixes(node: Node, allowed: Iterable[str]) -> Iterator[Fix]:
    """Offer to leave the inner brackets out, where nothing else stands in them."""
    if not isinstance(node, Sequence) or not node.flow or node.tag or node.anchor:
        return
    names = [each.text for each in walk(node) if isinstance(each, Scalar)]
    if names and set(names) <= set(allowed):
        edit = Edit(ENV_FILE, node.span, ", ".join(dict.fromkeys(names)))
        yield Fix("Leave the inner brackets out", (edit,), Applicability.UNSAFE)
