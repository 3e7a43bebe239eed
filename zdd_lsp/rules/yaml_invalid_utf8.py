"""Files that are not UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.discovery import FILES
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.yaml import PARSE_FAILED, yaml_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_UPSTREAM = Upstream(PARSE_FAILED, "The YAML value does not appear to be valid UTF-8.")


@rule(
    code="ZDD012",
    name="yaml-invalid-utf8",
    severity=Severity.ERROR,
    summary="A file that is not UTF-8.",
    subject="env",
    bad=[
        Example(
            "Saved in an old encoding",
            {},
            unreadable={
                ENV_FILE: Unreadable(
                    "it is not UTF-8: byte 0xFC at offset 61, line 4", Failure.NOT_UTF8, 61, 4
                )
            },
        ),
        Example(
            "Saved by a tool of Windows",
            {},
            unreadable={
                ".magento/services.yaml": Unreadable(
                    "it is not UTF-8: byte 0xFF at offset 0, line 1; it looks like UTF-16",
                    Failure.NOT_UTF8,
                    0,
                    1,
                )
            },
        ),
    ],
    good=[
        Example(
            "Any character, in UTF-8",
            {ENV_FILE: "stage:\n  build:\n    SCD_STRATEGY: compact  # für den Bäcker 🥨\n"},
        ),
    ],
)
def invalid_utf8(project: Project, report: Reporter) -> Iterator[Finding]:
    """One byte of another encoding is enough to refuse a file, for all of these files are UTF-8.

    symfony/yaml stops the build over it in `.magento.env.yaml`; in the other files it makes the
    platform reject the push.

    Usually it is a letter with an accent in a comment, written by an editor that uses Latin-1 or
    UTF-16. Open the file in the encoding that it has and save it as UTF-8; the finding gives the
    place of the first wrong byte. Nothing else is checked in such a file.
    """
    for path in FILES:
        refused = project.unreadable(path)
        if refused is not None and refused.kind is Failure.NOT_UTF8:
            yield report(
                path,
                START,
                f"The file cannot be read, because {refused.reason}.",
                upstream=_UPSTREAM if path == ENV_FILE else None,
            )
    # The buffer of an editor has characters where the file on the disk has bytes.
    yield from yaml_findings(project, report, "invalid-utf8")
