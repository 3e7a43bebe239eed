"""What changes between messages: folders, open documents, and what the rules said last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.ide.steady import is_half_typed, steady
from zdd_lsp.lint import check, go_on
from zdd_lsp.lsp import uris
from zdd_lsp.lsp.preferences import Preferences
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import FILES, SETTINGS_FILE, find_projects
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.project.workspace import PATHS, Workspace
from zdd_lsp.settings import Given
from zdd_lsp.text.buffer import Buffer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from zdd_lsp.findings import Finding
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.text.buffer import Change

_SYNTAX = "yaml-"
"""How the names of the rules begin that are about YAML as such."""
_UNKNOWN = Unreadable("the client holds only one document of the project", Failure.OTHER)


@dataclass(slots=True)
class Document:
    """A document that the client has open.

    Attributes:
        uri: Its name, exactly as the client writes it.
        path: The file that it is, or a stand-in.
        buffer: Its text and version.
        root: The root of its project; None while no project wants it.
        name: What the project calls it; empty without one.
    """

    uri: str
    path: Path
    buffer: Buffer
    root: Path | None = None
    name: str = ""


class Place(NamedTuple):
    """A file of a project: the project's root, and what the project calls the file."""

    root: Path
    path: str


class Analysis(NamedTuple):
    """What the rules say about one state of a project.

    Attributes:
        snapshot: The state.
        project: What the rules looked at: the snapshot, or the same with a second opinion.
        findings: What they found, by file; of a half-typed file what they found before.
        is_firm: Whether the findings are those of texts that can be read, or were for their part.
    """

    snapshot: Project
    project: Project
    findings: dict[str, list[Finding]]
    is_firm: bool


class Session:
    """One client's documents and projects. It knows what is there, not when to tell the client.

    Attributes:
        client: What the client can do.
        preferences: What its user wants.
        changed: Is called with the root of each project that a message changed.
    """

    def __init__(
        self, client: Client, folders: Iterable[Path], preferences: Preferences | None = None
    ) -> None:
        self.client = client
        self.preferences = preferences or Preferences()
        self.changed: Callable[[Path], object] = id
        self._folders = list(folders)
        self._workspace = Workspace(given=self._given, folders=lambda: self._folders)
        self._documents: dict[Path, Document] = {}
        self._analyses: dict[Path, Analysis] = {}
        self._found: set[Path] | None = None
        self._wanted: dict[Path, Given] = {}

    def open(self, uri: str, text: str, version: int) -> None:
        """Take over a document. A second opening replaces the first."""
        path = uris.to_path(uri)
        if path is None:
            return
        document = Document(uri, path, Buffer(text, version))
        self._workspace.open(path, text)
        self._settle(document)
        if document.root is None and not uris.is_ours(path):
            self._workspace.close(path)
            return
        # A file of ours without a project may get one later: a folder is added, a root appears.
        self._documents[path] = document

    def change(self, uri: str, changes: Iterable[Change], version: int) -> None:
        """Apply changes to an open document; a document that is not open is not ours."""
        document = self.document(uri)
        if document is None:
            return
        document.buffer = document.buffer.changed(changes, self.client.encoding, version)
        self._workspace.open(document.path, document.buffer.text)
        self._touch_file(document.path, document.root)

    def save(self, uri: str) -> None:
        """Take note that a document was written to disk.

        It is also the moment to look at the other files, for a client that does not watch them,
        and to say all about a text that cannot be read: it is not half typed any more.
        """
        document = self.document(uri)
        if document is not None:
            if document.root is not None:
                self._analyses.pop(document.root, None)
            self._workspace.changed_on_disk(document.path)
            self._touch_file(document.path, document.root)

    def close(self, uri: str) -> None:
        """Give a document back to the disk."""
        document = self.document(uri)
        if document is not None:
            del self._documents[document.path]
            self._workspace.close(document.path)
            self._touch_file(document.path, document.root)

    def changed_on_disk(self, paths: Iterable[Path]) -> None:
        """Take note that files were written, created or deleted."""
        for path in paths:
            self._workspace.changed_on_disk(path)
            place = self._place_of(path)
            listed = self._workspace.root_of_listed(path, self._folders)
            self._touch_file(path, place.root if place is not None else listed)
            if uris.is_ours(path):
                self._settle_all()

    def folders_changed_on_disk(self, paths: Iterable[Path]) -> None:
        """Take note that folders, or files, were created, deleted or renamed with all in them."""
        moved = set(paths)
        self._workspace.folders_changed()
        self._settle_all()
        for root in self._looked_at():
            if not moved.isdisjoint((root, *root.parents)) or any(root in x.parents for x in moved):
                self._touch(root)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the workspace."""
        return tuple(self._folders)

    def change_folders(self, added: Iterable[Path], removed: Iterable[Path]) -> None:
        """Change the folders of the workspace."""
        gone = set(removed)
        kept = [folder for folder in self._folders if folder not in gone]
        self._folders = list(dict.fromkeys((*kept, *added)))
        self._workspace.folders_changed()
        self._wanted.clear()
        self._settle_all()

    def change_preferences(self, preferences: Preferences) -> None:
        """Take note that the user wants something else."""
        self.preferences = preferences
        self._wanted.clear()
        for root in self._looked_at():
            self.changed(root)

    def _given(self, root: Path) -> Given:
        """Return what the user wants in a project: its own `.zdd.toml` counts more."""
        known = self._wanted.get(root)
        if known is None:
            known = self._wanted[root] = Given(weak=self.preferences.of(root, self._folders))
        return known

    def _looked_at(self) -> set[Path]:
        """Return the projects of which the client may know something."""
        opened = {each.root for each in self._documents.values() if each.root is not None}
        return opened | self._analyses.keys()

    def roots(self) -> set[Path]:
        """Return the projects of the workspace, and those of which a document is open."""
        if self._found is None or not self.client.watches_files:
            self._found = set().union(*map(find_projects, self._folders))
        return self._found | {each.root for each in self._documents.values() if each.root}

    def document(self, uri: str) -> Document | None:
        """Return the open document of a URI, however the client spells it this time."""
        path = uris.to_path(uri)
        return None if path is None else self._documents.get(path)

    def documents(self, root: Path) -> dict[str, Document]:
        """Return the open documents of a project by their path in it."""
        return {
            document.name: document
            for document in self._documents.values()
            if document.root == root
        }

    def documents_beside(self, project: Project) -> dict[str, Document]:
        """Return the open documents of the other projects of a repository, by their path in one."""
        beside = [each for each in self._documents.values() if each.root != project.root]
        if not beside or not uris.is_real(project.root):
            return {}
        roots = self._workspace.repository(project.root).roots
        return {
            project.name_of(document.path) or project.way_to(document.path): document
            for document in beside
            if document.root in roots
        }

    def place(self, uri: str) -> Place | None:
        """Return which file of which project a URI names; None where it is not ours."""
        path = uris.to_path(uri)
        if path is None:
            return None
        document = self._documents.get(path)
        if document is None:
            return self._place_of(path)
        return None if document.root is None else Place(document.root, document.name)

    def project(self, root: Path) -> Project:
        """Return the present state of a project, without asking the rules."""
        snapshot = self._snapshot(root)
        known = self._analyses.get(root)
        return known.project if known is not None and known.snapshot is snapshot else snapshot

    def analysis(self, root: Path, pause: Callable[[], object] = go_on) -> Analysis:
        """Return what the rules say about the present state of a project.

        Args:
            root: The root of the project.
            pause: Is called between the rules, and may break the analysis off by raising.
        """
        snapshot = self._snapshot(root)
        known = self._analyses.get(root)
        if known is None or known.snapshot is not snapshot:
            known = self._analyses[root] = self._analyse(snapshot, snapshot, pause)
        return known

    def judge(self, root: Path, pause: Callable[[], object] = go_on) -> Analysis:
        """Ask for the slow second opinion too; `analysis` returns it until the next change.

        Args:
            root: The root of the project.
            pause: Is called every few lines and between the rules; see `analysis`.
        """
        known = self.analysis(root, pause)
        if known.project is known.snapshot:
            judged = known.snapshot.judge(pause)
            known = self._analyses[root] = self._analyse(known.snapshot, judged, pause)
        return known

    def is_judged(self, root: Path) -> bool:
        """Tell whether the second opinion on the last analysed state is in."""
        known = self._analyses.get(root)
        return known is not None and known.project is not known.snapshot

    def shown(self, analysis: Analysis, path: str) -> list[Finding]:
        """Return what an editor shows of what was found in a file of a project.

        What is wrong as YAML may be what another server shows, or nothing that the user wants to
        see. It can be mended all the same.
        """
        found = analysis.findings.get(path, [])
        if not any(finding.rule.startswith(_SYNTAX) for finding in found):
            return found
        file = self._documents.get(analysis.project.file(path))
        is_hidden = self.preferences.hides_syntax(analysis.project, path, is_open=file is not None)
        return [
            finding
            for finding in found
            if not finding.rule.startswith(_SYNTAX)
            or not is_hidden(finding.rule, finding.location.span)
        ]

    def _touch(self, root: Path | None) -> None:
        """Tell that a project changed, and with it those of its repository that were looked at."""
        if root is None:
            return
        self.changed(root)
        if uris.is_real(root):
            for other in self._workspace.repository(root).roots:
                if other != root and other in self._analyses:
                    self.changed(other)

    def _touch_file(self, path: Path, root: Path | None) -> None:
        """Tell that a file changed: its project, and what a `.zdd.toml` holds for below it."""
        self._touch(root)
        if path.name == SETTINGS_FILE:
            for other in self._looked_at():
                if path.parent in other.parents:
                    self.changed(other)

    def _settle(self, document: Document) -> None:
        """Give a document to the project that it belongs to now."""
        place = self._place_of(document.path)
        root, name = place if place is not None else (None, "")
        if root != document.root:
            self._touch(document.root)
        document.root, document.name = root, name
        self._touch_file(document.path, root)

    def _settle_all(self) -> None:
        self._found = None
        for document in self._documents.values():
            self._settle(document)

    def _place_of(self, path: Path) -> Place | None:
        root = uris.stand_in_root(path)
        if root is not None:
            return Place(root, path.relative_to(root).as_posix())
        found = self._workspace.place_of(path, self._folders)
        return None if found is None else Place(*found)

    def _snapshot(self, root: Path) -> Project:
        """Return the present state of a project; the same object while nothing has changed."""
        if uris.is_real(root):
            return self._workspace.snapshot(root)
        # Nothing is known of what lies beside a document that is no file, not even its absence.
        contents: dict[str, str | Unreadable] = dict.fromkeys(PATHS, _UNKNOWN)
        contents |= {path: opened.buffer.text for path, opened in self.documents(root).items()}
        known = self._analyses.get(root)
        given = self._given(root)
        if (
            known is not None
            and known.snapshot.contents == contents
            and known.snapshot.given == given
        ):
            return known.snapshot
        return Project(root, contents, given=given)

    def _analyse(
        self, snapshot: Project, project: Project, pause: Callable[[], object] = go_on
    ) -> Analysis:
        found, is_firm = self._check(project, pause), True
        if is_half_typed(project):
            known = self._analyses.get(project.root)
            is_firm = known is not None and known.is_firm
            if known is not None and is_firm:
                before = [finding for shown in known.findings.values() for finding in shown]
                found = steady(before, known.project, found, project)
        findings: dict[str, list[Finding]] = {}
        for finding in found:
            path = finding.location.path
            if uris.is_real(project.root) or project.text(path) is not None:
                findings.setdefault(path, []).append(finding)
        return Analysis(snapshot, project, findings, is_firm)

    def _check(self, project: Project, pause: Callable[[], object]) -> list[Finding]:
        """Return what the rules find that belongs to the project."""
        found = check(project, pause)
        if not any(name in project.contents for name in FILES):
            # A folder that only has settings, those of the projects below.
            found = [finding for finding in found if finding.location.path == SETTINGS_FILE]
        return found
