"""What a client shows over the text: inlay hints and code lenses, and when they are out of date."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from zdd_lsp.ide.score import score
from zdd_lsp.ide.steady import is_half_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.ide.score import Score
    from zdd_lsp.lsp.session import Session

log = logging.getLogger(__name__)


class Overlays:
    """Keeps track of what the client was told, so that it asks again if that is not so any more.

    A client asks by itself when the document changes. It cannot know that another file changed,
    or a setting.
    """

    def __init__(
        self,
        session: Session,
        refresh_hints: Callable[[], object],
        refresh_lenses: Callable[[], object],
    ) -> None:
        """Follow a session.

        Args:
            session: Its projects are shown.
            refresh_hints: Tells the client to ask for hints again.
            refresh_lenses: Tells the client to ask for lenses again.
        """
        self._session = session
        self._refresh_hints = refresh_hints
        self._refresh_lenses = refresh_lenses
        self._hinted: dict[Path, tuple[bool, Mapping[str, Variable]]] = {}
        self._lenses: dict[Path, str | None] = {}

    def wants_hints(self, root: Path) -> bool:
        """Tell whether hints are wanted in a project; the client is about to be told."""
        self._hinted[root] = self._hints(root)
        return self._hinted[root][0]

    def lens(self, root: Path) -> str | None:
        """Return the title of a project's lens, if it is wanted; the client is about to be told."""
        self._lenses[root] = self._title(root)
        return self._lenses[root]

    def score(self, root: Path) -> Score:
        """Return the score of a project."""
        analysis = self._session.analysis(root)
        return score(analysis.project, analysis.findings)

    def bring(self, root: Path) -> None:
        """Have the client ask again for what has changed in a project."""
        try:
            self._bring(root)
        except Exception:
            log.exception("cannot tell whether hints and lenses of %s have changed", root)

    def _bring(self, root: Path) -> None:
        client = self._session.client
        if root in self._hinted and client.refreshes_hints:
            known = self._hinted[root]
            now = self._hinted[root] = self._hints(root)
            if now != known and (now[0] or known[0]):
                self._refresh_hints()
        if root in self._lenses and client.refreshes_lenses:
            title = self._lenses[root]
            if self.lens(root) != title:
                self._refresh_lenses()

    def _hints(self, root: Path) -> tuple[bool, Mapping[str, Variable]]:
        """Return whether hints are wanted, and the variables that they may be about."""
        project = self._session.project(root)
        return project.settings.hints, project.schema

    def _title(self, root: Path) -> str | None:
        project = self._session.project(root)
        if not project.settings.shows_lens or not project.may_be_store:
            return None
        before = self._lenses.get(root)
        if before is not None and is_half_typed(project) and self._session.analysis(root).is_firm:
            return before  # as the findings do: it will be readable in a moment
        return self.score(root).title
