"""Patterns of paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.settings.globs import Exclusion

BASE = Path("/repository")


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("legacy", ["legacy/a", "b/legacy/c/d", "legacy"], ["legacy2/a", "a"]),
        ("legacy/", ["legacy/a", "b/legacy/c"], ["a"]),
        ("/legacy", ["legacy/a"], ["b/legacy/a"]),
        ("shops/old", ["shops/old/.magento.env.yaml"], ["x/shops/old/a", "shops/new/a"]),
        ("./shops/old", ["shops/old/a"], ["shops/new/a"]),
        ("*.yaml", ["a.yaml", "x/.magento.env.yaml"], ["a.yml"]),
        ("shops/*/.magento.env.yaml", ["shops/a/.magento.env.yaml"], ["shops/.magento.env.yaml"]),
        ("shops/**/a.yaml", ["shops/a.yaml", "shops/b/c/a.yaml"], ["a.yaml", "shops/b.yaml"]),
        ("**/services.yaml", ["services.yaml", ".magento/services.yaml"], ["services.yml"]),
        ("shop?", ["shop1/a"], ["shop/a", "shop12/a"]),
        ("**", ["a", "b/c"], []),
    ],
)
def test_what_a_pattern_matches(pattern: str, matching: list[str], others: list[str]) -> None:
    exclusion = Exclusion(BASE, pattern)

    assert [each for each in matching if not exclusion.matches(BASE / each)] == []
    assert [each for each in others if exclusion.matches(BASE / each)] == []


def test_nothing_outside_of_the_base_matches() -> None:
    assert not Exclusion(BASE / "a", "**").matches(BASE / "b")


def test_a_hostile_pattern_costs_no_more_than_its_length() -> None:
    exclusion = Exclusion(BASE, "/".join(["**", "*a*a*a*a*a*a*b"] * 40))

    assert not exclusion.matches(BASE.joinpath(*["a" * 200] * 100))
