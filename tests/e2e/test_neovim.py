"""A real Neovim, headless, set up word by word as docs/editors.md says."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.profile import ROOT, neovim, profile, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.no_cover

SCRIPTS = ROOT / "tests" / "e2e" / "neovim"
WARNING = 2


@pytest.fixture
def run(tmp_path: Path) -> Callable[[str], Any]:
    """Run a script of the folder `neovim` on a copy of the example store; return what it saw."""

    def run(script: str) -> Any:
        shutil.copytree(ROOT / "examples" / "store", tmp_path / "store")
        environment = profile(tmp_path)
        configuration = neovim(environment)
        result = tmp_path / "result.json"
        environment |= {
            "ZDD_STORE": str(tmp_path / "store"),
            "ZDD_RESULT": str(result),
            "ZDD_SUPPORT": str(SCRIPTS / "support.lua"),
        }
        done = subprocess.run(
            [*configuration, "--headless", "-l", SCRIPTS / script],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(result.read_text())

    return run


def test_a_mistake_is_underlined_explained_and_mended(
    run: Callable[[str], Any], tmp_path: Path
) -> None:
    session = run("mend.lua")
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
    assert session["hook"], "all that is safe is mended at once"
    assert session["first_of_its_line"] == {"otherYamlServer": False}


def test_completion_rename_hints_and_the_score(run: Callable[[str], Any]) -> None:
    session = run("write.lua")
    assert "SCD_STRATEGY" in session["completions"]
    assert session["relationship"] == "  database: 'database:mysql'"
    assert "overridden" in dict(session["hints"])["    SCD_THREADS: 2"]
    assert session["score"].startswith("Ideal state: ")
    gaps, risk = session["messages"]
    assert "SCD_ON_DEMAND" in gaps
    assert "with all its data" in risk


def test_beside_another_server_nothing_is_doubled(
    run: Callable[[str], Any], tmp_path: Path
) -> None:
    program(tmp_path, "yaml-language-server", SCRIPTS / "other_server.py")
    session = run("beside.lua")
    for state in ("opened", "edited"):
        told = Counter((it["message"], *it["from"], *it["to"]) for it in session[state])
        assert set(told.values()) == {1}
        assert {it["source"] for it in session[state]} == {"zdd", "other"}
    hover = "\n".join(session["hover"])
    assert "SKIP_SCD" in hover
    assert "a word of the other server" in hover
    said = {it["code"] for it in session["broken"] if str(it.get("code")).startswith("yaml-")}
    assert said == {"yaml-complex-key"}
