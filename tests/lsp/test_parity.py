"""The editor and the command line say the same of the same project."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.asyncio, pytest.mark.no_cover]

ROOT = Path(__file__).resolve().parents[2]
SEVERITIES = {1: "error", 2: "warning", 3: "info", 4: "hint"}
BROKEN = {
    ".magento.env.yaml": "stage:\n  build:\n    SKIP_SCD: @x\n\tSCD_THREADS: 1\n    A: b: c\n",
    ".magento.app.yaml": "name: 😀shop\nname: b\nhooks: {build: [}\n",
    ".magento/routes.yaml": '"http://{default}/": &r {type: upstream}\nb: *nope\n',
    "composer.lock": "not JSON",
}


def by_command_line(root: Path) -> list[tuple[Any, ...]]:
    done = subprocess.run(
        [sys.executable, "-m", "zdd_lsp", "check", "--format", "json", str(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    found = []
    for finding in json.loads(done.stdout)["findings"]:
        start = finding["range"]["start"]
        place = finding["path"], start["line"], start["character"]
        found.append((*place, finding["rule"], finding["severity"], finding["message"]))
    return sorted(found)


SETTINGS = """\
profile = "strict"
ignore = ["html-minification"]
exclude = [".magento.app.yaml"]
commerce = "2.4.8"
severity = { scd-on-demand = "info", missing-scd-matrix = "error" }
"""


@pytest.mark.parametrize("name", ["store", "ideal-store", "broken", "settings"])
async def test_the_editor_shows_what_the_command_line_prints(
    start: Any, tmp_path: Path, name: str
) -> None:
    root = tmp_path / "project"
    if name == "broken":
        for path, text in BROKEN.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    else:
        shutil.copytree(ROOT / "examples" / name.replace("settings", "store"), root)
    if name == "settings":
        (root / ".zdd.toml").write_text(SETTINGS)

    async with start(root=root) as editor:
        editor.open(".magento.env.yaml")
        editor.open(".magento.app.yaml")
        await editor.told(".magento.app.yaml", version=1)
        await editor.rest()
        last = {sent.uri: sent.diagnostics for sent in editor.published}

    shown = []
    for uri, diagnostics in last.items():
        path = uri.removeprefix(f"{root.as_uri()}/")
        shown += [
            (
                path,
                item.range.start.line,
                item.range.start.character,
                item.code,
                SEVERITIES[item.severity],
                item.message,
            )
            for item in diagnostics
        ]
    printed = by_command_line(root)
    # The editor counts in UTF-16, so a place behind a character beyond it is one further.
    assert [(p, line, *rest) for p, line, _, *rest in sorted(shown)] == [
        (p, line, *rest) for p, line, _, *rest in printed
    ]
    assert bool(printed) is (name != "ideal-store")
