"""Editors as a person sees them: keys in, a screen out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.profile import ROOT, neovim, profile
from tests.e2e.terminal import ENTER, ESCAPE, Terminal

pytestmark = pytest.mark.no_cover

ENV = ".magento.env.yaml"
COMPLETE, ACCEPT = "\x18\x0f", "\x19"
"""Ctrl-X Ctrl-O, which asks for a completion in Vim and Neovim, and Ctrl-Y, which takes it."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A copy of the example store."""
    return Path(shutil.copytree(ROOT / "examples" / "store", tmp_path / "store"))


def chosen(menu: str, title: str) -> str:
    """Return the number of an entry in a menu of numbers."""
    (line,) = (line for line in menu.splitlines() if line.endswith(title))
    return line.partition(":")[0]


def test_neovim_underlines_explains_completes_and_mends(tmp_path: Path, store: Path) -> None:
    environment = profile(tmp_path)
    show = ["--cmd", "lua vim.diagnostic.config({ virtual_text = true })", "-n"]
    with Terminal([*neovim(environment), *show, ENV], environment, store) as nvim:
        nvim.until("SKIP_SCD is on")
        nvim.until("Ideal state: 1 of 5")

        nvim.type("/SKIP_SCD" + ENTER + "K")
        nvim.until("| build | false | true | build, line 11 |")
        nvim.type(ESCAPE + "gg/SKIP_SCD" + ENTER)

        nvim.type("gra")
        nvim.until("Turn SKIP_SCD off for the build")
        nvim.type(chosen(nvim.text, "Turn SKIP_SCD off for the build") + ENTER)
        nvim.until(lambda screen: "SKIP_SCD is on" not in screen and "SKIP_SCD: false" in screen)

        nvim.type("oSCD_STRAT" + COMPLETE)
        nvim.until("SCD_STRATEGY")
        nvim.type(ACCEPT)
        nvim.until("SCD_STRATEGY: compact")
