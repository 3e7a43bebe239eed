"""A number that is too small or too large for the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.keys import consequence, faults, label, severity
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.key_schema import KeyFault
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD404",
    name="key-value-out-of-range",
    severity=Severity.ERROR,
    summary="The number of a key is too small or too large for the platform.",
    subject="app",
    bad=[
        Example(
            "A disk in GB",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                disk: 5
                #     ^ at least 128 (MB), but this is 5
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.4
                disk: 5120
                """
            },
        ),
        Example(
            "Too little for its type",
            {
                SERVICES_FILE: """
                rabbitmq:
                    type: rabbitmq:4.1
                    disk: 256
                    #     ^^^ at least 512 (MB) for rabbitmq
                """
            },
            fixed={
                SERVICES_FILE: """
                rabbitmq:
                    type: rabbitmq:4.1
                    disk: 512
                """
            },
        ),
    ],
    good=[
        Example(
            "Enough",
            {
                APP_FILE: "name: mymagento\ntype: php:8.4\ndisk: 5120\n",
                SERVICES_FILE: "mysql:\n    type: mysql:11.4\n    disk: 5120\n",
            },
        ),
    ],
)
def key_value_out_of_range(project: Project, report: Reporter) -> Iterator[Finding]:
    """Some numbers have a smallest or a largest value.

    A `disk` is given in MB. With less than 128 the build stops: "Disk size may not be smaller than
    128MB". Databases and search need 256, RabbitMQ 512, and real stores far more; below these a
    finding is a warning.

    Source: Adobe's guide, configure/app/properties; Platform.sh, create-apps and its list of
    images.
    """
    for path, fault in faults(project, Fault.RANGE):
        source = project.yaml(path)
        assert source is not None  # a number stands in a file
        unit = f" ({fault.key.unit})" if fault.key.unit else ""
        bound, nearest = _bound(fault)
        kind = f" for {fault.because[1]}" if fault.because is not None else ""
        end = f"{unit}{kind}, but this is {fault.value}."
        yield report(
            path,
            fault.span,
            f"{label(fault.path)} must be {bound}{end} {_then(fault)}",
            severity=severity(fault) if fault.because is None else Severity.WARNING,
            fixes=_fixes(source, fault, nearest),
        )


def _bound(fault: KeyFault) -> tuple[str, int]:
    """Return the bound in words, and the nearest number that is allowed."""
    key, value = fault.key, fault.value
    assert isinstance(value, (int, float))  # a fault of range has a number
    if fault.because is not None:
        least = key.least[str(fault.because[1])]
        return f"at least {least}", least
    if key.minimum is not None and value < key.minimum:
        return f"at least {key.minimum}", key.minimum
    assert key.maximum is not None  # it is not too small
    return f"at most {key.maximum}", key.maximum


def _then(fault: KeyFault) -> str:
    if fault.because is not None:
        return "The service may not start."
    return "The build stops." if fault.key.name == "disk" else consequence(fault)


def _fixes(source: SourceFile, fault: KeyFault, nearest: int) -> tuple[Fix, ...]:
    node = fault.entry.value if fault.entry is not None else None
    if not isinstance(node, Scalar):
        return ()
    value = fault.value
    if fault.key.name == "disk" and isinstance(value, int) and 0 < value < _MOST_GB:
        nearest = value * 1024  # somebody thought of GB
    change = replace_scalar(source, node, str(nearest))
    return fix(f"Write {nearest}", change, Applicability.UNSAFE)


_MOST_GB = 100
