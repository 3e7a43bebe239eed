"""What only a process of its own can show: imports, pipes, encodings, signals, colours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.cli.console import Console

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

CODE = "import sys; from zdd_lsp.cli import main; sys.exit(main(sys.argv[1:]))"
ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.endswith("_COLOR")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def run(*argv: str, code: str = CODE, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *argv],
        env=environment(**more),
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "argv",
    [
        ["check", "--format", "json"],
        ["check"],
        ["ideal-state", "store"],
        ["config"],
        ["fix", "--diff"],
        ["explain", "SKIP_SCD"],
        ["--help"],
    ],
)
def test_no_command_loads_the_protocol_or_what_else_is_heavy(
    zdd: CommandLine, wrong: dict[str, str], argv: list[str]
) -> None:
    zdd.store("store", wrong)
    code = (
        "import sys; from zdd_lsp.cli import main; main(sys.argv[1:]);"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    loaded = set(run(*argv, code=code).stderr.decode().split())
    assert "zdd_lsp.cli.entry" in loaded
    assert not loaded & {"pygls", "lsprotocol", "attrs", "cattrs", "asyncio", "logging"}


def test_a_reader_that_goes_away_is_no_accident(zdd: CommandLine, wrong: dict[str, str]) -> None:
    for number in range(60):
        zdd.store(f"store-{number}", wrong)
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, "check"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141
    process.stderr.close()


def test_an_output_that_is_closed_before_the_start(zdd: CommandLine, wrong: dict[str, str]) -> None:
    zdd.store("store", wrong)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", CODE, "check"],
        env=environment(),
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_help_for_a_reader_that_is_gone() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", CODE, "--help"],
        env=environment(),
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert done.stderr == b""


def test_ctrl_c_is_quiet(zdd: CommandLine) -> None:
    zdd.store("store")
    code = (
        "import sys; from zdd_lsp import cli, lint\n"
        "def check(*_): raise KeyboardInterrupt\n"
        "lint.check = check; sys.exit(cli.main(['check']))"
    )
    done = run(code=code)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_an_encoding_that_lacks_a_character(zdd: CommandLine, encoding: str) -> None:
    zdd.store("日本", {".magento.env.yaml": "stage: {日本: 'ü\n"})
    done = run("check", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert done.stderr == b""
    assert ("日本/" in done.stdout.decode(encoding)) == (encoding == "utf-8")
    assert json.loads(run("check", "--format", "json", PYTHONIOENCODING=encoding).stdout)


@pytest.mark.parametrize(
    ("argv", "variables", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_on_colours(
    zdd: CommandLine,
    wrong: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    argv: list[str],
    variables: dict[str, str],
    *,
    coloured: bool,
) -> None:
    zdd.store("store", wrong)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in zdd("check", *argv).out) == coloured
    assert "\x1b[" not in zdd("check", "--format", "json", *argv).out


@pytest.mark.parametrize(("term", "coloured"), [("xterm", True), ("dumb", False)])
def test_a_terminal_is_coloured(
    monkeypatch: pytest.MonkeyPatch, term: str, *, coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert Console().style.colour is coloured
    assert Console().is_watched
