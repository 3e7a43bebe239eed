"""Progress: telling a client how far long work has come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from lsprotocol import types

if TYPE_CHECKING:
    from zdd_lsp.lsp.server import Server

PATIENCE: Final = 0.3
"""Seconds of work that nobody needs to hear of."""


class Progress:
    """The progress of one piece of work.

    A client that gave a token for it hears of it from the beginning. Any other client that shows
    progress hears of it once it takes longer than `PATIENCE`.
    """

    def __init__(
        self, server: Server, title: str, steps: int, token: types.ProgressToken | None
    ) -> None:
        """Prepare to tell.

        Args:
            server: The server of the client.
            title: What is done.
            steps: In how many steps.
            token: Under which name the client wants to hear of it, if it has given one.
        """
        self._server = server
        self._title = title
        self._steps = steps
        self._token = token
        self._has_begun = False
        self._deadline = asyncio.get_running_loop().time() + PATIENCE

    async def step(self, done: int, name: str) -> None:
        """Tell that a step begins, and let messages in that have arrived meanwhile.

        Args:
            done: How many steps are done.
            name: What is dealt with now.
        """
        await asyncio.sleep(0)
        percentage = 100 * done // max(self._steps, 1)
        if self._has_begun and self._token is not None:
            report = types.WorkDoneProgressReport(message=name, percentage=percentage)
            self._server.work_done_progress.report(self._token, report)
        elif await self._may_begin() and self._token is not None:
            begin = types.WorkDoneProgressBegin(self._title, message=name, percentage=percentage)
            self._server.work_done_progress.begin(self._token, begin)
            self._has_begun = True

    def end(self) -> None:
        """Tell that the work is done, or given up."""
        if self._has_begun and self._token is not None:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())

    async def _may_begin(self) -> bool:
        """Tell whether the client has a token, giving it one if the work takes long."""
        if self._token is not None:
            return True
        loop, client = asyncio.get_running_loop(), self._server.session.client
        if not client.shows_progress or loop.time() < self._deadline:
            return False
        token = uuid4().hex
        await self._server.window_work_done_progress_create_async(
            types.WorkDoneProgressCreateParams(token)
        )
        self._token = token
        return True
