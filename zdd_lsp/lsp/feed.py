"""Bringing diagnostics to the client: published, or kept ready for a client that asks.

Nothing waits for the typing to pause. A change only marks its project; the diagnostics follow at
the next `Feed.flush`, when the messages that have already arrived are worked off. So a burst of
edits costs one analysis, that of its last version.
"""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from zdd_lsp.lint import go_on
from zdd_lsp.lsp import uris
from zdd_lsp.lsp.convert import Translator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from zdd_lsp.lsp.session import Session

LATEST = 0.5
"""Seconds for which diagnostics give way to other messages, and are finished then all the same."""
JUDGE_AFTER = 0.15
"""Seconds without a change after which the slow second opinion is asked for."""

WorkspaceReport = (
    types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport
)
DocumentReport = (
    types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport
)

log = logging.getLogger(__name__)


class _GivesWay(BaseException):
    """The client waits for something else. Like a cancellation it is no fault for anybody."""


class _Courtesy:
    """Has one kind of work give way to what the client waits for, but not for ever."""

    def __init__(self, waits: Callable[[], bool]) -> None:
        self._waits = waits
        self._since: float | None = None

    def attempt(self, work: Callable[[Callable[[], object]], object]) -> bool:
        """Do some work, and tell whether it is done: if not, it should be tried again later.

        Args:
            work: Gets what it should call now and then, and is broken off by that.
        """
        since = self._since or time.monotonic()

        def pause() -> None:
            if self._waits() and time.monotonic() < since + LATEST:
                raise _GivesWay

        try:
            work(pause)
        except _GivesWay:
            self._since = since
            return False
        self._since = None
        return True

    def start_anew(self) -> None:
        """Forget how often the work has given way: there is other work now."""
        self._since = None


class Report(NamedTuple):
    """The diagnostics of a file, as the client knows them or shall know them.

    Attributes:
        root: The project of the file.
        uri: The file's name for the client.
        version: The version of the document, while it is open.
        items: The diagnostics.
        id: Names the items; others never have the same name. Empty until the client has them.
    """

    root: Path
    uri: str
    version: int | None
    items: list[types.Diagnostic]
    id: str = ""


class Feed:
    """Keeps what the client knows about the files equal to what the rules say."""

    def __init__(
        self,
        session: Session,
        publish: Callable[[types.PublishDiagnosticsParams], None],
        refresh: Callable[[], object],
        page: Callable[[str], str | None],
        settled: Callable[[Path], object] = id,
        waits: Callable[[], bool] = bool,
    ) -> None:
        """Follow a session.

        Args:
            session: Its changes are brought to the client.
            publish: Sends diagnostics to a client that does not ask for them.
            refresh: Tells a client that asks for them to ask again.
            page: Returns the page that explains a rule of a name, if there is one.
            settled: Is called with the root of each project that the client is up to date with.
            waits: Tells whether the client has sent another message. Then work is left for later.
        """
        self._session = session
        self._publish = publish
        self._refresh = refresh
        self._page = page
        self._settled = settled
        self._flushing, self._pulling, self._judging = (_Courtesy(waits) for _ in range(3))
        self._known: dict[Path, Report] = {}
        self._called_back: dict[Path, list[types.Diagnostic]] = {}
        self._to_flush: set[Path] = set()
        self._to_judge: set[Path] = set()
        self._judge_next: asyncio.TimerHandle | None = None
        session.changed = self._mark

    def translator(self, root: Path) -> Translator:
        """Return the translator for the present state of a project."""
        session, project = self._session, self._session.project(root)
        documents = session.documents_beside(project) | session.documents(root)
        return Translator(session.client, project, documents, self._page)

    def document_report(self, uri: str, previous: str | None) -> DocumentReport | None:
        """Answer a client that asks for one document.

        Args:
            uri: The document.
            previous: The name of the diagnostics that the client has of it.

        Returns:
            The answer; None where the client waits for something else first, which may be a change
            of the document. Then it should ask again.
        """
        place = self._session.place(uri)
        if place is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        reports: dict[Path, Report] = {}

        def survey(pause: Callable[[], object]) -> None:
            reports.update(self._survey(place.root, pause) or {})

        if not self._pulling.attempt(survey):
            return None
        file = self._session.project(place.root).file(place.path)
        report = self._tell(file, reports.get(file) or Report(place.root, uri, None, []))
        if report.id == previous:
            return types.RelatedUnchangedDocumentDiagnosticReport(report.id)
        return types.RelatedFullDocumentDiagnosticReport(report.items, result_id=report.id)

    async def workspace_report(
        self, previous: Mapping[str, str], tell: Callable[[int, str], Awaitable[None]]
    ) -> list[WorkspaceReport]:
        """Answer a client that asks for all files of all projects.

        Args:
            previous: The name of the diagnostics that the client has of each document.
            tell: Is called before each project with the number of those that are done, and its
                name. Meanwhile the client may change documents or cancel the request.
        """
        reports: dict[Path, Report] = {}
        for uri in previous:
            file = uris.to_path(uri)
            place = self._session.place(uri)
            if file is not None:
                reports[file] = Report(place.root if place else file, uri, None, [])
        roots = sorted(self._session.roots())
        for done, root in enumerate(roots):
            await tell(done, root.name)
            reports |= self._survey(root) or {}
        self._plan_to_judge({root for root in roots if not self._session.is_judged(root)})
        names = {uris.to_path(uri): name for uri, name in previous.items()}
        return [
            _workspace_report(self._tell(file, report), names.get(file))
            for file, report in reports.items()
        ]

    def flush(self) -> None:
        """Bring the client up to date with the projects that have changed.

        If it waits for something else, the next flush goes on.
        """
        while self._to_flush:
            root = self._to_flush.pop()
            if not self._flushing.attempt(partial(self._bring, root)):
                self._to_flush.add(root)
                return

    def _mark(self, root: Path) -> None:
        """Plan to look at a project: at the next `flush`, and thoroughly when all is at rest."""
        self._to_flush.add(root)
        self._judging.start_anew()
        self._plan_to_judge({root})

    def _plan_to_judge(self, roots: set[Path], delay: float = JUDGE_AFTER) -> None:
        self._to_judge |= roots
        if self._judge_next is not None:
            self._judge_next.cancel()
        if self._to_judge:
            loop = asyncio.get_running_loop()
            self._judge_next = loop.call_later(delay, self._judge_one)

    def _judge_one(self) -> None:
        """Judge one project, and leave the loop a turn before the next."""
        root = self._to_judge.pop()
        if self._judging.attempt(partial(self._bring, root, judged=True)):
            self._plan_to_judge(set(), delay=0)
        else:
            self._plan_to_judge({root})

    def _bring(
        self, root: Path, pause: Callable[[], object] = go_on, *, judged: bool = False
    ) -> None:
        """Bring the client up to date with a project."""
        reports = self._survey(root, pause, judged=judged)
        if reports is None:
            return
        if self._session.client.pulls:
            self._call_back(reports)
        else:
            self._send(reports)
        self._settled(root)

    def _call_back(self, reports: Mapping[Path, Report]) -> None:
        """Have the client ask again, if it cannot know that it should.

        A document that has another version than its last report was changed by the client, which
        asks for it by itself, and what it was told before it will ask for soon.
        """
        if not self._session.client.refreshes:
            return
        news = {
            file: report.items
            for file, report in reports.items()
            if (known := self._known.get(file)) is not None
            and known.version == report.version
            and known.items != report.items
            and self._called_back.get(file) != report.items
        }
        if news:
            self._called_back |= news
            self._refresh()

    def _send(self, reports: Mapping[Path, Report]) -> None:
        for file, report in reports.items():
            known = self._known.get(file)
            if known is not None and known[:-1] == report[:-1]:
                continue
            if known is not None and known.items and known.uri != report.uri:
                # The client spells the name otherwise since it has the file open.
                self._publish(types.PublishDiagnosticsParams(known.uri, []))
            if report.items or report.version is not None:
                self._known[file] = report
            else:
                self._known.pop(file, None)
                if known is None or not known.items:
                    continue
            self._publish(types.PublishDiagnosticsParams(report.uri, report.items, report.version))

    def _survey(
        self, root: Path, pause: Callable[[], object] = go_on, *, judged: bool = False
    ) -> dict[Path, Report] | None:
        """Return the diagnostics of a project: of its files that have any, had any or are open.

        Where the rules fail, that is logged, and there are none to tell.
        """
        session = self._session
        had = (file for file, known in self._known.items() if known.root == root)
        reports = {file: self._known[file]._replace(version=None, items=[]) for file in had}
        documents = session.documents(root)
        if not documents and not session.client.pulls:
            return reports
        try:
            analysis = (session.judge if judged else session.analysis)(root, pause)
            translate = self.translator(root)
            for path in {**dict.fromkeys(documents), **analysis.findings}:
                found = session.shown(analysis, path)
                items = [translate.diagnostic(finding) for finding in found]
                file = analysis.project.file(path)
                known = path not in documents and reports.get(file)
                uri = known.uri if known else translate.uri(path)
                reports[file] = Report(root, uri, translate.version(path), items)
        except Exception:
            log.exception("cannot analyse %s", root)
            return None
        return reports

    def _tell(self, file: Path, report: Report) -> Report:
        """Take note that the client gets a report, and name its diagnostics."""
        known = self._known.get(file)
        same = known is not None and known.items == report.items and known.id
        report = report._replace(id=same or token_hex(8))
        self._known[file] = report
        self._called_back.pop(file, None)
        return report


def _workspace_report(report: Report, previous: str | None) -> WorkspaceReport:
    """Return a report for a client that has the diagnostics of a name."""
    if report.id == previous:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(
            report.uri, report.id, report.version
        )
    return types.WorkspaceFullDocumentDiagnosticReport(
        report.uri, report.items, report.version, result_id=report.id
    )
