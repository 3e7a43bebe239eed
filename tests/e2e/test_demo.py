"""The demo of the README, from the first message to the verdict."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).resolve().parents[2]


def demo(examples: Path) -> subprocess.CompletedProcess[str]:
    """Run the demo of a folder of examples to its end."""
    return subprocess.run(
        [sys.executable, examples / "demo.py"],
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONPATH": str(ROOT)},
        cwd=examples,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_ends_with_an_ideal_store() -> None:
    store = ROOT / "examples" / "store"
    before = {path: path.read_bytes() for path in store.rglob("*") if path.is_file()}
    done = demo(ROOT / "examples")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("\nThe store is ideal.\n")
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert before == {path: path.read_bytes() for path in before}


def test_it_fails_where_no_fix_can_help(tmp_path: Path) -> None:
    """Nothing but a running store can say which websites app/etc/config.php should name."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "examples/store/app/etc/config.php").unlink()
    done = demo(tmp_path / "examples")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "The configured state is not ideal" in done.stdout
