"""A log level that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import log_section
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project import editing
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import Fault
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.log import DIES, faults, upstream
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.log import LogFault
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.scalars import PhpValue


@rule(
    code="ZDD227",
    name="unknown-log-level",
    severity=Severity.ERROR,
    summary="A log level that does not exist, of which every command dies.",
    subject="log",
    bad=[
        Example(
            "Half a word",
            {
                ENV_FILE: """
                log:
                  slack:
                    token: "secret"
                    min_level: warn
                    #          ^^^^ no log level
                """
            },
        ),
        Example(
            "A number in the place of a text",
            {
                ENV_FILE: """
                stage:
                  global:
                    MIN_LOGGING_LEVEL: 100
                    #                  ^^^ must be the name of a level
                """
            },
        ),
    ],
    good=[
        Example(
            "Names in any case, and numbers for a handler",
            {
                ENV_FILE: """
                log:
                  file:
                    min_level: Debug
                  stream:
                    min_level: 300
                stage:
                  global:
                    MIN_LOGGING_LEVEL: notice
                """
            },
        ),
    ],
)
def unknown_log_level(project: Project, report: Reporter) -> Iterator[Finding]:
    """The levels are those of Monolog, from `debug` to `emergency`.

    They stand in `min_level` of a handler, where the number of a level will do as well, and in
    `MIN_LOGGING_LEVEL` of `stage.global`, which holds for every handler without one of its own and
    has to be a text. Case does not matter to the logger, although the schema wants small letters in
    `MIN_LOGGING_LEVEL`. Any other level stops every command, because the logger is made before
    anything else: the build does not get as far as to check its configuration.

    Source: ece-tools 2002.1.17, App/Logger/HandlerFactory.php; Monolog 2, Logger::toMonologLevel.
    """
    for fault in faults(project, Fault.LEVEL):
        source = project.env.source
        assert source is not None  # a level stands in a file
        value = source.value(fault.entry.value)
        name = ".".join(fault.path)
        yield report(
            ENV_FILE,
            value_place(fault.entry),
            f"{_fault(name, value)} {DIES}",
            upstream=upstream(fault),
            fixes=_fixes(project, fault, value),
        )


def _fault(name: str, value: PhpValue) -> str:
    levels = ", ".join(log_section().levels)
    if isinstance(value, str):
        return f"{value} is no log level. There are {levels}."
    return f"{name} must be the name of a level, but this is {kind(value)}. There are {levels}."


def _fixes(project: Project, fault: LogFault, value: PhpValue) -> Iterator[Fix]:
    """Offer every level, the likeliest first; one that was surely meant is safe.

    The values of `MIN_LOGGING_LEVEL` are offered by the rule about its type or its values.
    """
    source, node = project.env.source, fault.entry.value
    if source is None or not isinstance(node, Scalar) or not project.log.holds(fault):
        return
    written = str(value).strip()
    levels = log_section().levels
    meant = same(written, levels)
    likely = [name for name in levels if written and name.startswith(written.lower())]
    likely += similar(written, levels, len(levels))
    for name in sorted(
        levels, key=lambda each: likely.index(each) if each in likely else len(levels)
    ):
        applicability = Applicability.SAFE if name == meant else Applicability.UNSAFE
        yield from fix(f"Write {name}", editing.replace_scalar(source, node, name), applicability)
