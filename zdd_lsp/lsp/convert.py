"""Findings, places, edits and explanations in the terms of the protocol."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from zdd_lsp.findings import Related, Severity, Tag
from zdd_lsp.lsp import uris
from zdd_lsp.text.buffer import Change
from zdd_lsp.text.encoding import from_client, to_client
from zdd_lsp.text.lines import Position
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from zdd_lsp.findings import Edit, Finding, Location
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.session import Document
    from zdd_lsp.project import Project

SOURCE = "zdd"
"""The name under which diagnostics stand beside those of other servers."""

_MARKS = re.compile(r"^(```.*|[-*_ |:]{3,})$\n?", re.MULTILINE)
"""Lines of Markdown that are nothing but marks."""

_ANNOTATION = "zdd"
"""Under which name an edit says what it is about; an edit is about one thing."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_TAGS = {
    Tag.UNNECESSARY: types.DiagnosticTag.Unnecessary,
    Tag.DEPRECATED: types.DiagnosticTag.Deprecated,
}


class Caution(NamedTuple):
    """What a person should confirm before an edit is made.

    Attributes:
        label: What the edit does.
        reason: Why it should be looked at.
    """

    label: str
    reason: str


class Translator:
    """Translates between one state of a project and a client.

    Attributes:
        client: What the client understands.
        project: The state of the project.
    """

    def __init__(
        self,
        client: Client,
        project: Project,
        documents: Mapping[str, Document],
        page: Callable[[str], str | None],
    ) -> None:
        """Prepare to translate.

        Args:
            client: What the client understands.
            project: The state of the project.
            documents: The open documents of its repository, by their path in the project.
            page: Returns the page that explains a rule of a name, if there is one.
        """
        self.client = client
        self.project = project
        self._documents = documents
        self._page = page

    def uri(self, path: str) -> str:
        """Return the name of a file: the client's own spelling where it has the file open."""
        document = self._documents.get(path)
        return uris.from_path(self.project.file(path)) if document is None else document.uri

    def version(self, path: str) -> int | None:
        """Return the version of a file that the client has open."""
        document = self._documents.get(path)
        return None if document is None else document.buffer.version

    def range(self, path: str, span: Span) -> types.Range:
        """Return the range of a span; of a file that is not there, its beginning."""
        source = self.project.source(path)
        if source is None:
            return types.Range(types.Position(0, 0), types.Position(0, 0))
        start, end = (to_client(source.lines, offset, self.client.encoding) for offset in span)
        return types.Range(types.Position(*start), types.Position(*end))

    def span(self, path: str, place: types.Range) -> Span:
        """Return the span of a range; a range with its ends the wrong way round is turned."""
        start, end = sorted(self.offset(path, position) for position in (place.start, place.end))
        return Span(start, end)

    def offset(self, path: str, position: types.Position) -> int:
        """Return the offset of a position, clamped to the file."""
        source = self.project.source(path)
        if source is None:
            return 0
        place = Position(position.line, position.character)
        return from_client(source.lines, place, self.client.encoding)

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """Return a finding as a diagnostic, as rich as the client can show it.

        What ece-tools itself says comes with it, so that a line of a deploy log leads here.
        """
        client, upstream = self.client, finding.upstream
        page = self._page(finding.rule)
        known = [_TAGS[tag] for tag in finding.tags if tag in _TAGS]
        tags = [tag for tag in known if tag.value in client.tags]
        related = finding.related
        if upstream is not None:
            verdict = f"{upstream.speaker}: {upstream.message}"
            related = (*related, Related(finding.location, verdict))
        message = finding.message
        if not client.related_information:
            message = "\n".join((message, *map(self._told, related)))
        return types.Diagnostic(
            range=self._place(finding.location).range,
            message=message,
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            code_description=types.CodeDescription(page)
            if page and client.code_description
            else None,
            source=SOURCE,
            tags=tags or None,
            related_information=[
                types.DiagnosticRelatedInformation(self._place(other.location), other.message)
                for other in related
            ]
            if related and client.related_information
            else None,
        )

    def location(self, path: str, span: Span) -> types.Location:
        """Return a place in a file."""
        return types.Location(self.uri(path), self.range(path, span))

    def _place(self, location: Location) -> types.Location:
        return self.location(location.path, location.span)

    def _told(self, other: Related) -> str:
        """Return a related place as a line of a message."""
        line = self._place(other.location).range.start.line + 1
        return f"{other.location.path}:{line}: {other.message}"

    def markup(self, markdown: str) -> types.MarkupContent:
        """Return an explanation, as Markdown only for a client that renders it."""
        if self.client.markdown:
            return types.MarkupContent(types.MarkupKind.Markdown, markdown)
        return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))

    def workspace_edit(
        self, edits: Sequence[Edit], caution: Caution | None = None
    ) -> types.WorkspaceEdit | None:
        """Return edits of the project's files; None where the client cannot carry them out.

        Args:
            edits: The edits.
            caution: What to confirm, for a client that can ask.
        """
        by_path: dict[str, list[types.TextEdit]] = {}
        for edit in edits:
            text_edit = types.TextEdit(self.range(edit.path, edit.span), edit.text)
            by_path.setdefault(edit.path, []).append(text_edit)
        absent = [path for path in by_path if path not in self.project.contents]
        if absent and not self.client.creates_files:
            return None
        if any(self.project.unreadable(path) is not None for path in by_path):
            return None
        if not self.client.document_changes:
            return types.WorkspaceEdit({self.uri(path): texts for path, texts in by_path.items()})
        annotation = _ANNOTATION if caution is not None and self.client.annotations else None
        options = types.CreateFileOptions(ignore_if_exists=True)
        creations = [
            types.CreateFile(self.uri(path), options=options, annotation_id=annotation)
            for path in absent
        ]
        changes = [
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(self.uri(path), self.version(path)),
                [
                    types.AnnotatedTextEdit(annotation, each.range, each.new_text)
                    if annotation
                    else each
                    for each in texts
                ],
            )
            for path, texts in by_path.items()
        ]
        answer = types.WorkspaceEdit(document_changes=[*creations, *changes])
        if caution is not None and annotation:
            label, reason = caution
            asked = types.ChangeAnnotation(label, needs_confirmation=True, description=reason)
            answer.change_annotations = {annotation: asked}
        return answer


def change(event: types.TextDocumentContentChangeEvent) -> Change:
    """Return what a client did to a document."""
    if isinstance(event, types.TextDocumentContentChangeWholeDocument):
        return Change(None, None, event.text)
    start, end = event.range.start, event.range.end
    return Change(
        Position(start.line, start.character), Position(end.line, end.character), event.text
    )


def plain(markdown: str) -> str:
    """Return Markdown as text that reads well unrendered: marks go, link targets stay."""
    text = _MARKS.sub("", markdown)
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^]\n]*)\]\(([^)\s]*)\)", r"\1 (\2)", text)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    text = re.sub(r"`([^`\n]+)`", r"\1", text)
    return text.replace("\\|", "|")
