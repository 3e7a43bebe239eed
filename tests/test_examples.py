"""The two example stores are what the documentation says they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp.cli import main

if TYPE_CHECKING:
    import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
BEFORE, AFTER = EXAMPLES / "store", EXAMPLES / "ideal-store"
CHANGED = {".magento.env.yaml", ".magento.app.yaml"}


def test_the_store_is_not_ideal() -> None:
    assert main(["ideal-state", str(BEFORE)]) == 3  # as many as ece-tools can count


def test_the_ideal_store_is_ideal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ideal-state", str(AFTER)]) == 0
    assert "The configured state is ideal" in capsys.readouterr().out


def test_nothing_is_reported_in_the_ideal_store(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fail-level", "hint", str(AFTER)]) == 0, capsys.readouterr().out


def test_the_stores_differ_in_their_configuration_only() -> None:
    assert files(BEFORE) == files(AFTER)
    changed = {
        path
        for path in files(BEFORE)
        if (BEFORE / path).read_bytes() != (AFTER / path).read_bytes()
    }
    assert changed == CHANGED


def test_all_that_is_shown_is_ours() -> None:
    """Nothing in the examples may look like a secret or lead to somebody's shop."""
    for store in (BEFORE, AFTER):
        for path in files(store):
            text = (store / path).read_text()
            assert not re.search(r"password\s*[:=]|token\s*[:=]|\.cloud/", text, re.IGNORECASE)


def files(store: Path) -> set[str]:
    return {str(path.relative_to(store)) for path in store.rglob("*") if path.is_file()}
