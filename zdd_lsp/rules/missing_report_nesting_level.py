"""Error reports are not spread over folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import LOCAL_XML
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 2003
_VARIABLE: Final = "MAGE_ERROR_REPORT_DIR_NESTING_LEVEL"


@rule(
    code="ZDD312",
    name="missing-report-nesting-level",
    severity=Severity.WARNING,
    summary="`pub/errors/local.xml` does not spread error reports over folders.",
    bad=[
        Example(
            "A file of one's own without the level",
            {
                LOCAL_XML: """
                <?xml version="1.0"?>
                <config>
                    <skin>default</skin>
                    <report>
                   # ^^^^^^ all error reports go into one folder
                        <action>print</action>
                    </report>
                </config>
                """
            },
            fixed={
                LOCAL_XML: """
                <?xml version="1.0"?>
                <config>
                    <skin>default</skin>
                    <report>
                        <dir_nesting_level>1</dir_nesting_level>
                        <action>print</action>
                    </report>
                </config>
                """
            },
        ),
    ],
    good=[
        Example(
            "The level is there",
            {
                LOCAL_XML: """
                <config>
                    <report>
                        <dir_nesting_level>2</dir_nesting_level>
                    </report>
                </config>
                """
            },
        ),
        Example(
            "An environment variable says it",
            {
                APP_FILE: """
                variables:
                  env:
                    MAGE_ERROR_REPORT_DIR_NESTING_LEVEL: 2
                """,
                LOCAL_XML: "<config><report/></config>\n",
            },
        ),
        Example("No file: the build writes one", {APP_FILE: "name: shop\n"}),
    ],
)
def missing_report_nesting_level(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without `dir_nesting_level` all error reports go into one folder, which can become huge.

    The build writes `pub/errors/local.xml` with the level of `ERROR_REPORT_DIR_NESTING_LEVEL`, but
    only if the repository has no such file. If it has one, the variable is ignored and the file has
    to name the level, or the environment variable `MAGE_ERROR_REPORT_DIR_NESTING_LEVEL` has to.
    Every deploy warns of it, with 2003.

    Source: ece-tools 2002.1.17, Validator/Deploy/ReportDirNestingLevel.php and
    Step/Build/SetReportDirNestingLevel.php; checked since 2002.1.0.
    """
    facts = project.local_xml
    if facts is None or facts.fault is not None or facts.has_nesting_level:
        return
    if project.app.variable(_VARIABLE) or project.is_ece_tools(">=2002.1.0") is False:
        return
    yield report(
        LOCAL_XML,
        facts.report,
        "dir_nesting_level is missing from report: all error reports go into one folder, whatever "
        "ERROR_REPORT_DIR_NESTING_LEVEL says.",
        upstream=Upstream(
            _CODE,
            "The directory nesting level value for error reporting has not been configured.",
        ),
        fixes=fix(
            "Spread error reports over one level of folders",
            _added(project.text(LOCAL_XML) or "", facts.inside),
            Applicability.SAFE,
        ),
    )


def _added(text: str, inside: int | None) -> Change | None:
    """Return the insertion of the level at the top of ``report``, indented like what follows."""
    if inside is None:
        return None
    end = inside
    while end < len(text) and text[end].isspace():
        end += 1
    if text.startswith("</", end):
        return None
    line = f"{text[inside:end]}<dir_nesting_level>1</dir_nesting_level>"
    return Change(LOCAL_XML, Span(inside, inside), line)
