"""What all tests share."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Work = Callable[[Callable[[], object]], int]


# What gates a change draws the same examples every time; `make explore` draws new ones. No test
# depends on how busy the machine is.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("gate")


@pytest.fixture(autouse=True, scope="session")
def _day() -> Iterator[None]:
    """Stop the clock: what is supported today is a warning one day."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("zdd_lsp.project", "zdd_lsp.project.workspace"):
            patch.setattr(f"{module}.present_day", lambda: dt.date(2026, 11, 23))
        yield


@pytest.fixture
def work() -> Work:
    """Count the lines of Python that a call executes.

    That is how tests tell linear from quadratic: unlike time it is the same on every machine. It
    does not see what happens inside a regular expression; ``tests/benchmarks`` measures time.
    """

    def count(call: Callable[[], object]) -> int:
        lines = 0

        def trace(_frame: FrameType, event: str, _argument: object) -> Any:
            nonlocal lines
            lines += event == "line"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            call()
        finally:
            sys.settrace(before)
        return lines

    return count
