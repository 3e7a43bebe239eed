from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from zdd_lsp.findings import Edit, Finding, Location, Related, Severity, Tag
from zdd_lsp.lsp.client import Client
from zdd_lsp.lsp.convert import Translator, plain
from zdd_lsp.project import Project
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.text.encoding import Encoding
from zdd_lsp.text.span import Span

ROOT = Path("/store").absolute()
APP = ".magento.app.yaml"
ENV = ".magento.env.yaml"
PROJECT = Project(ROOT, {APP: "name: \U0001f600 x\n", ENV: "stage: {}\n"})
FINDING = Finding(
    rule="some-rule",
    code="ZDD999",
    severity=Severity.WARNING,
    location=Location(APP, Span(8, 9)),
    message="It is wrong.",
    related=(Related(Location(ENV, Span(0, 5)), "this is why"),),
    tags=(Tag.DEPRECATED, Tag.UNNECESSARY),
)


def translator(client: Client, project: Project = PROJECT) -> Translator:
    return Translator(client, project, {}, {"some-rule": "https://example.com/some-rule"}.get)


def span(start: tuple[int, int], end: tuple[int, int]) -> types.Range:
    return types.Range(types.Position(*start), types.Position(*end))


def test_a_finding_becomes_all_that_a_client_can_show() -> None:
    client = Client(related_information=True, code_description=True, tags=frozenset({1, 2}))

    assert translator(client).diagnostic(FINDING) == types.Diagnostic(
        range=span((0, 9), (0, 10)),
        message="It is wrong.",
        severity=types.DiagnosticSeverity.Warning,
        code="some-rule",
        code_description=types.CodeDescription("https://example.com/some-rule"),
        source="zdd",
        tags=[types.DiagnosticTag.Deprecated, types.DiagnosticTag.Unnecessary],
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location((ROOT / ENV).as_uri(), span((0, 0), (0, 5))), "this is why"
            )
        ],
    )


def test_a_finding_becomes_no_more_than_a_client_can_show() -> None:
    client = Client(encoding=Encoding.UTF8, tags=frozenset({1}))

    assert translator(client).diagnostic(FINDING) == types.Diagnostic(
        range=span((0, 11), (0, 12)),
        message="It is wrong.\n.magento.env.yaml:1: this is why",
        severity=types.DiagnosticSeverity.Warning,
        code="some-rule",
        source="zdd",
        tags=[types.DiagnosticTag.Unnecessary],
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(Severity.ERROR, 1), (Severity.WARNING, 2), (Severity.INFO, 3), (Severity.HINT, 4)],
)
def test_severities_keep_their_meaning(ours: Severity, theirs: int) -> None:
    location = Location("composer.lock", Span(0, 0))
    finding = Finding("r", "ZDD1", ours, location, "Not there.")

    diagnostic = translator(Client()).diagnostic(finding)

    assert diagnostic.severity == theirs
    assert diagnostic.range == span((0, 0), (0, 0))


def creation(path: str) -> list[Edit]:
    return [Edit(APP, Span(0, 0), "# x\n"), Edit(path, Span(0, 0), "new\n")]


def test_a_file_that_is_not_there_is_created_before_it_is_filled() -> None:
    client = Client(document_changes=True, creates_files=True)

    edit = translator(client).workspace_edit(creation(".magento/routes.yaml"))

    assert edit is not None
    created, first, second = edit.document_changes or ()
    uri = (ROOT / ".magento/routes.yaml").as_uri()
    assert created == types.CreateFile(uri, options=types.CreateFileOptions(ignore_if_exists=True))
    assert isinstance(first, types.TextDocumentEdit)
    assert isinstance(second, types.TextDocumentEdit)
    assert second.text_document.uri == uri
    assert second.text_document.version is None


def test_an_edit_that_needs_a_new_file_is_left_out_where_none_can_be_made() -> None:
    routes = ".magento/routes.yaml"

    assert translator(Client(document_changes=True)).workspace_edit(creation(routes)) is None
    assert translator(Client()).workspace_edit(creation(routes)) is None
    assert translator(Client()).workspace_edit(creation(ENV)) is not None


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    reason = Unreadable("it is a directory", Failure.DIRECTORY)
    project = Project(ROOT, {APP: "x: 1\n", ENV: reason})
    client = Client(document_changes=True, creates_files=True)

    assert translator(client, project).workspace_edit(creation(ENV)) is None


def test_markdown_reads_well_without_rendering() -> None:
    markdown = """\
## SCD_THREADS

**How many** processes; see [Adobe's page](https://example.com/a_b#c_d).

```yaml
SCD_THREADS: 1
```

---
| Stage | Here |
| --- | --- |
| `build` | `a\\|b` |

   - Default: `3`, in `snake_case` or __strong__
"""

    assert (
        plain(markdown)
        == """\
SCD_THREADS

How many processes; see Adobe's page (https://example.com/a_b#c_d).

SCD_THREADS: 1

| Stage | Here |
| build | a|b |

   - Default: 3, in snake_case or strong
"""
    )
