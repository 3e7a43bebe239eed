"""The settings that are in force for a project."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.workspace import Workspace
from zdd_lsp.settings import Given

APP, TOML = ".magento.app.yaml", ".zdd.toml"
LOCK = '{"packages": [{"name": "magento/ece-tools", "version": "2002.1.10"}]}'
SCHEMA = "vendor/magento/ece-tools/config/schema.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in a folder of a folder of a repository."""
    (tmp_path / ".git").mkdir()
    root = tmp_path / "shops" / "one"
    root.mkdir(parents=True)
    (root / APP).write_text("name: shop\n")
    return root


def test_the_weakest_source_is_the_editor_and_the_strongest_the_command_line() -> None:
    files = {TOML: "profile = 'strict'\nhints = true\n"}
    weak = {"profile": "all", "hints": False, "lens": True}
    given = Given(weak=weak, strong={"profile": "recommended"})

    settings = Project(Path("/project"), files, given=given).settings

    assert (settings.profile, settings.hints, settings.lens) == ("recommended", True, True)


def test_a_wanted_version_wins_over_what_is_installed() -> None:
    files = {"composer.lock": LOCK, SCHEMA: "NEW_VARIABLE: {type: string, stages: [build]}\n"}
    installed = Project(Path("/project"), files)
    wanted = Project(Path("/project"), files, given=Given(weak={"ece_tools": "2002.2.1"}))

    assert (installed.ece_tools, installed.ece_tools_triple) == ("2002.1.10", (2002, 1, 10))
    assert (wanted.ece_tools, wanted.ece_tools_triple) == ("2002.2.1", (2002, 2, 1))
    assert installed.vendor_schema is not None
    assert wanted.vendor_schema is None


def test_a_wanted_day_wins_over_the_present_one() -> None:
    day, today = dt.date(2025, 1, 2), dt.date(2026, 11, 23)
    project = Project(Path("/project"), {TOML: "date = 2025-01-02"}, today=today)

    assert project.today == project.judged().today == day
    assert project.with_texts({TOML: ""}).today == today


def test_the_nearest_file_counts_and_buffers_are_files(root: Path) -> None:
    workspace = Workspace()
    assert not workspace.snapshot(root).settings.hints

    top = root.parents[1] / TOML
    top.write_text("hints = true\n")
    above = workspace.snapshot(root)
    assert above.settings.hints
    assert above.file(TOML) == top
    assert not above.owns(TOML)

    workspace.open(root / TOML, "lens = true\n")
    own = workspace.snapshot(root)
    assert (own.settings.hints, own.settings.lens) == (False, True)
    assert own.file(TOML) == root / TOML
    assert own.owns(TOML)

    workspace.close(root / TOML)
    assert workspace.snapshot(root).settings.hints


def test_folders_that_are_opened_later_count(root: Path) -> None:
    outside = root.parents[2]
    (outside / TOML).write_text("hints = true\n")
    folders: list[Path] = []
    workspace = Workspace(folders=lambda: folders)
    assert not workspace.snapshot(root).settings.hints

    folders.append(outside)
    workspace.folders_changed()

    assert workspace.snapshot(root).settings.hints


def test_what_is_given_anew_makes_a_new_snapshot(root: Path) -> None:
    said = [Given(), Given(), Given(weak={"hints": True})]
    workspace = Workspace(given=lambda _: said[0])

    first = workspace.snapshot(root)
    said.pop(0)
    assert workspace.snapshot(root) is first
    said.pop(0)
    assert workspace.snapshot(root).settings.hints


def test_a_settings_file_belongs_to_its_folder(root: Path) -> None:
    workspace = Workspace()

    assert workspace.place_of(root / TOML) == (root, TOML)
    assert workspace.place_of(root.parent / TOML) == (root.parent, TOML)
