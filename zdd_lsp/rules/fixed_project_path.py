"""A path that is right in one environment only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import texts
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_VARIABLE: Final = "$MAGENTO_CLOUD_APP_DIR"
_PATH: Final = re.compile(
    r"(?<![\w/.$}-])/app/"
    r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{12,16}(?:_stg[0-9]?)?(?=/|$)"
)
"""`/app/` and the name of a cluster: a project's ID, for Staging with an ending."""


@rule(
    code="ZDD486",
    name="fixed-project-path",
    severity=Severity.WARNING,
    summary="A command names the folder of one environment, which the others do not have.",
    subject="crons",
    bad=[
        Example(
            "The ID of the project in the path",
            {
                APP_FILE: """
                crons:
                    export:
                        spec: "0 */8 * * *"
                        cmd: "/usr/bin/php /app/abc123edf8901/bin/magento export:start"
                        #                  ^^^^^^^^^^^^^^^^^^ exists in one environment only
                """
            },
            fixed={
                APP_FILE: """
                crons:
                    export:
                        spec: "0 */8 * * *"
                        cmd: "/usr/bin/php $MAGENTO_CLOUD_APP_DIR/bin/magento export:start"
                """
            },
        ),
        Example(
            "Staging alone",
            {
                APP_FILE: """
                crons:
                    export:
                        spec: "0 */8 * * *"
                        cmd: cd /app/abc123edf8901_stg && ./export.sh
                        #       ^^^^^^^^^^^^^^^^^^^^^^ exists in one environment only
                """
            },
            fixed={
                APP_FILE: """
                crons:
                    export:
                        spec: "0 */8 * * *"
                        cmd: cd $MAGENTO_CLOUD_APP_DIR && ./export.sh
                """
            },
        ),
    ],
    good=[
        Example(
            "Jobs begin in the folder of the application",
            {
                APP_FILE: """
                crons:
                    export:
                        spec: "0 */8 * * *"
                        cmd: "php bin/magento export:start && rm -rf /app/var/export/2019archives"
                """
            },
        ),
    ],
)
def fixed_project_path(project: Project, report: Reporter) -> Iterator[Finding]:
    """The application lies in `/app`, and on the clusters of Pro in a folder below it.

    That folder has the ID of the project for its name, on Staging with `_stg` behind it. A job or a
    hook that names it works in one environment and fails in all others. Commands begin in the
    folder of the application, so that a relative path is right everywhere; where it has to be
    absolute, `$MAGENTO_CLOUD_APP_DIR` has it.

    Adobe's own example of a job has such a path.

    Source: guide, crons property.
    """
    seen: set[Span] = set()
    for text in texts(project):
        for command in text.script.commands:
            for word in (*command.assignments, *command.words):
                for found in _PATH.finditer(word.span.slice(text.source.text)):
                    start = word.span.start + found.start()
                    place = Span(start, start + len(found[0]))
                    if place not in seen:
                        seen.add(place)
                        yield _finding(report, place, found[0], is_literal="'" in word.source)


def _finding(report: Reporter, place: Span, path: str, *, is_literal: bool) -> Finding:
    # In single quotes the shell puts nothing in place of a variable.
    change = None if is_literal else Change(APP_FILE, place, _VARIABLE)
    return report(
        APP_FILE,
        place,
        f"{path} exists in one environment only: in all others the command fails.",
        fixes=fix(f"Write {_VARIABLE}", change, Applicability.UNSAFE),
    )
