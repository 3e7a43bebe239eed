"""What all tests share."""

from __future__ import annotations

import datetime as dt
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from zdd_lsp.syntax import platform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Work = Callable[[Callable[[], object]], int]


# What gates a change draws the same examples every time; `make explore` draws new ones. No test
# depends on how busy the machine is.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile("gate")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage of tests by Hypothesis: their many examples run the same lines again.

    Coverage makes a test three times as slow. The mark `no_cover` says the same of other tests.
    """
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let `no_cover` hold for the processes that a test starts, and for those of pytest-xdist.

    The latter are measured twice, like any process that tests start and for pytest-cov, which
    pauses only its own measurement.
    """
    if not item.get_closest_marker("no_cover"):
        return (yield)
    before = sys.gettrace()
    sys.settrace(None)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
            return (yield)
    finally:
        sys.settrace(before)


@pytest.fixture(autouse=True, scope="session")
def _day() -> Iterator[None]:
    """Stop the clock: what is supported today is a warning one day."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("zdd_lsp.project", "zdd_lsp.project.workspace"):
            patch.setattr(f"{module}.present_day", lambda: dt.date(2026, 11, 23))
        yield


@pytest.fixture(autouse=True, scope="session")
def _forget_opinions() -> Iterator[Callable[[], None]]:
    """Ask ruamel.yaml once about a text, because that takes most of the time of a verdict.

    Many tests judge the same files. What it says depends on the text alone.
    """
    asked = lru_cache(maxsize=5000)(platform.refusal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(platform, "refusal", asked)
        yield asked.cache_clear


@pytest.fixture
def work(_forget_opinions: Callable[[], None]) -> Work:
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

        _forget_opinions()
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            call()
        finally:
            sys.settrace(before)
        return lines

    return count
