"""A patch that is named twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.editing import drop_item
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span


@rule(
    code="ZDD643",
    name="duplicate-quality-patch",
    severity=Severity.HINT,
    summary="`QUALITY_PATCHES` names a patch twice.",
    subject="variables",
    bad=[
        Example(
            "In a long list",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                      - ACSD-47079
                      - MDVA-12304
                      # ^^^^^^^^^^ is named above already
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                      - ACSD-47079
                """
            },
        ),
    ],
    good=[
        Example(
            "Each once",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                      - MDVA-12304-V2
                """
            },
        ),
    ],
)
def duplicate_quality_patch(project: Project, report: Reporter) -> Iterator[Finding]:
    """Naming a patch again has no effect, and makes the list harder to check at an upgrade.

    Source: guide, variables-build.
    """
    for setting in project.env.settings_of("QUALITY_PATCHES"):
        node = setting.entry.value
        if not isinstance(node, Sequence) or setting.is_shared:
            continue
        seen: dict[str, Span] = {}
        for item in node.items:
            value = setting.source.value(item.value)
            if not isinstance(value, str):
                continue
            if value not in seen:
                seen[value] = item.value.span
                continue
            yield report(
                ENV_FILE,
                item.value.span,
                f"{value} is named above already.",
                related=[Related(Location(ENV_FILE, seen[value]), "It is named here first.")],
                fixes=fix(
                    f"Remove {value}",
                    drop_item(setting.source, node, item),
                    Applicability.SAFE,
                ),
                tags=[Tag.UNNECESSARY],
            )
