"""An entry of QUALITY_PATCHES that can be no patch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE, followed
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_ID: Final = re.compile(r"[A-Z][A-Z0-9]*-\d+(?:[-_.]?[A-Za-z0-9]+)*")
_LOOSE: Final = re.compile(r"([A-Za-z][A-Za-z0-9]*)[-_ ]+(\d+(?:-[Vv]\d+)?)")
_FILE: Final = re.compile(r".*\.patch", re.IGNORECASE)


@rule(
    code="ZDD660",
    name="invalid-quality-patch",
    severity=Severity.ERROR,
    summary="An entry of `QUALITY_PATCHES` is no identifier of a patch.",
    subject="variables",
    bad=[
        Example(
            "In small letters, and the name of a file",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - acsd-47079
                      # ^^^^^^^^^^ did you mean ACSD-47079?
                      - fix-checkout.patch
                      # ^^^^^^^^^^^^^^^^^^ belongs into the folder m2-hotfixes
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - ACSD-47079
                      - fix-checkout.patch
                """
            },
        ),
    ],
    good=[
        Example(
            "Identifiers",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                      - MDVA-39305-V3
                      - ACP2E-1234
                      - B2B-1234
                """
            },
        ),
    ],
)
def invalid_quality_patch(project: Project, report: Reporter) -> Iterator[Finding]:
    """The list holds identifiers of the Quality Patches Tool, such as `ACSD-47079`.

    Letters, a dash and a number, in capitals. A patch that the tool does not know stops the build
    with error 12. Patches of your own are files in the folder `m2-hotfixes`, which are applied
    without being named.

    Source: ece-tools 2002.1.17, Step/Build/ApplyPatches.php; guide, variables-build.
    """
    seen: set[int] = set()
    for setting in project.env.settings_of("QUALITY_PATCHES"):
        node = followed(setting.entry.value)
        if not isinstance(node, Sequence) or id(node) in seen:
            continue
        seen.add(id(node))
        for item in node.items:
            value = setting.source.value(item.value)
            if not isinstance(value, str) or not setting.source.is_known(item.value):
                continue
            if _ID.fullmatch(value) and not _FILE.fullmatch(value):
                continue
            match = _LOOSE.fullmatch(value.strip())
            meant = f"{match[1]}-{match[2]}".upper() if match is not None else None
            if meant is not None:
                hint = f"; did you mean {meant}?"
            elif _FILE.fullmatch(value):
                hint = ": a file belongs into the folder m2-hotfixes, and is applied from there."
            else:
                hint = "."
            is_plain = isinstance(item.value, Scalar) and not setting.is_shared
            changes = (
                [replace_scalar(setting.source, item.value, meant)] if meant and is_plain else None
            )
            yield report(
                ENV_FILE,
                item.value.span,
                f"{value} is no identifier of a patch{hint} The build stops with error 12.",
                fixes=fix(f"Write {meant}", changes, Applicability.UNSAFE),
            )
