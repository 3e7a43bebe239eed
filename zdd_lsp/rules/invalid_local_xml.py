"""The file about error reports is no XML that ece-tools would read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.discovery import LOCAL_XML
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 2004
_MESSAGE: Final = f"Invalid configuration in the /app/{LOCAL_XML} file."


@rule(
    code="ZDD313",
    name="invalid-local-xml",
    severity=Severity.WARNING,
    summary="`pub/errors/local.xml` is not valid XML.",
    bad=[
        Example(
            "A tag is not closed",
            {
                LOCAL_XML: """
                <config>
                    <report>
                        <action>print</action>
                </config>
                  ^ because it is not XML: mismatched tag
                """
            },
        ),
        Example(
            "ece-tools takes no document type",
            {
                LOCAL_XML: """
                <!DOCTYPE config>
                                ^ it declares a document type
                <config><report><dir_nesting_level>1</dir_nesting_level></report></config>
                """
            },
        ),
    ],
    good=[
        Example(
            "Well-formed",
            {
                LOCAL_XML: """
                <?xml version="1.0"?>
                <config><report><dir_nesting_level>1</dir_nesting_level></report></config>
                """
            },
        ),
    ],
)
def invalid_local_xml(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools cannot read from `pub/errors/local.xml` how error reports are stored.

    Every deploy warns of it, with 2004; a file that is no XML is ignored by Commerce, too. Correct
    it, or delete it: the build writes one.

    Source: ece-tools 2002.1.17, Validator/Deploy/ReportDirNestingLevel.php; checked since 2002.1.0.
    """
    facts = project.local_xml
    if facts is None or facts.fault is None or project.is_ece_tools(">=2002.1.0") is False:
        return
    yield report(
        LOCAL_XML,
        facts.fault.span,
        f"ece-tools cannot use this file because {facts.fault.reason}. Correct it, or delete it: "
        "the build then writes one.",
        upstream=Upstream(_CODE, f"{_MESSAGE} {facts.fault.upstream}".rstrip()),
    )
