"""Initialization options."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"


async def test_a_recommendation_is_raised(start: Any) -> None:
    options = {"severity": {"single-scd-thread": "error", "no-such-rule": "hint"}}
    async with start(initialization_options=options) as editor:
        editor.open(ENV, "stage:\n  build:\n    SCD_THREADS: 1\n")
        told = await editor.told(ENV, version=1)

    (threads,) = [item for item in told if item.code == "single-scd-thread"]
    assert threads.severity == types.DiagnosticSeverity.Error


@pytest.mark.parametrize("options", [{"severity": "error"}, {"severity": None}, [], "x", 5])
async def test_odd_options_are_survived(start: Any, options: Any) -> None:
    async with start(initialization_options=options) as editor:
        editor.open(ENV)
        assert await editor.told(ENV, version=1)
