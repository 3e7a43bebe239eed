"""The `log` section is a list or a scalar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.log import Fault
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.log import DIES, faults
from zdd_lsp.rules._shared.maps import kind, without_dashes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD224",
    name="log-not-a-map",
    severity=Severity.ERROR,
    summary="The `log` section is a list or a scalar, of which every command dies.",
    subject="log",
    bad=[
        Example(
            "A level for everything",
            {
                ENV_FILE: """
                log: debug
                #    ^^^^^ but this is a text
                """
            },
        ),
        Example(
            "A list of handlers",
            {
                ENV_FILE: """
                log:
                #^^ but this is a list
                  - slack:
                      token: "secret"
                """
            },
        ),
    ],
    good=[
        Example(
            "A map of handlers",
            {
                ENV_FILE: """
                log:
                  file:
                    min_level: debug
                """
            },
        ),
        Example("Nothing", {ENV_FILE: "log:\nstage: {}\n"}),
    ],
)
def log_not_a_map(project: Project, report: Reporter) -> Iterator[Finding]:
    """The `log` section holds handlers by name, each with its settings.

    ece-tools merges it over its defaults without a look at it, and PHP refuses to merge anything
    but a map; the items of a list have numbers for names, which no handler has. As the logger is
    made before anything else, every command dies, the build's first one already.

    To change the level of everything, set `MIN_LOGGING_LEVEL` in `stage.global`.

    Source: ece-tools 2002.1.17, Config/Log.php.
    """
    for fault in faults(project, Fault.SECTION):
        source = project.env.source
        assert source is not None  # the section stands in a file
        wrong = kind(source.value(fault.entry.value))
        yield report(
            ENV_FILE,
            value_place(fault.entry),
            f"log must be a map of handlers, but this is {wrong}. {DIES}",
            fixes=fix(
                "Make one map of the list",
                without_dashes(source, fault.entry),
                Applicability.UNSAFE,
            ),
        )
