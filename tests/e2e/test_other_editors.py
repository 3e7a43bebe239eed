"""Emacs, Helix and Vim as a person sees them, set up word by word as docs/editors.md says.

They are in no package index, so `make test-editors` installs them and runs this before a release.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.e2e.profile import EDITORS, ROOT, copy, profile
from tests.e2e.terminal import ENTER, ESCAPE, Terminal

pytestmark = pytest.mark.editors

ENV = ".magento.env.yaml"
MISTAKE = "SKIP_SCD is on"
FIX = "Turn SKIP_SCD off for the build"
HOVER = "Leaves static content deployment out of a phase."
HELIX = Path(os.environ.get("ZDD_HELIX") or Path.home() / ".cache" / "zdd-helix")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A copy of the example store."""
    return Path(shutil.copytree(ROOT / "examples" / "store", tmp_path / "store"))


def is_mended(screen: str) -> bool:
    return "SKIP_SCD: false" in screen and MISTAKE not in screen


def test_helix(tmp_path: Path, store: Path) -> None:
    environment = profile(tmp_path)
    folder = Path(environment["XDG_CONFIG_HOME"]) / "helix"
    copy("helix/languages.toml", folder / "languages.toml")
    copy("helix/config.toml", folder / "config.toml")
    environment["HELIX_RUNTIME"] = str(HELIX / "usr/lib/hx/runtime")
    libraries = HELIX / "usr/lib/x86_64-linux-gnu"
    loader: list[str | Path] = [libraries / "ld-linux-x86-64.so.2", "--library-path", libraries]
    with Terminal([*loader, HELIX / "usr/lib/hx/hx", ENV], environment, store) as helix:
        helix.until(MISTAKE)

        helix.type("/SKIP_SCD: true" + ENTER)
        helix.until(" 11:")
        helix.type(" k")
        helix.until(HOVER)
        helix.type(ESCAPE)
        helix.until(lambda screen: HOVER not in screen)

        helix.type(" a")
        helix.until(FIX)
        helix.type(ENTER)
        helix.until(is_mended)

        helix.type("oSCD_STRA")
        helix.until("SCD_STRATEGY")
        helix.type("\t" + ENTER)
        helix.until("SCD_STRATEGY: ")


def test_emacs(tmp_path: Path, store: Path) -> None:
    environment = profile(tmp_path)
    folder = Path(environment["HOME"]) / ".emacs.d"
    copy("emacs/zdd-lsp.el", folder / "lisp" / "zdd-lsp.el")
    init = """(add-to-list 'load-path "~/.emacs.d/lisp")\n(require 'zdd-lsp)\n"""
    # In a new home Emacs compiles its own libraries, and shows what it thinks of them in a window.
    quiet = "(setq native-comp-async-report-warnings-errors nil)\n"
    (folder / "init.el").write_text(quiet + init)

    def command(name: str) -> str:
        return f"{ESCAPE}x{name}{ENTER}"

    with Terminal(["emacs", "-nw", ENV], environment, store) as emacs:
        emacs.until("[eglot:")
        emacs.type(command("flymake-show-buffer-diagnostics"))
        emacs.until("SCD_ON_DEMAND is on")
        emacs.type("\x181")  # one window
        emacs.until(lambda screen: "SCD_ON_DEMAND is on" not in screen)

        emacs.type("\x13SKIP_SCD: t" + ENTER)
        emacs.type(command("eglot-code-actions"))
        emacs.until("Pick an action")
        emacs.type(FIX + ENTER)
        emacs.until(is_mended)

        emacs.type("\x12SKIP_SCD" + ENTER + "\x06")  # rests on the name
        emacs.until(lambda screen: HOVER in screen or screen.endswith("\nSKIP_SCD"))
        emacs.type(command("eldoc"))
        emacs.until(HOVER)

        emacs.type("\x181\x05" + ENTER + "SCD_STRA")  # is indented by itself
        emacs.type(ESCAPE + "\t")
        emacs.until("SCD_STRATEGY")


def test_emacs_leaves_other_yaml_alone(tmp_path: Path, store: Path) -> None:
    environment = profile(tmp_path)
    library = copy("emacs/zdd-lsp.el", tmp_path / "zdd-lsp.el")
    (store / "docker-compose.yaml").write_text("services: {}\n")
    emacs: list[str | Path] = ["emacs", "-nw", "-l", library, "docker-compose.yaml"]
    with Terminal(emacs, environment, store) as other:
        other.until("docker-compose.yaml")
        other.type(f"{ESCAPE}:major-mode{ENTER}")
        told = other.until(lambda screen: screen.endswith("-mode"))
        assert not told.endswith("zdd-lsp-mode")


def test_vim_with_ale(tmp_path: Path, store: Path) -> None:
    environment = profile(tmp_path)
    home = Path(environment["HOME"])
    copy("vim/ale_linters/yaml/zdd_lsp.vim", home / ".vim/ale_linters/yaml/zdd_lsp.vim")
    ours = (EDITORS / "vim" / "vimrc").read_text()
    (home / ".vimrc").write_text(f"set nocompatible\nfiletype plugin on\npackadd ale\n{ours}")
    with Terminal(["vim", "-n", ENV], environment, store) as vim:
        vim.type("/SKIP_SCD" + ENTER)
        vim.until(MISTAKE)

        vim.type(":ALEHover" + ENTER)
        vim.until(HOVER)

        vim.type(":ALECodeAction" + ENTER)
        vim.until(f"1) {FIX}")
        vim.type("1" + ENTER)
        vim.until(is_mended)

        vim.type("o    SCD_STRA\x18\x0f")
        vim.until("SCD_STRATEGY")
