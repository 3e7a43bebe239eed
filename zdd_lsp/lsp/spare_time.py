"""What is done while nobody waits.

Who opens a folder waits for the first diagnostics. The rules, which they need, are loaded while the
client reads the answer to its first message. What only answers to later questions need is imported
when nothing has come from the client for a while, or else with the first question.
"""

from __future__ import annotations

import asyncio
import gc
from collections import deque
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from zdd_lsp import lint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

QUIET: Final = 2.0
"""Seconds without a message after which time counts as spare."""
LATE: Final = (
    "zdd_lsp.ide.actions",
    "zdd_lsp.ide.refactorings",
    "zdd_lsp.ide.hover",
    "zdd_lsp.ide.completion.documentation",
    "zdd_lsp.ide.names",
    "zdd_lsp.ide.hints",
    "zdd_lsp.ide.topics",
    "zdd_lsp.report.rule_page",
    "zdd_lsp.report.effective",
)
"""The modules that `features` import with the first question, the likeliest first."""


class SpareTime:
    """Does one task after the other, as long as the client leaves time for it."""

    def __init__(self, tasks: Iterable[Callable[[], object]]) -> None:
        """Plan tasks.

        Args:
            tasks: Each of them may keep a message waiting that arrives meanwhile.
        """
        self._tasks = deque(tasks)
        self._next: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Take note that a message has come, and that all is done that was to be done."""
        if self._next is not None:
            self._next.cancel()
        self._plan(QUIET)

    def _plan(self, delay: float) -> None:
        if self._tasks:
            self._next = asyncio.get_running_loop().call_later(delay, self._work)

    def _work(self) -> None:
        """Do one task, and leave the loop a turn before the next."""
        self._tasks.popleft()()
        self._plan(0)


@cache
def load_rules() -> None:
    """Load the rules, unless that was done."""
    lint.rules()
    keep()


def late_imports() -> list[Callable[[], object]]:
    """Return tasks that import what nobody has asked for yet."""
    return [*(partial(import_module, name) for name in LATE), keep]


def keep() -> None:
    """Have the collector leave alone what was imported, which stays.

    To look through it again and again would cost 20 ms each time, in the middle of somebody's
    typing.
    """
    gc.freeze()
    gc.enable()
