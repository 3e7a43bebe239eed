"""An entry of QUALITY_PATCHES that can be no patch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE, followed
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.syntax.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Node
    from zdd_lsp.syntax.scalars import PhpValue

_ID: Final = re.compile(r"[A-Z][A-Z0-9]*-\d+(?:[-_.]?[A-Za-z0-9])*")
_ALL: Final = "*"
"""What stands for all patches, as the first entry."""
_LOOSE: Final = re.compile(
    r"([A-Za-z][A-Za-z0-9]*?)(?:[-_ ]+|(?=\d{3,}(?:-[Vv]\d+)?\Z))(\d+(?:-[Vv]\d+)?)"
)
"""What was meant for one: in small letters, with another sign between its parts, or with none."""
_FILE: Final = re.compile(r".*\.patch", re.IGNORECASE)
_LONGEST: Final = 40
"""How long a text may be that was meant for an identifier."""
_STOPS: Final = "The build stops with error 12."


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
        Example(
            "Without the dash, and with a remark that makes a map of the entry",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - ACSD47079
                      # ^^^^^^^^^ did you mean ACSD-47079?
                      - MDVA-12304: prices in the cart
                      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ but this is a map
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - ACSD-47079
                      - MDVA-12304: prices in the cart
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
        Example(
            "All of them",
            {ENV_FILE: "stage:\n  build:\n    QUALITY_PATCHES: ['*']\n"},
        ),
    ],
)
def invalid_quality_patch(project: Project, report: Reporter) -> Iterator[Finding]:
    """The list holds identifiers of the Quality Patches Tool, such as `ACSD-47079`.

    Letters, a dash and a number, in capitals. A patch that the tool does not know stops the build
    with error 12. Patches of your own are files in the folder `m2-hotfixes`, which are applied
    without being named.

    Source: ece-tools 2002.1.17, Step/Build/ApplyPatches.php; magento-cloud-patches,
    Patch/Pool/OptionalPool.php and Patch/FilterFactory.php.
    """
    seen: set[int] = set()
    for setting in project.env.settings_of("QUALITY_PATCHES"):
        node = followed(setting.entry.value)
        if node is None or id(node) in seen or not setting.source.is_known(node):
            continue
        seen.add(id(node))
        if isinstance(node, Mapping) and node.entries:
            yield report(
                ENV_FILE,
                setting.key_span,
                f"QUALITY_PATCHES is a list of identifiers, but this is a map. {_STOPS}",
            )
        if not isinstance(node, Sequence):
            continue
        for number, item in enumerate(node.items):
            value = setting.source.value(item.value)
            is_known = setting.source.is_known(item.value) and value is not None
            if is_known and not _is_identifier(value) and (number or value != _ALL):
                yield _finding(report, setting, item.value, value)


def _is_identifier(value: PhpValue) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value)) and not _FILE.fullmatch(value)


def _finding(report: Reporter, setting: Setting, node: Node, value: PhpValue) -> Finding:
    if not isinstance(value, str):
        message = f"An entry of QUALITY_PATCHES is an identifier, but this is {kind(value)}."
        return report(ENV_FILE, node.span, f"{message} {_STOPS}")
    match = _LOOSE.fullmatch(value.strip()) if len(value) <= _LONGEST else None
    meant = f"{match[1]}-{match[2]}".upper() if match is not None else None
    if meant is not None:
        hint = f"; did you mean {meant}?"
    elif _FILE.fullmatch(value):
        hint = ": a file belongs into the folder m2-hotfixes, and is applied from there."
    else:
        hint = "."
    is_plain = isinstance(node, Scalar) and not setting.is_shared
    changes = [replace_scalar(setting.source, node, meant)] if meant and is_plain else None
    return report(
        ENV_FILE,
        node.span,
        f"{value} is no identifier of a patch{hint} {_STOPS}",
        fixes=fix(f"Write {meant}", changes, Applicability.UNSAFE),
    )
