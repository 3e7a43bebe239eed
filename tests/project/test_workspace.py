"""Open buffers over disk."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.project.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / APP).write_text("name: shop\n")
    (tmp_path / ENV).write_text("stage:\n  build: {}\n")
    return tmp_path


def test_the_same_snapshot_is_returned_while_nothing_changes(root: Path) -> None:
    workspace = Workspace()

    assert workspace.snapshot(root) is workspace.snapshot(root)


def test_a_new_day_makes_a_new_snapshot(root: Path) -> None:
    days = [dt.date(2026, 12, 31), dt.date(2026, 12, 31), dt.date(2027, 1, 1)]
    workspace = Workspace(iter(days).__next__)

    first, same, later = (workspace.snapshot(root) for _ in days)

    assert first is same
    assert first.today == dt.date(2026, 12, 31)
    assert later.today == later.judged().today == later.with_texts({}).today == dt.date(2027, 1, 1)


def test_a_buffer_goes_before_the_disk_until_it_is_closed(root: Path) -> None:
    workspace = Workspace()
    workspace.open(root / ENV, "stage:\n  build: {SKIP_SCD: true}\n")
    opened = workspace.snapshot(root)
    workspace.close(root / ENV)
    closed = workspace.snapshot(root)

    assert opened.env.get("build", "SKIP_SCD") is not None
    assert closed.env.get("build", "SKIP_SCD") is None


def test_a_change_on_disk_is_seen_without_being_told(root: Path) -> None:
    workspace = Workspace()
    before = workspace.snapshot(root)
    (root / "composer.lock").write_text(
        '{"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}'
    )
    after = workspace.snapshot(root)

    assert before.ece_tools is None
    assert after.ece_tools == "2002.1.17"


def test_a_change_that_leaves_size_and_time_is_seen_when_told(root: Path) -> None:
    workspace = Workspace()
    status = (root / ENV).stat()
    workspace.snapshot(root)
    (root / ENV).write_text("stage:\n  biuld: {}\n")
    os.utime(root / ENV, ns=(status.st_atime_ns, status.st_mtime_ns))
    workspace.changed_on_disk(root / ENV)

    assert "biuld" in (workspace.snapshot(root).text(ENV) or "")


def test_a_deleted_file_is_gone(root: Path) -> None:
    workspace = Workspace()
    workspace.snapshot(root)
    (root / ENV).unlink()

    assert workspace.snapshot(root).source(ENV) is None


def test_what_cannot_be_read_is_known_with_its_reason(root: Path) -> None:
    (root / "composer.lock").mkdir()
    (root / "composer.json").write_bytes(b"{\xff}")
    project = Workspace().snapshot(root)

    lock, manifest = project.unreadable("composer.lock"), project.unreadable("composer.json")
    assert lock is not None
    assert lock.reason == "it is a directory"
    assert manifest is not None
    assert not project.lock.ok
    assert not project.manifest.ok


def test_only_our_files_have_a_root(root: Path) -> None:
    (root / "app").mkdir()
    workspace = Workspace()

    assert workspace.root_of(root / ENV, [root]) == root
    assert workspace.root_of(root / "composer.lock", [root]) == root
    assert workspace.root_of(root / "docker-compose.yml", [root]) is None
    assert workspace.root_of(root / "app" / "services.yaml", [root]) is None


def test_a_file_that_is_not_saved_yet_makes_its_folder_a_project(tmp_path: Path) -> None:
    workspace = Workspace()

    assert workspace.root_of(tmp_path / ENV, [tmp_path]) == tmp_path
    assert workspace.root_of(tmp_path / ".magento" / "routes.yaml", [tmp_path]) == tmp_path
    assert workspace.root_of(tmp_path / "other.yaml", [tmp_path]) is None
