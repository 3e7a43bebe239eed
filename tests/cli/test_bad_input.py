"""Whatever lies at the paths of a project: something clear is said, nothing hangs or is written."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import CommandLine

ENV = ".magento.env.yaml"
BOMB = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join(['*a' + str(n - 1)] * 10)}]\n" for n in range(1, 30)
)


def write(name: str, content: bytes) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)
        (root / name).write_bytes(content)

    return make


def directory(root: Path) -> None:
    (root / ENV).unlink()
    (root / ENV).mkdir()


def loop(root: Path) -> None:
    (root / ENV).unlink()
    (root / ENV).symlink_to(root / "b.yaml")
    (root / "b.yaml").symlink_to(root / ENV)


def folder_loop(root: Path) -> None:
    (root / "app" / "again").symlink_to(root, target_is_directory=True)


def pipe(root: Path) -> None:
    (root / ENV).unlink()
    os.mkfifo(root / ENV)


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "not UTF-8": (write(ENV, b"stage:\n  caf\xe9: 1\n"), "yaml-invalid-utf8"),
    "NUL bytes": (write(ENV, b"stage:\n  a\0b: 1\n"), "yaml-control-character"),
    "a lone BOM": (write(ENV, b"\xef\xbb\xbf"), "yaml-byte-order-mark"),
    "50 MB of one line": (write(ENV, b"a" * 50_000_000), "file-not-analysed"),
    "3 MB of one line": (write(ENV, b"stage: " + b"a" * 3_000_000), "yaml-too-large"),
    "nesting in brackets": (write(ENV, b"stage: " + b"[" * 10_000), "yaml-nesting"),
    "nesting in braces": (write(ENV, b"stage: " + b"{a: " * 10_000), "yaml-nesting"),
    "nesting of dashes": (write(ENV, b"stage:\n  " + b"- " * 10_000), "yaml-nesting"),
    "an alias bomb": (write(ENV, BOMB.encode()), "yaml-alias-expansion"),
    "a directory": (directory, "file-not-analysed"),
    "a loop of links": (loop, "file-not-analysed"),
    "a folder that contains itself": (folder_loop, ""),
    "a pipe": (pipe, "file-not-analysed"),
    "a lock that is no JSON": (write("composer.lock", b"{"), "file-not-analysed"),
    "a lock of brackets": (write("composer.lock", b"[" * 100_000), "file-not-analysed"),
    "PHP that computes": (
        write("app/etc/config.php", b"<?php\n$a = 1;\nreturn f($a);\n"),
        "file-not-analysed",
    ),
    "PHP that never ends": (
        write("app/etc/config.php", b"<?php return [" + b"[" * 100_000),
        "file-not-analysed",
    ),
    "an unfinished comment": (write("app/etc/config.php", b"<?php /*"), "file-not-analysed"),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_named(zdd: CommandLine, name: str) -> None:
    make, rule = CASES[name]
    root = zdd.store("store")
    make(root)
    before = sorted(path for path in root.rglob("*") if not path.is_symlink())

    status, out, err = zdd("check", "--format", "json", "store")
    text = zdd("check", "store")
    config = zdd("config", "--format", "json", "store")

    assert status in {0, 1}
    assert err == text.err == config.err == ""
    assert "Traceback" not in text.out
    rules = {finding["rule"] for finding in json.loads(out)["findings"]}
    assert rule in rules or not rule
    assert len(config.out) < 5_000_000
    assert sorted(path for path in root.rglob("*") if not path.is_symlink()) == before


@pytest.mark.parametrize("name", CASES)
def test_fixing_bad_input_does_no_harm(zdd: CommandLine, name: str) -> None:
    make, _ = CASES[name]
    root = zdd.store("store")
    make(root)

    status, _, err = zdd("fix", "store")

    assert status in {0, 1}
    assert "Traceback" not in err


def test_a_file_that_may_not_be_read_is_named(
    zdd: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tests may run as root, who may read everything.
    zdd.store("store")
    really_open = os.open

    def refuse(path: str, flags: int) -> int:
        if str(path).endswith(ENV):
            raise PermissionError(13, "Permission denied")
        return really_open(path, flags)

    monkeypatch.setattr(os, "open", refuse)

    out = zdd("check", "store").out

    assert "file-not-analysed" in out
    assert "permission denied" in out
