"""What the README shows is what the program prints."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.cli.arguments import parser

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SESSION = re.compile(r"^```console\n\$ zdd-lsp (?P<arguments>.*)\n(?s:.*?)^```$", re.MULTILINE)


@pytest.mark.parametrize(
    "session", list(SESSION.finditer(README.read_text())), ids=lambda session: session["arguments"]
)
def test_a_session_is_fresh(session: re.Match[str]) -> None:
    """If this fails because the program says it better now, run ``make docs``."""
    assert session[0] == fresh(session)


def test_the_readme_shows_a_session() -> None:
    assert SESSION.search(README.read_text())


def test_every_family_of_rules_is_named() -> None:
    rows = table("What it checks")
    families = {rule.code[:4] for rule in lint.rules()}
    assert families == set(re.findall(r"ZDD\d", rows))
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", rows))
    assert named <= {rule.name for rule in lint.rules()}


def test_every_command_is_named() -> None:
    commands = re.findall(r"^    ([a-z-]+)(?: |$)", parser().format_help(), re.MULTILINE)
    assert commands
    assert set(commands) == set(re.findall(r"`zdd-lsp ([a-z-]+)", table("On the command line")))


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text())
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def table(heading: str) -> str:
    """Return the rows of the tables below a heading."""
    section = README.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return "\n".join(line for line in section.splitlines() if line.startswith("|"))


def fresh(session: re.Match[str]) -> str:
    """Return a session as it would go now."""
    arguments = shlex.split(session["arguments"])
    if arguments[0] == "check":
        arguments += ["--date", "2026-11-23"]  # what is out of support depends on the day
    done = subprocess.run(
        [sys.executable, "-m", "zdd_lsp", *arguments],
        env=os.environ | {"NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return f"```console\n$ zdd-lsp {session['arguments']}\n{done.stdout}```"


if __name__ == "__main__":
    README.write_text(SESSION.sub(fresh, README.read_text()))
