from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_fix_makes_a_store_better_and_then_rests(zdd: CommandLine, wrong: dict[str, str]) -> None:
    env = "# why\r\nstage:\r\n  global:\r\n    SCD_ON_DEMAND: true\r\n"
    store = zdd.store("store", {**wrong, ".magento.env.yaml": env})
    status, out, err = zdd("fix", "--fail-level", "error")
    assert (status, err) == (0, "")
    assert "Fixed store/.magento.env.yaml\n" in out
    fixed = (store / ".magento.env.yaml").read_bytes()
    assert fixed.startswith(b"# why\r\nstage:\r\n")
    assert fixed.count(b"\n") == fixed.count(b"\r\n")
    assert zdd("ideal-state", "--strict-parity").status == 0
    assert zdd("fix", "--fail-level", "error").out.startswith("Changed 0 files.\n")
    assert (store / ".magento.env.yaml").read_bytes() == fixed


def test_a_patch_changes_nothing_and_applies(zdd: CommandLine, wrong: dict[str, str]) -> None:
    store = zdd.store("store", wrong)
    before = {file: file.read_bytes() for file in store.rglob("*") if file.is_file()}
    status, patch, _ = zdd("fix", "--diff")
    assert status == 1
    assert "--- a/store/.magento.env.yaml\n+++ b/store/.magento.env.yaml\n" in patch
    assert {file: file.read_bytes() for file in store.rglob("*") if file.is_file()} == before
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True)  # noqa: S607 - the user's git
    assert zdd("fix", "--diff") == (0, "", "")


def test_a_file_that_cannot_be_written_is_said(zdd: CommandLine, wrong: dict[str, str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everything")
    store = zdd.store("store", wrong)
    (store / ".magento.env.yaml").chmod(0o444)
    status, _, err = zdd("fix")
    assert status == 2
    assert "not written: Permission denied" in err
