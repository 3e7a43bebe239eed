from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import zdd_lsp

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_version_and_help(zdd: CommandLine) -> None:
    assert zdd("--version") == (0, f"zdd-lsp {zdd_lsp.__version__}\n", "")
    status, out, _ = zdd("--help")
    assert status == 0
    for command in ("check", "fix", "ideal-state", "config", "explain"):
        assert f"    {command} " in out or f"    {command}\n" in out
        status, text, _ = zdd(command, "--help")
        assert status == 0
        assert "exit status:" in text


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("nonsense",),
        ("check", "--fail-level", "fatal"),
        ("check", "--form", "json"),
        ("config", "--stage", "production"),
        ("ideal-state", "a", "b"),
    ],
)
def test_wrong_arguments(zdd: CommandLine, argv: tuple[str, ...]) -> None:
    status, out, err = zdd(*argv)
    assert (status, out) == (2, "")
    assert err.startswith("usage: zdd-lsp")
