from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from zdd_lsp.cli import fix

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import CommandLine


def test_fix_makes_a_store_better_and_then_rests(zdd: CommandLine, wrong: dict[str, str]) -> None:
    env = "# why\r\nstage:\r\n  global:\r\n    SCD_ON_DEMAND: true\r\n"
    store = zdd.store("store", {**wrong, ".magento.env.yaml": env})
    status, out, err = zdd("fix", "--fail-level", "error")
    assert (status, err) == (0, "")
    assert "Fixed store/.magento.env.yaml: scd-on-demand\n" in out
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


def test_a_file_that_changed_meanwhile_is_left_alone(
    zdd: CommandLine, wrong: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = zdd.store("store", wrong) / ".magento.env.yaml"

    def fix_all(*_: object, **__: object) -> dict[str, str]:
        file.write_text("# somebody saved this\n")
        return {".magento.env.yaml": "# fixed\n"}

    monkeypatch.setattr(fix, "fix_all", fix_all)
    status, _, err = zdd("fix")
    assert status == 2
    assert err.endswith(".magento.env.yaml: left alone, because it has changed in the meantime\n")
    assert file.read_text() == "# somebody saved this\n"


def test_a_file_that_cannot_be_written_is_said(
    zdd: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = zdd.store("store")
    (store / "folder").touch()
    new = {"folder/file.yaml": "a: 1\n", "new/file.yaml": "b: 2\n"}
    monkeypatch.setattr(fix, "fix_all", lambda *_, **__: new)
    assert zdd("fix", "--diff").out == (
        "--- /dev/null\n+++ b/store/folder/file.yaml\n@@ -0,0 +1 @@\n+a: 1\n"
        "--- /dev/null\n+++ b/store/new/file.yaml\n@@ -0,0 +1 @@\n+b: 2\n"
    )
    status, out, err = zdd("fix")
    assert status == 2
    assert "file.yaml: not written: " in err
    assert out.startswith("Created store/new/file.yaml\nChanged 1 file.\n")
    assert (store / "new/file.yaml").read_text() == "b: 2\n"


def test_a_file_is_fixed_alone(zdd: CommandLine, wrong: dict[str, str]) -> None:
    store = zdd.store("store", wrong)
    out = zdd("fix", "store/.magento.env.yaml").out
    assert out.startswith("Fixed store/.magento.env.yaml: scd-on-demand, html-minification\n")
    assert (store / ".magento.app.yaml").read_text() == wrong[".magento.app.yaml"]


def test_a_patch_without_a_line_break_at_the_end(
    zdd: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = zdd.store("store", {".magento.env.yaml": "a: '\u2028\r'\r\nb: 1"})
    new = {".magento.env.yaml": "a: '\u2028\r'\r\nb: 2"}
    monkeypatch.setattr(fix, "fix_all", lambda *_, **__: new)
    patch = zdd("fix", "--diff").out
    assert patch.endswith(
        "-b: 1\n\\ No newline at end of file\n+b: 2\n\\ No newline at end of file\n"
    )
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True)  # noqa: S607 - as above
    assert (store / ".magento.env.yaml").read_bytes().decode() == new[".magento.env.yaml"]


def test_a_patch_that_is_watched_cannot_drive_the_terminal(
    zdd: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    zdd.store("store", {".magento.env.yaml": "a: '\x1b[2J'\n"})
    monkeypatch.setattr(fix, "fix_all", lambda *_, **__: {".magento.env.yaml": "a: '\x9b'\n"})
    out = zdd("fix", "--diff", "--color", "always").out
    assert "\x1b[31m-a: '\\x1b[2J'\x1b[0m\n\x1b[32m+a: '\\x9b'\x1b[0m\n" in out
