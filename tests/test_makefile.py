"""What the pages tell people to `make` can be made."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / ".ci" / "run"])
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text()
    said = re.findall(r"`make ([a-z -]+)`", text) + re.findall(
        r"^make ([a-z-]+)", text, re.MULTILINE
    )
    assert {target for each in said for target in each.split()} <= TARGETS


def test_pages_name_targets() -> None:
    assert {"demo", "dist", "test", "vsix"} <= TARGETS
