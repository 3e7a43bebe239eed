"""`_merge` has a value that is true to PHP although it reads like no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import MERGE, deploy_array
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.strays import MERGED
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array, Spot
    from zdd_lsp.syntax.scalars import PhpValue


@rule(
    code="ZDD638",
    name="merge-not-a-boolean",
    severity=Severity.WARNING,
    summary="`_merge` is a text, which counts as true whatever it says.",
    subject="deploy_variables",
    bad=[
        Example(
            "In quotes",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: 'false'
                      #       ^^^^^^^ counts as true
                      save: redis
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: false
                      save: redis
                """
            },
        ),
    ],
    good=[
        Example(
            "Booleans",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      _merge: true
                      redis: {timeout: 5}
                """
            },
        ),
    ],
)
def merge_not_a_boolean(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools asks PHP whether `_merge` is empty. The texts `'false'`, `no` and `off` are not.

    The variable is then merged with what is generated, which is the contrary of what it reads.

    Source: ece-tools 2002.1.17, Config/ConfigMerger.php.
    """
    for name in MERGED:
        array = deploy_array(project, name)
        spot = array.find(MERGE) if array is not None else None
        value = array.at(MERGE) if array is not None else None
        if array is None or spot is None or not _reads_like_no(value):
            continue
        yield report(
            ENV_FILE,
            spot.value_span,
            f"This is a text and counts as true: {name} is merged with what is generated.",
            fixes=[each for value in ("false", "true") for each in _writing(array, spot, value)],
        )


def _writing(array: Array, spot: Spot, value: str) -> tuple[Fix, ...]:
    node = spot.entry.value
    if not isinstance(node, Scalar) or spot.is_shared or node.header is not None:
        return ()
    change = replace_scalar(array.source, node, value)
    title = f"Write {value}" + (", as it counts" if value == "true" else "")
    return fix(title, change, Applicability.UNSAFE)


def _reads_like_no(value: PhpValue) -> bool:
    return isinstance(value, str) and value.strip().lower() in ("false", "no", "off")
