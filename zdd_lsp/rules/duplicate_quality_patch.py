"""A patch that is applied twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag
from zdd_lsp.project.editing import drop_item
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.folders import hotfixes
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span

_ISSUE: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*-\d+")
"""What the names of a patch and of its file have in common: the number of an issue."""


@rule(
    code="ZDD643",
    name="duplicate-quality-patch",
    severity=Severity.HINT,
    summary="A patch stands twice in `QUALITY_PATCHES`, or in the folder `m2-hotfixes` as well.",
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
        Example(
            "From a time when Adobe's support sent it as a file",
            {
                "m2-hotfixes/MDVA-12304_EE_2.4.6_v1.patch": "",
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                      # ^^^^^^^^^^ is in the folder m2-hotfixes, too
                """,
            },
        ),
    ],
    good=[
        Example(
            "Each once",
            {
                "m2-hotfixes/MDVA-1230_our_own.patch": "",
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                      - MDVA-12304-V2
                """,
            },
        ),
    ],
)
def duplicate_quality_patch(project: Project, report: Reporter) -> Iterator[Finding]:
    """Naming a patch again has no effect, and makes the list harder to check at an upgrade.

    Patches of your own in the folder `m2-hotfixes` are applied last. One that does the same as a
    patch of the list is taken for applied already; one that does something else to the same lines
    stops the build with error 12. It is found by the number of the issue in the name of the file.

    Source: guide, variables-build and apply-patches; magento-cloud-patches, Patch/Applier.php.
    """
    files = {
        match[0].upper(): path
        for path in reversed(hotfixes(project.contents))
        for match in _ISSUE.finditer(path.rpartition("/")[2])
    }
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
                issue = _ISSUE.match(value)
                path = files.get(issue[0].upper()) if issue is not None else None
                if path is not None:
                    yield report(
                        ENV_FILE,
                        item.value.span,
                        f"{value} is in the folder m2-hotfixes, too. One is enough, and the "
                        "build stops with error 12 if the two differ.",
                        severity=Severity.INFO,
                        related=[Related(Location(path, START), "This is applied as well.")],
                    )
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
