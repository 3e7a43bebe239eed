"""A key has a value that it may not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change, replace_scalar
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.keys import consequence, either, faults, label, severity
from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.syntax.writing import scalar
from zdd_lsp.text.similar import same, similar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.key_schema import KeyFault
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD403",
    name="key-value-not-allowed",
    severity=Severity.ERROR,
    summary="The value of a key is none of those that the platform accepts.",
    subject="app",
    bad=[
        Example(
            "A name with blanks",
            {
                APP_FILE: """
                name: Our Shop 1
                #     ^^^^^^^^^^ must be small letters, digits and hyphens
                type: php:8.4
                """
            },
        ),
        Example(
            "A service without its version",
            {
                SERVICES_FILE: """
                rabbitmq:
                    type: rabbitmq
                    #     ^^^^^^^^ has no version
                    disk: 1024
                """
            },
        ),
        Example(
            "A service that does not exist",
            {
                SERVICES_FILE: """
                search:
                    type: opensaerch:3
                    #     ^^^^^^^^^^ did you mean opensearch?
                    disk: 1024
                """
            },
            fixed={
                SERVICES_FILE: """
                search:
                    type: opensearch:3
                    disk: 1024
                """
            },
        ),
        Example(
            "A role in capitals",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                access:
                    ssh: Admin
                    #    ^^^^^ did you mean admin?
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.4
                access:
                    ssh: admin
                """
            },
        ),
        Example(
            "A relationship without its endpoint",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                relationships:
                    database: mysql
                    #         ^^^^^ must be a service and an endpoint
                """
            },
        ),
    ],
    good=[
        Example(
            "What is allowed",
            {
                APP_FILE: """
                name: application-server
                type: php:8.4
                size: XL
                relationships:
                    database: "mysql:mysql"
                mounts:
                    "var": "shared:files/var"
                """,
                SERVICES_FILE: "cache:\n    type: valkey:8.0\n    size: S\n",
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                """,
            },
        ),
        Example(
            "A service that is newer than what is known here",
            {SERVICES_FILE: "search:\n    type: lucene-cloud:1\n"},
        ),
    ],
)
def key_value_not_allowed(project: Project, report: Reporter) -> Iterator[Finding]:
    """The right type is not enough: some keys want one of a few values, or a text of some shape.

    The name of an application has small letters, digits and hyphens. Changing it later throws the
    application's files away, so choose it well. The `type` of an application or a service is a
    name and a version, `rabbitmq:4.1`; without the version there is no image. A relationship is a
    service and an endpoint, `mysql:mysql`.

    Where new values may come at any time, as with types of services, only one that looks like a
    misspelt one is reported. What only the documentation demands is a warning.

    Source: platformify, the platform's schemas of its files; Adobe's guide; Platform.sh,
    create-apps, add-services and define-routes.
    """
    for path, fault in faults(project, Fault.VALUE):
        source = project.yaml(path)
        assert source is not None  # a value stands in a file
        node = fault.entry.value if fault.entry is not None else None
        meant = _meant(fault)
        span = _name_span(source, fault, node) if meant else fault.span
        yield report(
            path,
            span,
            f"{label(fault.path)} {_wrong(fault, meant)} {consequence(fault)}",
            severity=severity(fault),
            fixes=_fixes(source, fault, node, meant, span),
        )


_MOST = 8
"""How many allowed values a message lists."""


def _written(fault: KeyFault) -> str:
    """Return the part of the value that should be one of the allowed ones."""
    text = str(fault.value)
    return text.partition(":")[0] if fault.key.pattern else text


def _meant(fault: KeyFault) -> list[str]:
    values = [str(value) for value in fault.key.values]
    if _written(fault) in values:
        return []  # the name is right, something behind it is not
    exact = same(_written(fault), values)
    return [exact] if exact else similar(_written(fault), values)


def _wrong(fault: KeyFault, meant: list[str]) -> str:
    key, value = fault.key, fault.value
    says = key.says.replace("`", "")
    is_image = key.name == "type" and bool(key.pattern)
    if is_image and isinstance(value, str) and value and ":" not in value:
        return f"has no version: it must be {says}."
    if meant:
        return f"cannot be {_written(fault)}; did you mean {either(meant)}?"
    if key.values and len(key.values) <= _MOST:
        return f"must be {either(str(each) for each in key.values)}, but this is {value}."
    return f"must be {says}, but this is {value}."


def _name_span(source: SourceFile, fault: KeyFault, node: object) -> Span:
    """Return the place of the name before the colon."""
    text = _written(fault)
    at = source.text.find(text, fault.span.start, fault.span.end)
    is_found = isinstance(node, Scalar) and at >= 0 and bool(fault.key.pattern)
    return Span(at, at + len(text)) if is_found else fault.span


def _fixes(
    source: SourceFile, fault: KeyFault, node: object, meant: list[str], span: Span
) -> Iterator[Fix]:
    if not isinstance(node, Scalar) or node.tag is not None:
        return
    is_exact = same(_written(fault), meant) is not None
    is_sure = is_exact and not fault.is_shared
    for value in meant:
        change = replace_scalar(source, node, scalar(value))
        if span != node.span:
            change = Change(source.path, span, value)
        yield from fix(
            f"Write {value}", change, Applicability.SAFE if is_sure else Applicability.UNSAFE
        )
