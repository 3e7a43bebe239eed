"""Every project and every historical file of the corpus, in one go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

SHARED = Path(__file__).parents[2] / "../shared"
NAMES = {
    "env": ".magento.env.yaml",
    "app": ".magento.app.yaml",
    "services": ".magento/services.yaml",
    "routes": ".magento/routes.yaml",
}


@pytest.fixture
def corpus() -> Path:
    folder = (SHARED / "corpus").resolve()
    if not folder.is_dir():
        pytest.skip("../shared/corpus is absent: no real projects to run over")
    return folder


@pytest.mark.parametrize("command", ["check", "config"])
@pytest.mark.parametrize("output", ["text", "json"])
@pytest.mark.no_cover
def test_real_projects(zdd: CommandLine, corpus: Path, command: str, output: str) -> None:
    status, out, err = zdd(command, "--format", output, corpus / "projects")
    assert status in {0, 1}
    assert err == ""
    assert "\x1b" not in out
    if output == "json":
        roots = {Path(project["root"]) for project in json.loads(out)["projects"]}
        assert all(
            any(root.is_relative_to(project) for root in roots)
            for project in (corpus / "projects").iterdir()
        )


@pytest.mark.no_cover
def test_historical_files_alone(zdd: CommandLine, corpus: Path) -> None:
    for kind, name in NAMES.items():
        for source in sorted((corpus / "history" / kind).iterdir()):
            file = zdd.folder / f"{kind}-{source.stem}" / name
            file.parent.mkdir(parents=True)
            file.write_bytes(source.read_bytes())
    for argv in (["check"], ["check", "--format", "json"], ["config"], ["fix", "--diff"]):
        status, out, err = zdd(*argv)
        assert status in {0, 1}
        assert out
        assert err == ""


@pytest.mark.no_cover
def test_the_wizard_on_real_projects(zdd: CommandLine, corpus: Path) -> None:
    for project in sorted((corpus / "projects").iterdir()):
        status, out, err = zdd("ideal-state", project)
        if "holds several projects" in err:
            continue
        # A project without a lock could not run the wizard; its files are judged all the same.
        assert err == "" or "composer.lock, because it does not exist" in err
        assert out.count("\n - ") + out.startswith(" - ") == status
