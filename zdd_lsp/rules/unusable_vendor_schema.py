"""The schema of the installed ece-tools is not what it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.discovery import VENDOR_SCHEMA
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD213",
    name="unusable-vendor-schema",
    severity=Severity.INFO,
    summary="The schema of the installed ece-tools is not understood.",
    bad=[
        Example(
            "A type that PHP does not have",
            {
                VENDOR_SCHEMA: """
                variables:
                  SCD_THREADS:
                    type: number
                    #     ^^^^^^ a type is none of array, boolean, integer, string
                    stages: [build]
                """
            },
        ),
        Example(
            "Another file at its place",
            {
                VENDOR_SCHEMA: """
                services:
                #^^^^^^^ it has no map `variables`
                  mysql: {}
                """
            },
        ),
        Example(
            "Not even YAML",
            {
                VENDOR_SCHEMA: """
                variables: {
                #          ^ it cannot be read as YAML
                """
            },
        ),
    ],
    good=[
        Example(
            "What ece-tools ships",
            {
                VENDOR_SCHEMA: """
                variables:
                  SCD_THREADS:
                    type: integer
                    stages: [global, build, deploy]
                    default: {build: -1, deploy: -1}
                """
            },
        ),
    ],
)
def unusable_vendor_schema(project: Project, report: Reporter) -> Iterator[Finding]:
    """Where ece-tools is installed below `vendor`, its own schema says which variables there are.

    `vendor/magento/ece-tools/config/schema.yaml` then goes before the built-in table, which knows
    the released versions alone. A file that was edited, cut off or written by another version of
    ece-tools may not be understood. Then the built-in table stands in: for the whole file, or for
    the variable that has an unexpected type, list, default or validator. `composer install` brings
    the original file back; nothing in the project itself is wrong.
    """
    schema = project.vendor_schema
    if schema is None or schema.fault is None:
        return
    what = "this variable" if schema.variables else "this file"
    yield report(
        VENDOR_SCHEMA,
        schema.fault.span,
        f"The schema of the installed ece-tools is not understood: {schema.fault.reason}. The "
        f"built-in table stands in for {what}.",
    )
