"""What all tests share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Work = Callable[[Callable[[], object]], int]


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
