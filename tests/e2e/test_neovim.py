"""A real Neovim, headless, with the configuration that editors/nvim ships."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEOVIM = Path(sys.executable).with_name("nvim")
WARNING = 2


@pytest.fixture
def session(tmp_path: Path) -> Any:
    """What Neovim saw while neovim.lua opened, read and mended a copy of the example store."""
    if not NEOVIM.exists():
        pytest.skip("Neovim is not installed: its wheel exists for Linux on x86-64 only")
    store = tmp_path / "store"
    shutil.copytree(ROOT / "examples" / "store", store)
    result = tmp_path / "result.json"
    neovim: list[str | Path] = [
        NEOVIM,
        "--clean",
        "--headless",
        "--cmd",
        f"set runtimepath^={ROOT / 'editors' / 'nvim'}",
        "-l",
        Path(__file__).with_name("neovim.lua"),
    ]
    done = subprocess.run(
        neovim,
        env=environment(tmp_path) | {"ZDD_STORE": str(store), "ZDD_RESULT": str(result)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(result.read_text())


def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which Neovim finds no user, and a `zdd-lsp` that is this checkout's."""
    command = tmp_path / "bin" / "zdd-lsp"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zdd_lsp "$@"\n')
    command.chmod(0o755)
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    return os.environ | {
        **{name: str(tmp_path / name.lower()) for name in homes},
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }


def test_a_mistake_is_underlined_explained_and_mended(session: Any, tmp_path: Path) -> None:
    assert session["filetype"] == "yaml"
    assert session["root"] == str(tmp_path / "store")
    assert not session["pulls"], "Neovim 0.11 would not learn of changes in other files"

    source = (ROOT / "examples/store/.magento.env.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(source) if "SKIP_SCD" in text)
    mistake = next(it for it in session["before"] if it["from"][0] == line)
    assert mistake["severity"] == WARNING
    assert source[line][mistake["from"][1] : mistake["to"][1]] == "true"

    hover = "\n".join(session["hover"])
    assert "SKIP_SCD" in hover
    assert "build" in hover

    assert session["fix"]
    assert session["text"][line].strip() != source[line].strip()
    assert [text for text in source if "#" in text] == [
        text for text in session["text"] if "#" in text
    ]
    assert len(session["after"]) < len(session["before"])
    assert mistake["message"] not in [it["message"] for it in session["after"]]
