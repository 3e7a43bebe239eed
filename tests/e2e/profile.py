"""Clean profiles for real editors, set up with the files of the folder `editors`."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EDITORS = ROOT / "editors"
NEOVIM = Path(sys.executable).with_name("nvim")


def profile(tmp_path: Path) -> dict[str, str]:
    """Return an environment without a user, and with a `zdd-lsp` that is this checkout's."""
    folder = program(tmp_path, "zdd-lsp", "-m zdd_lsp").parent
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return os.environ | {
        **{name: str(tmp_path / name.lower()) for name in homes},
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }


def program(tmp_path: Path, name: str, run: str | Path) -> Path:
    """Make a program of the profile that has Python run something; return it."""
    command = tmp_path / "bin" / name
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {run} "$@"\n')
    command.chmod(0o755)
    return command


def copy(source: str, target: Path) -> Path:
    """Copy a file of the folder `editors` to where a user puts it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(EDITORS / source, target))


def neovim(environment: dict[str, str]) -> list[str | Path]:
    """Set Neovim up as docs/editors.md says; return its command."""
    if not NEOVIM.exists() and (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("Neovim is not installed: its wheel exists for Linux on x86-64 only")
    folder = Path(environment["XDG_CONFIG_HOME"]) / "nvim"
    copy("nvim/lsp/zdd_lsp.lua", folder / "lsp" / "zdd_lsp.lua")
    # Without `-u` Neovim reads no user configuration when it runs a script.
    return [NEOVIM, "-u", copy("nvim/init.lua", folder / "init.lua")]
