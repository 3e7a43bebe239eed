"""Telling whether the client's process still lives."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def liveness(pid: int) -> Callable[[], bool]:
    """Return a function that tells whether a process lives.

    It is called in the process that the answer is for, as early as possible. Where the system has
    no harmless way to ask, which is Windows, the answer is always yes: there the end of the input
    has to tell.
    """
    if os.name != "posix" or pid <= 0:
        return lambda: True
    is_parent = os.getppid() == pid

    def lives() -> bool:
        # A dead parent that nobody buried still answers signals, but is no parent any more.
        if is_parent:
            return os.getppid() == pid
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (OSError, OverflowError):
            # It belongs to somebody else, so it is there; or it is no number of a process.
            return True
        return True

    return lives
